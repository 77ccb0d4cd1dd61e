"""Items of a text by where they stand, so that each is compared with those beside it and not with all.

Apart from who compares them because work that grows with the square of a text is the same trap for all.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Generic, TypeVar

STRETCH = 64
"""In places: how much of a text is looked up together."""

Item = TypeVar("Item")


class Neighbours(Generic[Item]):
    """Items, each with its first place and the one after its last."""

    def __init__(self) -> None:
        self._by_stretch: defaultdict[int, list[tuple[int, Item]]] = defaultdict(list)
        self._count = 0

    def add(self, item: Item, start: int, end: int) -> None:
        """Take an item in."""
        for stretch in _stretches(start, end):
            self._by_stretch[stretch].append((self._count, item))
        self._count += 1

    def near(self, start: int, end: int) -> Iterator[Item]:
        """Yield the items that stand at or near these places, each once, in the order in which they were added."""
        found = {
            number: item for stretch in _stretches(start, end) for number, item in self._by_stretch.get(stretch, ())
        }
        for number in sorted(found):
            yield found[number]


def _stretches(start: int, end: int) -> range:
    return range(max(0, start) // STRETCH, max(start, end - 1, 0) // STRETCH + 1)
