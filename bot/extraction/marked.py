"""Requests and claims as the encoder marks them, and how sure it is of every word.

Apart from the rules because this trusts what was learned from annotated articles, word by word, and they trust grammar.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span, Token

from bot.extraction.encoder import Reading, Tables, lines
from bot.extraction.labels import SPAN_HEADS

NEAR = 3
"""How many words before and behind a span are held against it."""
BOLDNESS = (0.0, 1.5, 3.0)
"""By how much marks are favoured, in turn: a judge, not the mark alone, decides what is kept."""
FARTHEST = 60
"""How many tokens a part may lie from the word that asks."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One marked request; `belief` is how sure the encoder is of the item, from 0 to 1."""

    item: Span
    cue: Span | None
    asker: Span | None
    asked: Span | None
    belief: float
    plain: bool
    """Whether the encoder marks it without being favoured."""


class Beliefs:
    """How likely each token of a Doc is a part of what a head marks."""

    def __init__(self, doc: Doc, reading: Reading, head: str) -> None:
        scores = np.exp(reading.of(head) - reading.of(head).max(axis=1, keepdims=True))
        words = scores / scores.sum(axis=1, keepdims=True)
        self._by_part: dict[str, NDArray[np.float32]] = {}
        self._opening: dict[str, NDArray[np.float32]] = {}
        for number, tag in enumerate(SPAN_HEADS[head]):
            if tag.startswith("B-"):
                whole = np.zeros(len(doc), dtype=np.float32)
                whole[reading.words] = words[:, number] + words[:, number + 1]
                self._by_part[tag[2:]] = whole
                opening = np.zeros(len(doc), dtype=np.float32)
                opening[reading.words] = words[:, number]
                self._opening[tag[2:]] = opening

    def mean(self, part: str, span: Span) -> float:
        """Return the mean likelihood over a span that its words are this part."""
        return float(self._by_part[part][span.start : span.end].mean())

    def contrast(self, part: str, span: Span) -> float:
        """Return how much likelier the words of a span are than those right before and behind it."""
        whole = self._by_part[part]
        outside = [*whole[max(0, span.start - NEAR) : span.start], *whole[span.end : span.end + NEAR]]
        return self.mean(part, span) - (float(np.mean(outside)) if outside else 0.0)

    def opening(self, part: str, span: Span) -> float:
        """Return how likely a span's first word opens this part."""
        return float(self._opening[part][span.start])

    def at(self, part: str, token: Token) -> float:
        """Return the likelihood that a token is this part."""
        return float(self._by_part[part][token.i])

    def most(self, part: str, span: Span) -> float:
        """Return the likelihood of the likeliest word of a span."""
        return float(self._by_part[part][span.start : span.end].max())


def marked_claims(doc: Doc, reading: Reading, tables: Tables) -> Iterator[Span]:
    """Yield what the encoder marks as worth checking, and what it would mark if it were bolder."""
    seen: set[tuple[int, int]] = set()
    for boldness in BOLDNESS:
        for _, span in _spans(doc, reading, "claims", tables.eager(boldness)):
            if (span.start, span.end) not in seen:
                seen.add((span.start, span.end))
                yield span


def marked_requests(doc: Doc, reading: Reading, tables: Tables, beliefs: Beliefs) -> Iterator[Marked]:
    """Yield what the encoder marks, one an item, its other parts the nearest in its sentence."""
    seen: set[tuple[int, int]] = set()
    for boldness in BOLDNESS:
        parts = _parts(doc, reading, tables.eager(boldness))
        for item in parts["item"]:
            if (item.start, item.end) in seen:
                continue
            seen.add((item.start, item.end))
            cue = _nearest(item, parts["asking"])
            asker, asked = (_nearest(cue or item, parts[part]) for part in ("asker", "asked"))
            yield Marked(item, cue, asker, asked, beliefs.mean("item", item), not boldness)


def _parts(doc: Doc, reading: Reading, tables: Tables) -> dict[str, list[Span]]:
    """Return what is marked as parts of requests, by part."""
    found: dict[str, list[Span]] = {tag[2:]: [] for tag in SPAN_HEADS["requests"] if tag.startswith("B-")}
    for kind, span in _spans(doc, reading, "requests", tables):
        found[kind].append(span)
    return found


def _spans(doc: Doc, reading: Reading, head: str, tables: Tables) -> Iterator[tuple[str, Span]]:
    """Yield what a head marks as kind and span, none over the end of a line."""
    for kind, start, end in reading.spans(head, tables):
        for a, b in lines(doc, reading.words, start, end):
            yield kind, doc[reading.words[a] : reading.words[b - 1] + 1]


def _nearest(to: Span, spans: Iterable[Span]) -> Span | None:
    """Return the nearest span of the same sentence."""
    sentence = to.sent
    last = to.doc[to.end - 1].sent.end
    near = [(_gap(to, span), span.start, span) for span in spans if sentence.start <= span.start < last]
    return min(near)[2] if near and min(near)[0] <= FARTHEST else None


def _gap(one: Span, other: Span) -> int:
    return max(0, other.start - one.end, one.start - other.end)
