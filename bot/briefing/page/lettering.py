"""How much room words take in the picture, and where their lines break.

Apart because SVG neither wraps text nor says how wide it is: the widths are those of a wide typeface (DejaVu Sans), so
that whichever typeface a reader has, its letters stay in their boxes.
"""

import unicodedata
from typing import Final

from bot.briefing.legible import ELLIPSIS, clip

_WIDTHS: Final = {
    **dict.fromkeys("ijl'’.,:;|! ", 0.36),
    **dict.fromkeys('frt()[]-“”"', 0.52),
    **dict.fromkeys("mwMW%@—…&", 1.02),
}
_LOWER, _UPPER, _OTHER, _WIDE = 0.65, 0.79, 1.0, 1.3
_LAST_OF_LATIN = "\u024f"


def width(text: str, size: float) -> float:
    """Return the room that the text takes at most, in the unit of `size`, the height of its letters."""
    return size * sum(map(_em, text))


def _em(character: str) -> float:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0.0
    if character <= _LAST_OF_LATIN:
        return _UPPER if character.isupper() else _LOWER
    return _WIDE if unicodedata.east_asian_width(character) in {"W", "F"} else _OTHER


def fit(text: str, room: float, size: float) -> str:
    """Return the text on one line, cut with an ellipsis where it takes more than `room`."""
    em = room / size
    return clip(text, int(em * 100), cost=lambda words: round(sum(map(_em, words)) * 100))


def wrap(text: str, room: float, size: float, most: int) -> list[str]:
    """Return the text in at most `most` lines; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < most - 1:
        line = rest.pop(0)
        while rest and width(f"{line} {rest[0]}", size) <= room:
            line += f" {rest.pop(0)}"
        if width(line, size) > room:  # one word that is longer than a line: the reader finds it whole in the table
            return [*lines, fit(line, room, size)]
        lines.append(line)
    return [*lines, fit(" ".join(rest), room, size)] if rest else lines or [ELLIPSIS]
