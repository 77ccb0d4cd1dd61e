"""What stands near is found, each item once, and the surest of what overlaps is kept as before."""

from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.judgement import surest
from bot.extraction.neighbours import Neighbours

PLACES = st.tuples(st.integers(0, 2_000), st.integers(1, 300)).map(lambda place: (place[0], place[0] + place[1]))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def test_item_over_many_stretches_is_found_once() -> None:
    near: Neighbours[str] = Neighbours()
    near.add("long", 0, 1_000)
    near.add("far", 5_000, 5_010)
    assert list(near.near(100, 700)) == ["long"]


@given(st.lists(PLACES, max_size=40))
def test_comparing_neighbours_alone_keeps_what_comparing_all_keeps(places: list[tuple[int, int]]) -> None:
    def sure(place: tuple[int, int]) -> float:
        return (place[0] * 7919 + place[1]) % 101 / 101

    assert surest(places, sure, _overlap, lambda place: place) == surest(places, sure, _overlap)
