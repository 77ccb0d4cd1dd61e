"""Where the boxes of the picture stand and which way its lines go, from left to right, without overlaps.

The layout is grandalf's, a layered one after Sugiyama: pure Python, no native Graphviz, and unlike networkx's layouts it
knows that nodes have a size and leads long lines around them (igraph does too, and is GPL). Each label is a node of its
own between two parties, so it can lie on no line and on no other label. Used under EPL-1.0, one of its two licences.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from grandalf.graphs import Edge, Graph, Vertex  # type: ignore[import-untyped]
from grandalf.layouts import SugiyamaLayout  # type: ignore[import-untyped]

Point = tuple[float, float]
GAP_ACROSS: Final = 64.0
"""Between two layers: room for the lines to turn."""
GAP_DOWN: Final = 18.0
_LANE: Final = 10.0
_ROUNDS: Final = 4.5


@dataclass(frozen=True)
class Arc:
    """A line from a party `who` by way of the box of its label to a party `whom`; each by its key."""

    who: str
    label: str
    whom: str


@dataclass(frozen=True)
class Layout:
    """The middle of each box, the points between the boxes at both ends of each stroke, left to right, and the size."""

    middles: dict[str, Point]
    strokes: dict[tuple[str, str], list[Point]]
    width: float
    height: float


class _View:
    """What grandalf asks of a node: its size, and where it may write its place. Its layers run down; ours to the right."""

    def __init__(self, size: Point) -> None:
        self.h, self.w = size
        self.xy: Point = (0.0, 0.0)


class _Way:
    """What grandalf asks of an edge: where it may write its points."""

    def __init__(self) -> None:
        self.points: list[Point] = []

    def setpath(self, points: list[Point]) -> None:
        self.points = [(down, across) for across, down in points]


def lay_out(sizes: dict[str, Point], arcs: Sequence[Arc]) -> Layout:
    """Return where everything goes; `sizes` are width and height by key of all boxes, of parties and labels."""
    nodes = {key: Vertex(key) for key in sizes}
    for key, node in nodes.items():
        node.view = _View(sizes[key])
    strokes = {pair: _edge(nodes, pair) for pair in _onward(arcs)}
    top = right = 0.0
    for part in Graph(list(nodes.values()), list(strokes.values())).C:
        sugiyama = _drawn(part)
        top, right = _settle(sugiyama, top), max(right, _extent(part))
    middles = {key: (node.view.xy[1], node.view.xy[0]) for key, node in nodes.items()}
    between = {pair: _bends(edge, sizes, nodes) for pair, edge in strokes.items()}
    return Layout(middles, between, right, max(0.0, top - GAP_DOWN))


def _edge(nodes: dict[str, Any], pair: tuple[str, str]) -> Any:
    edge = Edge(nodes[pair[0]], nodes[pair[1]])
    edge.view = _Way()
    return edge


def _onward(arcs: Sequence[Arc]) -> list[tuple[str, str]]:
    """Return each stroke once and from left to right, so that there is no circle.

    A party that asks itself has one stroke, to its label.
    """
    rank = {key: place for place, key in enumerate(_ranking(arcs))}
    found: dict[tuple[str, str], None] = {}
    for arc in arcs:
        left, right = sorted((arc.who, arc.whom), key=rank.__getitem__)
        found[left, arc.label] = None
        if left != right:
            found[arc.label, right] = None
    return list(found)


def _ranking(arcs: Sequence[Arc]) -> list[str]:
    """Return the parties so that few ask one to their left: none where nobody is asked back.

    Eades, Lin and Smyth, "A fast and effective heuristic for the feedback arc set problem" (1993).
    """
    left: list[str] = []
    right: list[str] = []
    parties = list(dict.fromkeys(key for arc in arcs for key in (arc.who, arc.whom)))
    while parties:
        among = [arc for arc in arcs if arc.who != arc.whom and arc.who in parties and arc.whom in parties]
        asking, asked = Counter(arc.who for arc in among), Counter(arc.whom for arc in among)
        if last := next((key for key in parties if not asking[key]), None):
            right.insert(0, last)
        else:
            left.append(last := max(parties, key=lambda key: asking[key] - asked[key] + len(among) * (not asked[key])))
        parties.remove(last)
    return left + right


def _drawn(part: Any) -> Any:
    sugiyama = SugiyamaLayout(part)
    sugiyama.xspace, sugiyama.yspace, sugiyama.dw, sugiyama.dh = GAP_DOWN, GAP_ACROSS, _LANE, _LANE
    sugiyama.init_all(inverted_edges=[])
    sugiyama.draw(_ROUNDS)
    return sugiyama


def _settle(sugiyama: Any, top: float) -> float:
    """Move a part of the graph below `top`, and apart what its layout let overlap; return where the next may begin."""
    nodes = [node for layer in sugiyama.layers for node in layer]
    shift = top - min(node.view.xy[0] - node.view.w / 2 for node in nodes)
    bottom = top
    for layer in sugiyama.layers:
        free = top
        for node in layer:
            down = max(node.view.xy[0] + shift, free + node.view.w / 2)
            node.view.xy = (down, node.view.xy[1])
            free = down + node.view.w / 2 + GAP_DOWN
        bottom = max(bottom, free)
    sugiyama.draw_edges()
    return bottom


def _extent(part: Any) -> float:
    return max(float(node.view.xy[1] + node.view.h / 2) for node in part.V())


def _bends(edge: Any, sizes: dict[str, Point], nodes: dict[str, Any]) -> list[Point]:
    """Return the points between the ends; a lane through a layer is kept level for the width of the layer's boxes."""
    bends: list[Point] = []
    for across, down in edge.view.points[1:-1]:
        inside = [sizes[key][0] for key, node in nodes.items() if node.view.xy[1] == across]
        half = max(inside, default=0.0) / 2
        bends += [(across - half, down), (across + half, down)]
    return bends
