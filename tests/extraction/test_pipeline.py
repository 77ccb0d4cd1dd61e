"""Weights that cannot be used are one plain error with the way out."""

import shutil
from pathlib import Path

import pytest

from bot.errors import ModelError
from bot.extraction.pipeline import COMPONENTS, LEARNED, WEIGHTS, load, load_syntax

FILES = ("encoder/encoder.json", "encoder/judgement.json", "encoder/model.onnx", "encoder/tokenizer.json")


def test_pipeline_is_loaded_once() -> None:
    assert load() is load()


def test_components_run_in_their_order_behind_the_encoder() -> None:
    assert load().pipe_names == ["factdesk_paragraphs", "factdesk_encoder", *LEARNED, *COMPONENTS]


def test_learned_part_loads_alone() -> None:
    assert load_syntax().pipe_names == ["factdesk_paragraphs", "factdesk_encoder", "factdesk_syntax", "factdesk_names"]


def test_every_component_says_what_it_needs_and_none_lacks_it() -> None:
    analysis = load().analyze_pipes()
    assert analysis is not None
    assert set(analysis["problems"]) == set(load().pipe_names)
    assert not any(analysis["problems"].values())


def test_learned_components_need_the_encoder() -> None:
    nlp = load_syntax()
    nlp.remove_pipe("factdesk_encoder")
    analysis = nlp.analyze_pipes()
    assert analysis is not None
    assert {name for name, problems in analysis["problems"].items() if "doc._.reading" in problems} == set(LEARNED)


def test_weights_are_one_encoder_with_its_judges_and_nothing_else() -> None:
    found = [path.relative_to(WEIGHTS).as_posix() for path in WEIGHTS.rglob("*") if path.is_file()]
    assert sorted(found) == sorted(FILES)


def test_missing_weights_are_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as missing:
        load(tmp_path / "nowhere")
    assert str(tmp_path / "nowhere") in missing.value.sentence
    assert "factdesk train" in str(missing.value)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(WEIGHTS, tmp_path_factory.mktemp("weights") / "weights"))


def test_weights_are_loaded_from_where_they_are_told_to_be(copied: Path) -> None:
    text = "Maria Silva said that the roads were closed."
    assert load_syntax(copied)(text).to_json() == load_syntax()(text).to_json()


@pytest.mark.parametrize("file", FILES)
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


@pytest.mark.parametrize("file", FILES)
def test_lost_file_is_told_with_the_remedy(copied: Path, file: str) -> None:
    path = copied / file
    away = path.rename(path.with_suffix(".away"))
    try:
        with pytest.raises(ModelError, match="missing") as lost:
            load(copied)
    finally:
        away.rename(path)
    assert str(path) in lost.value.sentence
    assert "factdesk train" in lost.value.remedy
