"""Score who asks whom for what, sentence by sentence, against PropBank and the part of FrameNet that is set aside.

Apart from the desk's gold because these sentences stand alone: grammar is asked here, not an article.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Span

from bot.errors import FileError
from bot.extraction.frames import PartyFrame, RequestFrame, findings
from bot.training.entities import read_jsonl
from bot.training.framenet import ACCUSATIONS, REQUESTS, FrameSentence, read_framenet
from bot.training.polnear import Place

ROLES = {"asker": ("ARG0",), "asked": ("ARG2",), "item": ("ARG1",)}
"""PropBank's numbers for ask.02 and urge.01 and their like."""
ROLES_BY_OBJECT = {"asker": ("ARG0",), "asked": ("ARG1",), "item": ("ARG2",)}
"""The numbers where the object is the one who is asked."""
BY_OBJECT = frozenset(
    {"order.01", "urge.01", "invite.01", "encourage.02", "press.01", "beg.01", "beseech.01", "lobby.01"}
)
QUIET = frozenset({"Statement"}) | ACCUSATIONS
"""Frames whose sentences ask for nothing, unless a request was marked in them too."""

Wanted = dict[str, list[Place]]


@dataclass
class RequestScores:
    """How many requests had all their parts right, and how many quiet sentences raised an alarm."""

    right: int = 0
    wanted: int = 0
    alarms: int = 0
    quiet: int = 0
    errors: list[str] = field(default_factory=list)


def score_propbank(nlp: Language, corpora: Path) -> RequestScores:
    """Score the sentences whose asker is explicit; FileError where the corpus cannot be read."""
    scores = RequestScores()
    path = corpora / "requests" / "propbank_ewt_train.jsonl.gz"
    try:
        records = [(record["text"], _propbank_parts(record), record["roleset"]) for record in read_jsonl(path)]
    except KeyError as error:
        raise FileError(f"{path} cannot be read.", remedy="Give the folder that holds requests.") from error
    for text, wanted, roleset in records:
        if "asker" in wanted:
            _score(scores, nlp, text, wanted, roleset)
    return scores


def score_framenet(nlp: Language, corpora: Path) -> RequestScores:
    """Score the requests set aside whose asker and item are explicit, and alarms on sentences set aside that ask nothing."""
    scores = RequestScores()
    for sentence in read_framenet(corpora):
        if not sentence.held_out:
            continue
        if sentence.frames & REQUESTS:
            wanted = _framenet_parts(sentence)
            if {"asker", "item"} <= set(wanted):
                _score(scores, nlp, sentence.text, wanted, "framenet")
        elif sentence.frames & QUIET:
            scores.quiet += 1
            found = findings(nlp(sentence.text)).requests
            scores.alarms += bool(found)
            scores.errors += [f"alarm: {sentence.text} -> {_shown(one)}" for one in found[:1]]
    return scores


def _score(scores: RequestScores, nlp: Language, text: str, wanted: Wanted, label: str) -> None:
    seen = findings(nlp(text))
    found = [*seen.requests, *seen.unmade]  # grammar is asked here: what nobody has asked has an asker too
    scores.wanted += 1
    if any(all(_overlaps(part, places, one) for part, places in wanted.items()) for one in found):
        scores.right += 1
        return
    parts = {part: " + ".join(text[a:b] for a, b in places) for part, places in wanted.items()}
    scores.errors.append(f"{label}: {text} | wanted {parts} | found {[_shown(one) for one in found]}")


def _overlaps(part: str, places: list[Place], one: RequestFrame) -> bool:
    span = _span(part, one)
    return span is not None and any(span.start_char < end and start < span.end_char for start, end in places)


def _span(part: str, one: RequestFrame) -> Span | None:
    party: PartyFrame | None = {"asker": one.requester, "asked": one.addressee}.get(part)
    return one.item if part == "item" else party.span if party is not None else None


def _shown(one: RequestFrame) -> dict[str, str]:
    return {part: span.text for part in ("asker", "asked", "item") if (span := _span(part, one)) is not None}


def _framenet_parts(sentence: FrameSentence) -> Wanted:
    wanted: Wanted = {}
    for part, start, end in sentence.parts:
        if part in ROLES:
            wanted.setdefault(part, []).append((start, end))
    return wanted


def _propbank_parts(record: dict[str, Any]) -> Wanted:
    roles = ROLES_BY_OBJECT if record["roleset"] in BY_OBJECT else ROLES
    wanted: Wanted = {}
    for number, words in record["args"]:
        part = next((part for part, numbers in roles.items() if number in numbers), None)
        if part is not None and (place := _place(words, record["text"])) is not None:
            wanted.setdefault(part, []).append(place)
    return wanted


def _place(words: str, text: str) -> Place | None:
    """Return where an argument stands, as whole words if it can: it is written with spaces between all its tokens."""
    pattern = r"\s*".join(re.escape(character) for character in words if not character.isspace())
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text) or re.search(pattern, text)
    return found.span() if found else None


def report(tables: dict[str, RequestScores], *, errors: bool = False) -> Iterator[str]:
    """Yield the scores as lines of text."""
    for name, one in tables.items():
        line = f"{name:10}{one.right} of {one.wanted} right ({one.right / max(1, one.wanted):.3f})"
        if one.quiet:
            line += (
                f"; alarms on {one.alarms} of {one.quiet} sentences that ask for nothing ({one.alarms / one.quiet:.3f})"
            )
        yield line
    if errors:
        yield from _errors(tables.values())


def _errors(tables: Iterable[RequestScores]) -> Iterator[str]:
    for one in tables:
        yield from one.errors
