"""Weights that cannot be used are one plain error with the way out."""

import shutil
from pathlib import Path

import pytest

from bot.errors import ModelError
from bot.extraction.pipeline import COMPONENTS, WEIGHTS, load, load_syntax


def test_pipeline_is_loaded_once() -> None:
    assert load() is load()


def test_components_run_in_their_order_behind_the_trained_ones() -> None:
    names = load().pipe_names
    assert tuple(names[-len(COMPONENTS) :]) == COMPONENTS
    assert names.index("factdesk_paragraphs") < names.index("parser") < names.index("factdesk_actors")


def test_trained_part_loads_alone() -> None:
    nlp = load_syntax()
    assert not set(COMPONENTS) & set(nlp.pipe_names)
    assert {"tagger", "parser", "ner"} <= set(nlp.pipe_names)


def test_every_component_says_what_it_needs_and_none_lacks_it() -> None:
    analysis = load().analyze_pipes()
    assert analysis is not None
    assert not any(analysis["problems"][name] for name in COMPONENTS)


def test_missing_weights_are_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as missing:
        load(tmp_path / "nowhere")
    assert str(tmp_path / "nowhere") in missing.value.sentence
    assert "factdesk train" in str(missing.value)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(WEIGHTS, tmp_path_factory.mktemp("weights") / "weights"))


@pytest.mark.parametrize(
    "file",
    [
        "config.cfg",
        "meta.json",
        "tokenizer",
        "parser/model",
        "ner/model",
        "tok2vec/model",
        "tagger/cfg",
        "vocab/strings.json",
    ],
)
@pytest.mark.parametrize("kept", [0, 0.5])
def test_damaged_file_is_told_with_the_remedy(copied: Path, file: str, kept: float) -> None:
    path = copied / file
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])
    try:
        with pytest.raises(ModelError) as damaged:
            load_syntax(copied)
    finally:
        path.write_bytes(whole)
    assert "damaged" in damaged.value.sentence
    assert "factdesk train" in damaged.value.remedy


@pytest.mark.parametrize("file", ["parser/model", "ner/moves", "tokenizer"])
def test_lost_file_is_told_with_the_remedy(copied: Path, file: str) -> None:
    path = copied / file
    away = path.rename(path.with_suffix(".away"))
    try:
        with pytest.raises(ModelError, match="damaged"):
            load_syntax(copied)
    finally:
        away.rename(path)


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json", "tagger.json"])
def test_lost_file_of_the_tagger_is_told_with_the_remedy(copied: Path, file: str) -> None:
    path = copied / "attribution" / file
    away = path.rename(path.with_suffix(".away"))
    try:
        with pytest.raises(ModelError, match=file) as lost:
            load(copied)
    finally:
        away.rename(path)
    assert "factdesk train" in lost.value.remedy
