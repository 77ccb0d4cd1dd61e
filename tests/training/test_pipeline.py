"""From a folder of corpora to weights that the bot loads: the whole way, two steps long."""

from pathlib import Path

import pytest
from spacy.language import Language

from bot.errors import FileError
from bot.extraction import extract
from bot.extraction.attributions import WEIGHTS as ATTRIBUTION
from bot.extraction.pipeline import COMPONENTS, load, load_syntax
from bot.training.pipeline import train
from bot.training.scores import score_names, score_syntax
from tests.briefing.briefings import article
from tests.training.corpora import folder


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("corpora"))


@pytest.fixture(scope="module")
def trained(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Language, Path]:
    """Return the syntax and names of two steps, and their weights with the tagger that is shipped."""
    weights = train(corpora, tmp_path_factory.mktemp("training") / "output", ("syntax", "names"), steps=2)
    (weights / "attribution").symlink_to(ATTRIBUTION)
    return load_syntax(weights), weights


def test_weights_are_one_pipeline_of_syntax_and_names(trained: tuple[Language, Path]) -> None:
    nlp, weights = trained
    assert {"tok2vec", "tagger", "morphologizer", "trainable_lemmatizer", "parser", "ner"} <= set(nlp.pipe_names)
    assert (weights / "config.cfg").is_file()
    assert nlp.meta["name"] == "factdesk"


def test_bot_loads_what_was_trained_and_briefs_with_it(trained: tuple[Language, Path]) -> None:
    nlp = load(trained[1])
    assert tuple(nlp.pipe_names[-len(COMPONENTS) :]) == COMPONENTS
    text = "Anna said that Peter left Berlin.\nThe road was closed."
    assert extract(article(text), nlp).article.text == text


def test_trained_pipeline_is_scored_in_shares(trained: tuple[Language, Path], corpora: Path) -> None:
    syntax = score_syntax(trained[0], corpora)
    names = score_names(trained[0], corpora)
    assert set(syntax) == {"tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f"}
    assert set(names) == {"p", "r", "f", "PERSON", "ORG", "LOC"}
    assert all(0.0 <= score <= 1.0 for score in (*syntax.values(), *names.values()))


def test_part_made_alone_is_joined_with_what_was_made_before(corpora: Path, tmp_path: Path) -> None:
    weights = train(corpora, tmp_path, ("syntax",), steps=1)
    assert not (weights / "config.cfg").exists()
    train(corpora, tmp_path, ("names",), steps=1)
    assert {"parser", "ner"} <= set(load_syntax(weights).pipe_names)


@pytest.mark.parametrize("present", [[], ["ud"], ["ner"]])
def test_folder_without_corpora_is_told(tmp_path: Path, present: list[str]) -> None:
    for name in present:
        (tmp_path / name).mkdir()
    with pytest.raises(FileError) as lost:
        train(tmp_path, tmp_path / "output")
    assert str(tmp_path) in lost.value.sentence
    assert not (tmp_path / "output").exists()
