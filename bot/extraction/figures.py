"""Which numbers are figures to check: sums, shares and counts, not dates, ages, addresses or names.

Apart from the claims because "what is a figure" is a question of words beside a number, with a list of its own.
"""

import re

from spacy.tokens import Span, Token

from bot.extraction.syntax import lemma

CURRENCY = frozenset({"$", "€", "£", "¥", "US$", "A$", "C$", "₴", "₽"})
MONEY = frozenset(
    {"dollar", "euro", "pound", "yen", "ruble", "rouble", "hryvnia", "yuan", "rupee", "cent", "franc", "peso", "lira"}
)
SCALE = frozenset(
    {
        "hundred",
        "thousand",
        "million",
        "billion",
        "trillion",
        "dozen",
        "hundreds",
        "thousands",
        "millions",
        "billions",
        "trillions",
        "dozens",
        "tens",
        "scores",
    }
)
WEEKDAYS = frozenset(f"{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun"))
MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)
TIME = frozenset(
    {
        "second",
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "year",
        "decade",
        "century",
        "age",
        "a.m.",
        "p.m.",
        "am",
        "pm",
        "o'clock",
        "year-old",
        "o’clock",
    }
)
YEAR = re.compile(r"^(?:1[5-9]|20)\d\d(?:s)?$|^['’]\d\ds?$")
CLOCK = re.compile(r"^\d{1,2}:\d\d")
SMALL_WORDS = frozenset({"one", "two", "three", "both", "first", "second", "third", "once", "twice"})
LEAST = 10
"""A bare count below this is told as a circumstance, not as a figure."""


def figures(span: Span) -> list[Span]:
    """Return the figures in a span, each with its currency sign or scale."""
    found: list[Span] = []
    for token in span:
        if (
            (token.like_num or token.pos_ == "NUM")
            and (not found or token.i >= found[-1].end)
            and (figure := _figure(token)) is not None
        ):
            found.append(figure)
        elif token.lower_ in SCALE and token.tag_ == "NNS" and (not found or token.i >= found[-1].end):
            found.append(token.doc[token.i : token.i + 1])
    return found


def is_number(token: Token) -> bool:
    """Say whether a token counts things at all, however few."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    dated = YEAR.match(token.text) or CLOCK.match(token.text) or token.ent_type_ in {"PERSON", "ORG"}
    counted = token.pos_ == "NUM" and token.dep_ == "nummod" and token.head.pos_ in {"NOUN", "PROPN"}
    of_time = lemma(token.head) in TIME or (after is not None and lemma(after) in TIME)
    return (
        counted and not dated and not of_time and token.head.lower_.strip(".") not in MONTHS and token.lower_ != "one"
    )


def _figure(token: Token) -> Span | None:
    """Return the figure that a number is part of, or None for dates, ages, ordinals and names."""
    doc, start, end = token.doc, token.i, token.i + 1
    while start > 0 and doc[start - 1].like_num and doc[start - 1].head.i in {token.i, token.head.i}:
        start -= 1
    while end < len(doc) and (doc[end].lower_ in SCALE or (doc[end].like_num and doc[end].head.i == token.i)):
        end += 1
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    if before is not None and before.text in CURRENCY:
        return doc[start - 1 : end]
    if after is not None and (after.text == "%" or after.lower_ in {"percent", "pc"} or lemma(after) in MONEY):
        return doc[start : end + 1]
    if _is_date_or_name(token, before, after):
        return None
    counted = token.head if token.dep_ in {"nummod", "compound"} else token
    if lemma(counted) in TIME or (after is not None and lemma(after) in TIME):
        return None
    if end - start > 1 or token.lower_ in SCALE:
        return doc[start:end]
    if token.dep_ not in {
        "nummod",
        "obj",
        "nsubj",
        "nsubj:pass",
        "compound",
        "obl",
        "ROOT",
        "conj",
        "nmod",
    } or counted.ent_type_ in {"ORG", "PERSON"}:
        return None
    value = _value(token)
    return doc[start:end] if value is not None and value >= LEAST and counted.pos_ in {"NOUN", "PROPN", "NUM"} else None


def _is_date_or_name(token: Token, before: Token | None, after: Token | None) -> bool:
    if YEAR.match(token.text) or CLOCK.match(token.text) or token.lower_ in SMALL_WORDS:
        return True
    if token.ent_type_ in {"PERSON", "ORG"}:
        return True
    near = {t.lower_.strip(".") for t in (before, after) if t is not None}
    if near & MONTHS or (
        before is not None
        and before.lower_
        in {
            "section",
            "article",
            "chapter",
            "page",
            "number",
            "no.",
            "flight",
            "aged",
            "age",
            "#",
            "posts",
            "act",
            "title",
            "step",
            "game",
            "week",
        }
    ):
        return True
    return (
        token.dep_ == "appos"
        or (before is not None and before.text in {"-", "/"})
        or (after is not None and after.text in {"-", "/"} and after.i == token.i + 1 and not token.text.isdigit())
    )


WORD_VALUES = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {
    word: 10 * (n + 2)
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
}


def _value(token: Token) -> float | None:
    """Return the number's value as far as one word tells it."""
    text = token.lower_.replace(",", "").rstrip("+")
    try:
        return float(text)
    except ValueError:
        return WORD_VALUES.get(text.split("-")[0].split("‑")[0])
