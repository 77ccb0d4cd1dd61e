"""Which ties the picture shows, and which of them share a line and a label.

Apart from the drawing because it asks what matters, not where it goes.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.briefing.page.ties import Node, Tie, TieKind

MOST_TIES: Final = 24
"""So many requests and accusations does the picture show; the table beside it shows all."""


@dataclass(frozen=True)
class Bundle:
    """The ties of one kind from one party to another, which share a line and a label; `key` is the label's."""

    key: str
    ties: tuple[Tie, ...]

    @property
    def kind(self) -> TieKind:
        """What all its ties are."""
        return self.ties[0].kind

    @property
    def who(self) -> Node:
        """Who asks or accuses."""
        return self.ties[0].who

    @property
    def whom(self) -> Node:
        """Who is asked or accused."""
        return self.ties[0].whom


def foremost(ties: Sequence[Tie]) -> list[Tie]:
    """Return the weightiest ties, in their order; the two kinds take turns, so that neither crowds out the other."""
    turns: dict[TieKind, int] = defaultdict(int)
    order: list[tuple[int, int]] = []
    for place, tie in sorted(enumerate(ties), key=lambda one: -one[1].weight):
        order.append((turns[tie.kind], place))
        turns[tie.kind] += 1
    return [ties[place] for place in sorted(place for _, place in sorted(order)[:MOST_TIES])]


def bundled(ties: Iterable[Tie]) -> list[Bundle]:
    """Return the ties in bundles, in the order of each one's first."""
    found: dict[tuple[str, str, str], list[Tie]] = defaultdict(list)
    for tie in ties:
        found[tie.kind, tie.who.key, tie.whom.key].append(tie)
    return [Bundle(f"label {number}", tuple(group)) for number, group in enumerate(found.values())]
