"""PolNeAR as subwords and tags: what one step of the tagger's training sees.

Apart from the model because windows and tags are the encoder's contract (`bot.extraction.encoder`), not its making.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bot.extraction.encoder import KINDS, MAX_SUBWORDS
from bot.training.polnear import AnnotatedText, Place

OVERLAP = 48
"""How many subwords the pieces of one long paragraph share."""
CONTEXTS = (0, 128, 240, 240, 240)
"""Up to how many subwords paragraphs are read together; drawn for each article and epoch, so that both habits are learned."""
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Encoded:
    """An article: subword ids, a tag each, and where its paragraphs begin."""

    ids: list[int]
    tags: list[int]
    paragraphs: list[int]


def encode(article: AnnotatedText, tokenizer: Any) -> Encoded:
    """Cut an article into subwords and tag them under the BIO grammar."""
    encoding = tokenizer.encode(article.text, add_special_tokens=False)
    offsets: list[Place] = encoding.offsets
    tags = [0] * len(offsets)
    for triple in article.triples:
        for number, part in enumerate(getattr(triple, kind) for kind in KINDS):
            for start, end in part:
                inside = [i for i, (a, b) in enumerate(offsets) if b > start and a < end]
                for i in inside:
                    tags[i] = 2 * number + (1 if i == inside[0] else 2)
    breaks = [i for i, ((_, a), (b, _)) in enumerate(pairwise(offsets), 1) if "\n" in article.text[a:b]]
    return Encoded(encoding.ids, grammatical(tags), [0, *breaks])


def pieces(article: Encoded, context: int) -> Iterator[tuple[int, int]]:
    """Yield what is read at once: paragraphs together up to `context` subwords, long ones in overlapping pieces."""
    ends = [*article.paragraphs[1:], len(article.ids)]
    start = 0
    for paragraph, after in zip(ends, [*ends[1:], None], strict=True):
        if after is not None and after - start <= context:
            continue
        while paragraph - start > MAX_SUBWORDS:
            yield start, start + MAX_SUBWORDS
            start += MAX_SUBWORDS - OVERLAP
        yield start, paragraph
        start = paragraph


def grammatical(tags: list[int]) -> list[int]:
    """Return the tags with an opening where an inside tag has none before it: a piece may begin within a span."""
    mended = list(tags)
    for i, tag in enumerate(mended):
        if tag and tag % 2 == 0 and (i == 0 or mended[i - 1] not in {tag, tag - 1}):
            mended[i] = tag - 1
    return mended


def batches(articles: list[Encoded], subwords: int, chance: random.Random) -> list[list[tuple[list[int], list[int]]]]:
    """Return an epoch's batches of (ids, tags) of like length, at most `subwords` each with padding, in random order."""
    items = []
    for article in articles:
        context = chance.choice(CONTEXTS)
        items += [
            (article.ids[a:b], grammatical(article.tags[a:b])) for a, b in pieces(article, context) if b - a >= SHORTEST
        ]
    items.sort(key=lambda item: (len(item[0]) // 16, chance.random()))
    made: list[list[tuple[list[int], list[int]]]] = []
    for item in items:
        longest = max([len(item[0]), *(len(other[0]) for other in made[-1])]) if made else 0
        if not made or longest * (len(made[-1]) + 1) > subwords:
            made.append([])
        made[-1].append(item)
    chance.shuffle(made)
    return made
