"""The words for people: how kinds, reasons and forces are called on every face. Data, so that a desk can reread it."""

from typing import Final

REASON: Final = {
    "reported": "reported, not established",
    "unnamed": "unnamed source",
    "accusation": "accusation",
    "contested": "contested in the text",
    "figure": "figure without independent source",
}
SOURCE: Final = {
    "named": "on record",
    "organisation": "organisation",
    "document": "document",
    "media": "media report",
    "unnamed": "unnamed source",
    "vague": "vague source",
    "none": "no source given",
}
ACTOR: Final = {"person": "person", "organisation": "organisation", "state": "state", "group": "group"}
CHECK: Final = {
    "date": "date",
    "figure": "figure",
    "person": "person",
    "place": "place",
    "quote": "quote",
    "document": "document",
}
VERDICT: Final = {
    "true": "the evidence bears it out",
    "mostly true": "right in substance, wrong in a detail",
    "misleading": "correct words, wrong impression",
    "false": "the evidence contradicts it",
    "unproven": "no evidence that settles it",
    "not checkable": "opinion, prediction or out of reach",
}

UNTITLED: Final = "Untitled article"
PASTED: Final = "pasted text"
NO_ADDRESSEE: Final = "addressee not named"
NO_REQUESTER: Final = "requester not named"
NO_SOURCE: Final = "no source given"
UNSURE: Final = "check the extraction"
ALLEGED: Final = "reported to have asked"
SEPARATOR: Final = " · "
NOTHING_FOUND: Final = "No requests and no claims to check were found."
NO_CLAIMS: Final = "No claims to check were found."
CAVEAT: Final = "That does not make the article right: read it before you rely on it."

CHECKED_ELSEWHERE: Final = "Claims like this one, checked by others"
NOT_CHECKED_ELSEWHERE: Final = "No published fact check of a claim like this one was found."
THEIR_RULING: Final = "Their ruling on their wording, found with Google Fact Check: not a ruling of this desk."


def count(number: int, noun: str, rest: str = "") -> str:
    """Return `3 claims to check`, `1 request`, `no actors`; `rest` follows the noun."""
    plural = noun if number == 1 else f"{noun}s"
    return f"{number:,}" * bool(number) + "no" * (not number) + f" {plural}{rest}"
