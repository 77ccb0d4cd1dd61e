"""What the judges learn, on samples small enough to see through."""

import numpy as np
import pytest

from bot.training.desk import Item
from bot.training.gold import Offsets
from bot.training.judging import Sample, judged, logistic, reliability


def item(start: int, end: int, *, core: bool = True) -> Item:
    return Item("x", [Offsets(start, end)], core)


def test_possible_item_is_right_where_gold_has_it_and_optional_gold_teaches_nothing() -> None:
    gold = [item(0, 10), item(20, 30, core=False), item(50, 60)]
    assert judged(gold, item(0, 10), {"a": 1.0}, "claims") == Sample({"a": 1.0}, right=True)
    assert judged(gold, item(20, 30), {"b": 1.0}, "claims") is None
    assert judged(gold, item(80, 90), {"c": 1.0}, "claims") == Sample({"c": 1.0}, right=False)


def test_sign_that_goes_with_being_right_gets_the_weight() -> None:
    chance = np.random.default_rng(1)
    sign, noise = chance.integers(0, 2, 400), chance.normal(size=400)
    right = (chance.random(400) < np.where(sign, 0.9, 0.2)).astype(float)
    bias, of_sign, of_noise = logistic(np.column_stack([np.ones(400), sign, noise]), right)
    assert 1 / (1 + np.exp(-bias)) == pytest.approx(0.2, abs=0.07)
    assert 1 / (1 + np.exp(-bias - of_sign)) == pytest.approx(0.9, abs=0.07)
    assert abs(of_noise) < 0.3


def test_sign_that_tells_right_from_wrong_for_certain_does_not_run_away() -> None:
    sign = np.array([1.0] * 20 + [0.0] * 20)
    weights = logistic(np.column_stack([np.ones(40), sign]), sign)
    assert np.isfinite(weights).all()
    assert weights[1] > 2


def test_reliability_counts_every_item_once() -> None:
    confidence, right = np.array([0.05, 0.15, 0.95, 1.0]), np.array([0.0, 1.0, 1.0, 1.0])
    rows = reliability(confidence, right)
    assert rows == [(pytest.approx(0.1), 0.5, 2), (pytest.approx(0.975), 1.0, 2)]
