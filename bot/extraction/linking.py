"""Which source and which content belong to a cue.

Apart from the tagger, which sees spans but no threads between them: these are drawn by nearness, with the price that
sentence ends, paragraph ends and other cues put on the way. Each cue makes one attribution.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from bot.extraction.labels import SpanKind

SENTENCE_END = re.compile(r"[.!?][”\"’]?\s")
ENDS_SENTENCE = re.compile(r"[.!?][”\"’')]*\s*$")
CLOSING = frozenset('”"')
PARAGRAPH_PRICE = 400
CONTENT_SENTENCE_PRICE = 50
SOURCE_SENTENCE_PRICE = 150
"""What the end of a sentence costs on the way from a cue to a content, and to a source."""
CUE_PRICE = 30
BACK_PRICE = 120
"""What it costs a content that ends its sentence to belong to a cue behind it: "... so." He added."""
AFTER_PRICE = 25
"""What it costs a source to stand behind its cue."""
FARTHEST_CONTENT = 900
FARTHEST_SOURCE = 300
"""In characters and prices together; what lies farther belongs to nobody here."""
REACH = 3_000
"""How many characters around a span the others are looked at, so that the work grows with the text, not its square."""


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A span of the text, in code points, and what it is in an attribution."""

    kind: SpanKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """One attribution: a cue with its source, if it has one, and its contents in order."""

    source: TaggedSpan | None
    cue: TaggedSpan
    contents: tuple[TaggedSpan, ...]


def link(text: str, spans: Iterable[TaggedSpan]) -> list[Link]:
    """Return the attributions that the spans of a text make, in the order of their cues."""
    by_kind: dict[str, list[TaggedSpan]] = {"source": [], "cue": [], "content": []}
    for span in sorted(spans, key=lambda span: span.start):
        by_kind[span.kind].append(span)
    cues = by_kind["cue"]
    contents: dict[TaggedSpan, list[TaggedSpan]] = {cue: [] for cue in cues}
    for block in _blocks(text, by_kind["content"]):
        prices = [
            (_content_price(text, block, cue), cue.start, cue) for cue in _near(cues, block[0].start, block[-1].end)
        ]
        if prices and min(prices)[0] < FARTHEST_CONTENT:
            contents[min(prices)[2]] += block
    return [Link(_source(text, cue, by_kind["source"], cues), cue, tuple(contents[cue])) for cue in cues]


def _near(spans: list[TaggedSpan], start: int, end: int) -> list[TaggedSpan]:
    """Return those of `spans`, which are in order, that begin close enough to matter."""
    first = bisect_left(spans, start - REACH, key=_start)
    return spans[first : bisect_left(spans, end + REACH, key=_start)]


def _start(span: TaggedSpan) -> int:
    return span.start


def _blocks(text: str, contents: list[TaggedSpan]) -> list[list[TaggedSpan]]:
    """Put together the sentences of one quotation, which stand side by side and have one speaker."""
    blocks: list[list[TaggedSpan]] = []
    for content in contents:
        if blocks:
            last = blocks[-1][-1]
            between = text[last.end : content.start]
            closed = text[last.start : last.end].rstrip()[-1:] in CLOSING
            if not between.strip() and "\n" not in between and not closed:
                blocks[-1].append(content)
                continue
        blocks.append([content])
    return blocks


def _content_price(text: str, block: list[TaggedSpan], cue: TaggedSpan) -> int:
    start, end = block[0].start, block[-1].end
    if end <= cue.start:
        back = BACK_PRICE if ENDS_SENTENCE.search(text[max(start, end - 6) : end]) else 0
        return _price(text[end : cue.start], CONTENT_SENTENCE_PRICE) + back
    return _price(text[cue.end : start], CONTENT_SENTENCE_PRICE) if start >= cue.end else 0


def _price(between: str, sentence_price: int) -> int:
    """Return what lies between two spans, in characters, with the prices of the ends in it."""
    return len(between) + PARAGRAPH_PRICE * between.count("\n\n") + sentence_price * len(SENTENCE_END.findall(between))


def _source(text: str, cue: TaggedSpan, sources: list[TaggedSpan], cues: list[TaggedSpan]) -> TaggedSpan | None:
    """Return the nearest source; one stands for several cues where "he said ... and added ..."."""
    priced = []
    near_cues = _near(cues, cue.start, cue.end)
    for source in _near(sources, cue.start, cue.end):
        first, last = (source, cue) if source.start < cue.start else (cue, source)
        if last.start - first.end > FARTHEST_SOURCE:
            continue
        jumped = sum(1 for other in near_cues if first.end <= other.start and other.end <= last.start)
        price = (
            _price(text[first.end : last.start], SOURCE_SENTENCE_PRICE)
            + CUE_PRICE * jumped
            + (AFTER_PRICE if first is cue else 0)
        )
        priced.append((price, source.start, source))
    return min(priced)[2] if priced and min(priced)[0] < FARTHEST_SOURCE else None
