"""What in a claim can be looked up: dates, figures, persons, places, documents and quotations."""

import re
from collections.abc import Iterator

from spacy.tokens import Span

from bot.briefing.model import CheckKind
from bot.extraction.figures import figures
from bot.extraction.lexicon import words
from bot.extraction.syntax import lemma

KINDS: dict[str, CheckKind] = {"PERSON": "person", "LOC": "place"}
DATE = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:january|february|march|april|may(?=\s+\d)|june|july|august|september|october|november|december)"
    r"(?:\s+\d{1,2}(?:st|nd|rd|th)?)?(?:,?\s+\d{4})?|(?:19|20)\d\d|yesterday|last\s+(?:week|month|year|night))\b",
    re.IGNORECASE,
)


def checks(claim: Span, names: list[Span], quoted: list[Span]) -> list[tuple[CheckKind, int, int]]:
    """Return what can be checked in a claim as (kind, first and last + 1 code point in the Doc's text), in order."""
    found: list[tuple[CheckKind, int, int]] = [
        ("date", claim.start_char + match.start(), claim.start_char + match.end())
        for match in DATE.finditer(claim.text)
    ]
    found += [("figure", f.start_char, f.end_char) for f in figures(claim)]
    found += [
        (KINDS[e.label_], e.start_char, e.end_char)
        for e in names
        if claim.start <= e.start and e.end <= claim.end and e.label_ in KINDS
    ]
    found += [("document", d.start_char, d.end_char) for d in _documents(claim)]
    found += [("quote", q.start_char, q.end_char) for q in quoted if claim.start <= q.start and q.end <= claim.end]
    kept: list[tuple[CheckKind, int, int]] = []
    for kind, start, end in sorted(set(found), key=lambda c: (c[1], -c[2])):
        if not any(s < end and start < e and k != "quote" and kind != "quote" for k, s, e in kept):
            kept.append((kind, start, end))
    return kept


def _documents(claim: Span) -> Iterator[Span]:
    """Yield the documents that a claim names, with the words that say which."""
    for token in claim:
        if token.pos_ == "NOUN" and lemma(token) in words("sources", "documents"):
            start = token.i
            while start > claim.start and claim.doc[start - 1].dep_ in {"compound", "amod", "nmod:poss", "case"}:
                start -= 1
            yield claim.doc[start : token.i + 1]
