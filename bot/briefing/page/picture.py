"""The picture of who asks whom and who accuses whom: its boxes and letters with their places, ready to be written.

Apart from the layout, which knows no letters, and from the markup, which does not reckon.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.briefing.page import lettering
from bot.briefing.page.bundles import Bundle, bundled, foremost
from bot.briefing.page.layout import Arc, Point, lay_out
from bot.briefing.page.strokes import Stroke, strokes
from bot.briefing.page.ties import Node, Tie

SIZE: Final = 14.0
"""The height of its letters, in pixels."""
_LINE: Final = 19.0
_PAD: Final = 10.0
_BOLD: Final = 1.1
"""So much wider are bold letters: those of the parties, and of the ids in the labels."""
_PARTY_LINES: Final = 3
_LABEL_TIES: Final = 4
_TIE_LINES: Final = 2


@dataclass(frozen=True)
class Format:
    """How wide boxes are, and how wide the picture may get; `split` gives who asks and is asked two boxes, one a side."""

    party: float
    label: float
    widest: float
    split: bool = False


FORMATS: Final = (
    Format(party=180, label=264, widest=800),
    # parties that are asked and ask on: five columns, which printed on a page are just large enough to read
    Format(party=150, label=200, widest=1120),
    Format(party=180, label=264, widest=float("inf"), split=True),
)
"""Tried in this order: the first in which the picture is narrow enough is taken. The last has three columns, always."""


@dataclass(frozen=True)
class Line:
    """A line of letters: an id that stands out, if any, and words; `x`, `y` are where its base line begins or centres."""

    x: float
    y: float
    label: str
    words: str


@dataclass(frozen=True)
class Box:
    """A party (`party`, or `absent` where nobody is named) or the label of ties (`request`, `accusation`)."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Picture:
    """All that is drawn, in pixels; `left_out` is the number of ties that are only in the table.

    `split` where a party stands on both sides.
    """

    width: float
    height: float
    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    left_out: int
    split: bool


def picture(ties: Sequence[Tie]) -> Picture | None:
    """Return the picture of the weightiest ties; None where there are none."""
    if not ties:
        return None
    shown = foremost(ties)
    left_out = len(ties) - len(shown)
    drawings = (_drawn(bundled(shown), form, left_out) for form in FORMATS)
    return next(one for one, form in zip(drawings, FORMATS, strict=True) if one.width <= form.widest)


def _drawn(bundles: Sequence[Bundle], form: Format, left_out: int) -> Picture:
    arcs = [Arc(_key(one.who, "left", form), one.key, _key(one.whom, "right", form)) for one in bundles]
    nodes = {arc.who: one.who for arc, one in zip(arcs, bundles, strict=True)}
    nodes |= {arc.whom: one.whom for arc, one in zip(arcs, bundles, strict=True)}
    lines = {key: _named(node, form) for key, node in nodes.items()} | {one.key: _told(one, form) for one in bundles}
    sizes = {key: (form.party if key in nodes else form.label, _height(lines[key])) for key in lines}
    layout = lay_out(sizes, arcs)
    kinds = {key: "party" if node.known else "absent" for key, node in nodes.items()}
    kinds |= {one.key: one.kind for one in bundles}
    boxes = tuple(_box(kinds[key], layout.middles[key], sizes[key], lines[key]) for key in lines)
    drawn = strokes(layout, sizes, [(one.kind, arc) for one, arc in zip(bundles, arcs, strict=True)])
    split = form.split and len({node.key for node in nodes.values()}) < len(nodes)
    return Picture(layout.width, layout.height, boxes, tuple(drawn), left_out, split)


def _key(node: Node, side: str, form: Format) -> str:
    return f"{side if form.split else 'party'} {node.key}"


def _height(lines: Sequence[tuple[str, str]]) -> float:
    return len(lines) * _LINE + 2 * _PAD


def _named(node: Node, form: Format) -> list[tuple[str, str]]:
    room = (form.party - 2 * _PAD) / _BOLD
    return [("", words) for words in lettering.wrap(node.name, room, SIZE, _PARTY_LINES)]


def _told(bundle: Bundle, form: Format) -> list[tuple[str, str]]:
    """Return the lines of a label: each tie's id with what is asked or said, and how many there is no room for."""
    lines: list[tuple[str, str]] = []
    for tie in bundle.ties[:_LABEL_TIES]:
        room = form.label - 2 * _PAD - lettering.width(f"{tie.label} ", SIZE) * _BOLD
        words = lettering.wrap(tie.words, room, SIZE, _TIE_LINES)
        lines += [(tie.label, words[0]), *(("", line) for line in words[1:])]
    over = len(bundle.ties) - _LABEL_TIES
    return [*lines, ("", f"and {over} more")] if over > 0 else lines


def _box(kind: str, middle: Point, size: Point, lines: Sequence[tuple[str, str]]) -> Box:
    x, y = middle[0] - size[0] / 2, middle[1] - size[1] / 2
    begins = middle[0] if kind in {"party", "absent"} else x + _PAD
    told = tuple(Line(begins, y + _PAD + number * _LINE + SIZE, *line) for number, line in enumerate(lines))
    return Box(kind, x, y, *size, told)
