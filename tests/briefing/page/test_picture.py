import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.briefing.page.bundles import MOST_TIES
from bot.briefing.page.lettering import width
from bot.briefing.page.picture import FORMATS, SIZE, Box, Picture, picture
from bot.briefing.page.ties import Node, Tie, TieKind

NUMBER = re.compile(r"-?\d+\.\d")
PARTIES = st.integers(0, 9)
TIES = st.lists(
    st.tuples(PARTIES, PARTIES, st.sampled_from(["request", "accusation"]), st.text(max_size=60)),
    min_size=1,
    max_size=40,
)


def tie(number: int, who: int, whom: int, kind: TieKind = "request", words: str = "“go”") -> Tie:
    one, other = Node(f"A{who}", f"Party {who}"), Node(f"A{whom}", f"Party {whom}")
    return Tie(kind, f"R{number}", f"request-{number}", one, other, words, 0.5)


def drawn(*pairs: tuple[int, int]) -> Picture:
    found = picture([tie(number, *pair) for number, pair in enumerate(pairs, 1)])
    assert found is not None
    return found


def party(found: Picture, number: int) -> Box:
    (box,) = [box for box in found.boxes if box.lines[0].words == f"Party {number}"]
    return box


def ends(path: str) -> tuple[tuple[float, float], tuple[float, float]]:
    numbers = [float(number) for number in NUMBER.findall(path)]
    return (numbers[0], numbers[1]), (numbers[-2], numbers[-1])


def on_a_side(point: tuple[float, float], box: Box) -> bool:
    at_side = min(abs(point[0] - box.x), abs(point[0] - box.x - box.width)) < 0.2
    return at_side and box.y <= point[1] <= box.y + box.height


def test_nothing_asked_and_nobody_accused_is_no_picture() -> None:
    assert picture([]) is None


def test_who_asks_stands_left_of_who_is_asked() -> None:
    found = drawn((1, 2))
    assert party(found, 1).x < party(found, 2).x


@pytest.mark.parametrize("pairs", [((1, 2),), ((1, 2), (2, 1)), ((1, 2), (2, 3)), ((1, 2), (2, 3), (3, 1)), ((1, 1),)])
def test_each_bundle_has_one_head_and_it_is_at_who_is_asked(pairs: tuple[tuple[int, int], ...]) -> None:
    found = drawn(*pairs)
    heads = [ends(stroke.path)[stroke.arrow == "end"] for stroke in found.strokes if stroke.arrow]
    assert len(heads) == len(pairs)
    for (_, whom), head in zip(pairs, heads, strict=True):
        assert on_a_side(head, party(found, whom))


def test_what_is_asked_of_the_same_party_shares_one_label() -> None:
    labels = [box for box in drawn((1, 2), (1, 2), (1, 3)).boxes if box.kind == "request"]
    assert [[line.label for line in box.lines] for box in labels] == [["R1", "R2"], ["R3"]]


def test_a_label_says_how_many_it_has_no_room_for() -> None:
    (label,) = [box for box in drawn(*[(1, 2)] * 7).boxes if box.kind == "request"]
    assert label.lines[-1].words == "and 3 more"


def test_a_long_chain_is_folded_into_three_columns() -> None:
    found = drawn(*[(number, number + 1) for number in range(6)])
    assert found.split
    assert len({box.x for box in found.boxes}) == 3
    assert found.width <= FORMATS[0].widest


def test_many_ties_are_limited_and_both_kinds_have_their_share() -> None:
    requests = [tie(number, number % 7, 8) for number in range(40)]
    accusations = [tie(number, number, 9, "accusation") for number in range(3)]
    found = picture([*requests, *accusations])
    assert found is not None
    assert found.left_out == 43 - MOST_TIES
    assert sum(box.kind == "accusation" for box in found.boxes) == 3


def test_the_same_ties_are_drawn_the_same_way() -> None:
    pairs = [(1, 2), (3, 2), (2, 4), (4, 1), (5, 5)]
    assert drawn(*pairs) == drawn(*pairs)


@settings(max_examples=60, deadline=None)
@given(TIES)
def test_nothing_overlaps_and_nothing_is_cut(pairs: list[tuple[int, int, TieKind, str]]) -> None:
    found = picture([tie(number, *pair) for number, pair in enumerate(pairs, 1)])
    assert found is not None
    for one, other in itertools.combinations(found.boxes, 2):
        apart = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y
    for box in found.boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= found.width + 0.1
        assert box.y + box.height <= found.height + 0.1
        assert all(width(line.label + " " + line.words, SIZE) <= box.width for line in box.lines)


@settings(max_examples=60, deadline=None)
@given(TIES)
def test_every_line_meets_boxes_at_both_ends_and_runs_through_none(pairs: list[tuple[int, int, TieKind, str]]) -> None:
    found = picture([tie(number, *pair) for number, pair in enumerate(pairs, 1)])
    assert found is not None
    for stroke in found.strokes:
        for end in ends(stroke.path):
            assert sum(on_a_side(end, box) for box in found.boxes) == 1
        for x, y in points(stroke.path):
            assert not any(
                box.x + 1 < x < box.x + box.width - 1 and box.y < y < box.y + box.height for box in found.boxes
            )


def points(path: str) -> list[tuple[float, float]]:
    """Return points along a path's curves."""
    numbers = [float(number) for number in NUMBER.findall(path)]
    found = list(zip(numbers[::2], numbers[1::2], strict=True))
    return [along(found[at : at + 4], step / 20) for at in range(0, len(found) - 1, 3) for step in range(21)]


def along(curve: list[tuple[float, float]], t: float) -> tuple[float, float]:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    weighed = list(zip(weights, curve, strict=True))
    return sum(weight * x for weight, (x, _) in weighed), sum(weight * y for weight, (_, y) in weighed)
