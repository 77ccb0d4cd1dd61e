"""One actor, many names: which mentions in an article stand for the same actor.

Apart from the actors' component because merging is about strings alone and is tested without a parse.
"""

import re
from collections.abc import Iterable

TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "president",
        "vice",
        "prime",
        "minister",
        "senator",
        "sen",
        "rep",
        "representative",
        "gov",
        "governor",
        "gen",
        "general",
        "lt",
        "col",
        "colonel",
        "sgt",
        "sergeant",
        "capt",
        "captain",
        "adm",
        "admiral",
        "maj",
        "major",
        "judge",
        "justice",
        "secretary",
        "mayor",
        "chancellor",
        "king",
        "queen",
        "prince",
        "princess",
        "pope",
        "rev",
        "reverend",
        "father",
        "sister",
        "bishop",
        "archbishop",
        "sheikh",
        "ayatollah",
        "ambassador",
        "commissioner",
        "congressman",
        "congresswoman",
        "then-secretary",
    ]
)
SMALL = frozenset({"of", "the", "and", "for", "on", "in", "to", "de", "du", "la", "le", "&"})
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
POSSESSIVE = re.compile(r"['’]s?$")


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower case, without articles, possessives, dots and leading titles."""
    words = [POSSESSIVE.sub("", word).strip(".,'’\"“”()") for word in name.lower().split()]
    words = [word for word in words if word]
    while words and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in SUFFIXES:
        words = words[:-1]
    return tuple(words)


def same_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Say whether `short` can name the person that `full` names: surname, first name, or without the middle names."""
    if not short or not full:
        return False
    if len(short) == 1:
        return (len(full) > 1 and short[0] in {full[-1], full[0]}) or short == full
    if short[-1] != full[-1] and short != full[: len(short)]:
        return " ".join(short) in " ".join(full) if len(full) > len(short) else False
    return short[0] == full[0] or full[-len(short) :] == short or _initial(short[0], full[0])


def _initial(one: str, other: str) -> bool:
    return one[0] == other[0] and (len(one) == 1 or len(other) == 1)


def initials(words: Iterable[str]) -> str:
    """Return the acronym that the words of a name make."""
    return "".join(word[0] for word in words if word not in SMALL)


def same_organisation(short: str, full: str) -> bool:
    """Say whether `short` can name the organisation that `full` names: an acronym, or its words' beginning or end."""
    few, many = name_words(short), name_words(full)
    if not few or not many or few == many:
        return few == many and bool(few)
    if len(few) == 1 and len(many) > 1:
        letters = few[0].replace(".", "")
        if short.replace(".", "").isupper() and len(letters) > 1 and letters == initials(many):
            return True
    if len(few) >= len(many):
        return False
    distinctive = len(few) > 1 or len(few[0]) > 4  # noqa: PLR2004
    return distinctive and (many[-len(few) :] == few or many[: len(few)] == few)
