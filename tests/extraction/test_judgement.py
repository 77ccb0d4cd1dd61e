"""What signs are worth, and what is said where the weights are lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ModelError
from bot.extraction.judgement import FILE, KINDS, Judge, read_judges, write_judges

FEATURES = st.dictionaries(st.sampled_from("abc"), st.floats(-1e6, 1e6))


def test_confidence_rises_with_what_speaks_for_an_item() -> None:
    judge = Judge(bias=-1.0, weights={"for": 2.0, "against": -2.0})
    assert judge({"against": 1.0}) < judge({}) < judge({"for": 1.0})
    assert judge({"for": 0.5}) == 0.5


def test_feature_that_was_not_learned_counts_for_nothing() -> None:
    assert Judge(weights={"a": 3.0})({"a": 1.0, "new": 99.0}) == Judge(weights={"a": 3.0})({"a": 1.0})


@given(FEATURES, FEATURES, st.floats(-1e6, 1e6))
def test_confidence_is_a_share_whatever_is_seen(
    weights: dict[str, float], features: dict[str, float], bias: float
) -> None:
    assert 0.0 <= Judge(bias, weights)(features) <= 1.0


def test_judges_are_read_as_they_were_written(tmp_path: Path) -> None:
    judges = {kind: Judge(0.5, {"seen": float(n)}, 0.1 * n) for n, kind in enumerate(KINDS)}
    write_judges(judges, tmp_path)
    assert read_judges(tmp_path) == judges


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"actors": {"unknown": 1}, "requests": {}, "claims": {}}'])
def test_damaged_judges_are_told(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, "utf8")
    with pytest.raises(ModelError, match="damaged"):
        read_judges(tmp_path)


def test_missing_judges_are_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="missing"):
        read_judges(tmp_path)
