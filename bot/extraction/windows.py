"""What the encoder reads at once: short paragraphs together, long ones in overlapping stretches of whole sentences.

Apart from the encoder because its training cuts the corpora by the same rule.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

MAX_PIECES = 254
"""What fits a window of 256 beside its two special subwords."""
TOGETHER = 64
"""Short paragraphs are read together up to so many subwords; more of them blurred the edges of contents."""
OVERLAP = 64
"""About how many subwords of what came before a later stretch of a long paragraph reads again."""
ENDS = frozenset({".", "!", "?", "…", "..."})
CLOSING = frozenset({"”", '"', "’", "'", "''", ")", "]", "»"})


@dataclass(frozen=True, slots=True)
class Window:
    """Words `start` to `end` are read; of those, `first` to `end` are decided here."""

    start: int
    first: int
    end: int


def windows(
    words: Sequence[str], sizes: Sequence[int], breaks: Sequence[int], together: int = TOGETHER
) -> Iterator[Window]:
    """Yield the windows of a text; `sizes` are subwords a word, `breaks` the first words of later paragraphs."""
    before = [0, *accumulate(sizes)]
    begin = 0
    for paragraph, after in pairwise([0, *breaks, len(words)]):
        if paragraph > begin and before[after] - before[begin] > together:
            yield from _stretches(words, before, begin, paragraph)
            begin = paragraph
    if len(words) > begin:
        yield from _stretches(words, before, begin, len(words))


def _stretches(words: Sequence[str], before: list[int], start: int, end: int) -> Iterator[Window]:
    first = paragraph = start
    while before[end] - before[start] > MAX_PIECES:
        limit = start + 1
        while before[limit + 1] - before[start] <= MAX_PIECES:
            limit += 1
        stop = _sentence_end(words, max(first, start + (limit - start) // 2), limit) or limit
        yield Window(start, first, stop)
        first = stop
        start = _reread(words, before, paragraph, stop)
    yield Window(start, first, end)


def _reread(words: Sequence[str], before: list[int], paragraph: int, stop: int) -> int:
    """Return where the next stretch begins to read: with whole sentences of what came before, as far as they fit."""
    earliest = stop
    while earliest > paragraph and before[stop] - before[earliest - 1] <= OVERLAP:
        earliest -= 1
    at = stop
    while (sentence := _sentence_end(words, earliest, at - 1)) is not None:
        at = sentence
    return at if at < stop else earliest


def _sentence_end(words: Sequence[str], low: int, high: int) -> int | None:
    """Return the last place after `low` and up to `high` where a sentence seems to end; None where none does."""
    for i in range(high - 1, low, -1):
        last = i
        while last > low and words[last] in CLOSING:
            last -= 1
        if words[last] in ENDS and (i + 1 >= len(words) or words[i + 1] not in CLOSING):
            return i + 1
    return None
