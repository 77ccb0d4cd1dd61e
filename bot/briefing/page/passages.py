"""The article's text in paragraphs, cut at every place where a mark begins or ends, so that overlaps can be shown.

Apart from the markup because here offsets are counted: in code points of the text as it came in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.briefing.page.marks import Kind, Mark

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BLANK_LINE = re.compile(r"(?:\r\n|[\n\r])[ \t]*(?:\r\n|[\n\r])")
LONGEST_WRAPPED = 100
"""A text that has blank lines and no line longer than this was wrapped by hand: there a line is no paragraph."""

# What HTML cannot hold: controls save tab and line breaks, halves of a surrogate pair, and what is no character.
_NO_CHARACTERS = "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_UNHOLDABLE = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}]")
_REPLACEMENT = "\ufffd"
_BIDIRECTIONAL = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is covered by the same marks from end to end; `starting` begin right before it.

    `isolated` where it would turn around what follows.
    """

    text: str
    covering: tuple[Mark, ...] = ()
    starting: tuple[Mark, ...] = ()
    isolated: bool = False

    def of(self, kind: Kind) -> list[Mark]:
        """Return the marks of a kind that cover it, the shortest last."""
        return sorted((mark for mark in self.covering if mark.kind == kind), key=lambda mark: mark.start - mark.end)

    @property
    def labels(self) -> list[Mark]:
        """The claims and requests that begin here."""
        return [mark for mark in self.starting if mark.kind != "actor"]

    @property
    def places(self) -> list[Mark]:
        """The mentions that begin here."""
        return [mark for mark in self.starting if mark.kind == "actor"]


def holdable(text: str) -> str:
    """Return the text with what HTML cannot hold replaced, character for character."""
    return _UNHOLDABLE.sub(_REPLACEMENT, text)


def passages(text: str, marks: Sequence[Mark]) -> list[list[Piece]]:
    """Return the paragraphs, each as its pieces; every mark starts in exactly one of them, also one without a length."""
    waiting = sorted(marks, key=lambda mark: mark.start)[::-1]
    active: list[Mark] = []
    cuts = sorted({edge for mark in marks for edge in (mark.start, mark.end)}, reverse=True)
    found: list[list[Piece]] = []
    for start, end in _paragraphs(text):
        pieces: list[Piece] = []
        for left, right in _between(start, end, cuts):
            starting = []
            while waiting and waiting[-1].start <= left:
                starting.append(waiting.pop())
            active = [mark for mark in [*active, *starting] if mark.end > left]
            pieces.append(_piece(text[left:right], active, starting))
        found.append(pieces)
    if waiting:  # marks without a length at the very end, or of a text that is all blank
        found = found or [[]]
        found[-1].append(Piece("", starting=tuple(reversed(waiting))))
    return found


def _piece(text: str, covering: Sequence[Mark], starting: Sequence[Mark]) -> Piece:
    text = holdable(text.replace("\r", "\n"))
    return Piece(text, tuple(covering), tuple(starting), isolated=_BIDIRECTIONAL.search(text) is not None)


def _between(start: int, end: int, cuts: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a paragraph between cuts; takes those that it has passed off the list, whose last is next."""
    left = start
    while cuts and cuts[-1] < end:
        cut = cuts.pop()
        if cut > left:
            yield left, cut
            left = cut
    yield left, end


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each paragraph that holds more than space."""
    wrapped = _BLANK_LINE.search(text) and all(len(line) <= LONGEST_WRAPPED for line in _BREAK.split(text))
    start = 0
    for found in (_BLANK_LINE if wrapped else _BREAK).finditer(text):
        if text[start : found.start()].strip():
            yield start, found.start()
        start = found.end()
    if text[start:].strip():
        yield start, len(text)
