"""What the encoder's heads say of a word, and what they are told of it besides its letters.

Apart from the encoder because its training speaks the same language: the order of tags is the order of outputs.
"""

from typing import Literal

SpanKind = Literal["source", "cue", "content"]
KINDS: tuple[SpanKind, ...] = ("source", "cue", "content")
NAMES = ("PERSON", "ORG", "LOC", "MISC")
REQUESTS = ("asking", "asker", "asked", "item")
"""The parts of a request: the words that ask, who asks, who is asked, what for."""
ACCUSATIONS = ("accusing", "accuser", "accused", "offence")
"""The parts of an accusation: the words that accuse, who accuses, whom, of what."""
CLAIMS = ("claim",)


def bio(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tags of a head that marks spans: O, then B and I of each kind."""
    return ("O", *(f"{edge}-{kind}" for kind in kinds for edge in "BI"))


SPAN_HEADS = {
    "attribution": bio(KINDS),
    "names": bio(NAMES),
    "requests": bio(REQUESTS),
    "accusations": bio(ACCUSATIONS),
    "claims": bio(CLAIMS),
}
YES_OR_NO = ("sentence", "worth")
"""Whether a sentence begins, and whether a sentence is worth checking: one number each."""

LOWER, TITLE, UPPER, MIXED = range(4)
SHAPES = 8
"""Four ways to write a word, each after a space or glued to the word before: the letters alone are read in lower case."""


def shape(word: str, *, glued: bool) -> int:
    """Return how a word is written, below `SHAPES`."""
    if word.islower() or not any(c.isalpha() for c in word):
        kind = LOWER
    elif word[:1].isupper() and not any(c.isupper() for c in word[1:]):
        kind = TITLE
    else:
        kind = UPPER if word.isupper() else MIXED
    return 2 * kind + int(glued)


def lemma_rule(word: str, lemma: str) -> str:
    """Return how a lemma is made from its word: "=" or "l" (lower the word first), how much to cut, what to add."""
    kept, lowered = _shared(word, lemma), _shared(word.lower(), lemma)
    case, stem, form = ("=", kept, word) if kept >= lowered else ("l", lowered, word.lower())
    return f"{case}{len(form) - stem}|{lemma[stem:]}"


def lemma_of(word: str, rule: str) -> str:
    """Return the lemma that a rule makes of a word; the word itself where the rule would leave nothing of it."""
    cut, added = rule[1:].split("|", 1)
    stem = word.lower() if rule[0] == "l" else word
    made = stem[: len(stem) - int(cut)] + added if int(cut) <= len(stem) else ""
    return made or word


def _shared(one: str, other: str) -> int:
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length
