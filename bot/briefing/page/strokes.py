"""The lines of the picture: where each leaves its box, how it bends and which end bears the arrow's head.

Apart from the boxes because lines that share a side of a box must make room for each other.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.briefing.page.layout import Arc, Layout, Point
from bot.briefing.page.ties import TieKind


@dataclass(frozen=True)
class Stroke:
    """A line, as an SVG path from left to right; `arrow` is the end that bears the head: `start`, `end` or neither."""

    kind: TieKind
    path: str
    arrow: str


@dataclass(frozen=True)
class _Plan:
    """A line before it is drawn: from the box `left` to the box `right`."""

    left: str
    right: str
    kind: TieKind
    arrow: str


def strokes(layout: Layout, sizes: dict[str, Point], arcs: Sequence[tuple[TieKind, Arc]]) -> Iterator[Stroke]:
    """Yield two lines for each arc, to its label and on from it; the head is at the party that is asked or accused."""
    plans = [plan for kind, arc in arcs for plan in _plans(layout, kind, arc)]
    ports = _Ports(layout, sizes)
    for number, plan in enumerate(plans):
        ports.take(number, plan)
    for number, plan in enumerate(plans):
        bends = layout.strokes[plan.left, plan.right]
        points = [ports.place(number, plan.left, 1), *bends, ports.place(number, plan.right, -1)]
        yield Stroke(plan.kind, _curve(points), plan.arrow)


def _plans(layout: Layout, kind: TieKind, arc: Arc) -> list[_Plan]:
    onward, back = (arc.who, arc.label), (arc.whom, arc.label)
    first = onward if onward in layout.strokes else (arc.label, arc.who)
    second = back if back in layout.strokes else (arc.label, arc.whom)
    return [_Plan(*first, kind, ""), _Plan(*second, kind, "start" if second == back else "end")]


class _Ports:
    """Where lines meet the sides of the boxes: spread over the side, in the order of where they come from."""

    def __init__(self, layout: Layout, sizes: dict[str, Point]) -> None:
        self._layout, self._sizes = layout, sizes
        self._sides: dict[tuple[str, int], list[tuple[float, int]]] = defaultdict(list)

    def take(self, number: int, plan: _Plan) -> None:
        bends = self._layout.strokes[plan.left, plan.right]
        towards, *_ = [*bends, self._layout.middles[plan.right]]
        *_, coming = [self._layout.middles[plan.left], *bends]
        self._sides[plan.left, 1].append((towards[1], number))
        self._sides[plan.right, -1].append((coming[1], number))

    def place(self, number: int, key: str, side: int) -> Point:
        """Return the point of a line at a box; `side` is 1 for the right, -1 for the left."""
        order = [taken for _, taken in sorted(self._sides[key, side])]
        (x, y), (width, height) = self._layout.middles[key], self._sizes[key]
        share = (order.index(number) + 1) / (len(order) + 1) - 0.5
        return x + side * width / 2, y + share * height


def _curve(points: Sequence[Point]) -> str:
    """Return a path that leaves and meets every point level."""
    told = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x, y), (to_x, to_y) in pairwise(points):
        middle = (x + to_x) / 2
        told.append(f"C{middle:.1f} {y:.1f} {middle:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}")
    return " ".join(told)
