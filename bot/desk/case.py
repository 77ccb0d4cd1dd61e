"""A case: a desk's work on one briefing in one thread, and the log of what was done in it.

The log only grows; where the case stands is always worked out from it, so two people at once cannot undo each other.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from pydantic import Field, model_validator

from bot.briefing.model import Model
from bot.briefing.ruling import Ruling, Verdict
from bot.desk.words import Ruled


class Case(Model):
    """Where a briefing is worked on. `card_ts` is the message with the score, None until it is posted.

    `thread_ts` is the thread's first message: the card itself, or the message that the case was opened under. `url` is
    the link as it was shared, tidied, or None for a pasted text; `created_at` is UTC; `request` is the request that
    opened the case, whose history goes when the case does.
    """

    id: str
    team: str
    channel: str
    card_ts: str | None = None
    thread_ts: str | None = None
    briefing: str
    url: str | None
    shared_by: str
    created_at: datetime
    request: str | None = None


class Kind(StrEnum):
    """What a line of the log says."""

    RULING = "ruling"
    DISMISSAL = "dismissal"
    NOTE = "note"
    ASSIGNMENT = "assignment"
    REOPENING = "reopening"
    ADDITION = "addition"
    CORRECTION = "correction"


class State(StrEnum):
    """Where a claim stands; that somebody looks into it does not change that."""

    OPEN = "open"
    RULED = "ruled"
    DISMISSED = "dismissed"


class Entry(Model):
    """One line of a case's log; `by` is a user, `at` is UTC, `claim` is None where the line is about the whole case.

    A ruling has a `verdict`; `reason` is what was written with it, or a note's words; `who` is the user that an
    assignment names, None where the claim is given back. `more` holds what an addition or a correction needs.
    """

    kind: Kind = Kind.RULING
    claim: str | None = None
    verdict: Verdict | None = None
    reason: str = ""
    links: tuple[str, ...] = ()
    who: str | None = None
    more: dict[str, Any] = Field(default_factory=dict)
    by: str
    at: datetime

    @model_validator(mode="after")
    def _rules_or_not(self) -> Self:
        if (self.kind is Kind.RULING) != (self.verdict is not None):
            raise ValueError("a ruling has a verdict, and nothing else has one")
        if self.claim is None and self.kind not in {Kind.NOTE, Kind.CORRECTION}:
            raise ValueError(f"{self.kind} of no claim")
        return self

    @classmethod
    def of(cls, ruled: Ruled, *, by: str, at: datetime) -> "Entry":
        """Return the line for what somebody ruled."""
        kind = Kind.DISMISSAL if ruled.verdict is None else Kind.RULING
        return cls(kind=kind, **ruled.model_dump(), by=by, at=at)

    @property
    def ruling(self) -> Ruling | None:
        """The ruling, or None where the line is none."""
        if self.claim is None or self.verdict is None:
            return None
        return Ruling(
            claim=self.claim, verdict=self.verdict, reason=self.reason, links=self.links, by=self.by, at=self.at
        )


class ClaimState(Model):
    """Where a claim stands, who has it or decided it, and the line of the log that says so (0: none yet)."""

    claim: str
    state: State = State.OPEN
    who: str | None = None
    seq: int = 0

    def after(self, entry: Entry, seq: int) -> "ClaimState":
        """Return where the claim stands once `entry` is line `seq` of the log."""
        changed: dict[Kind, tuple[State, str | None]] = {
            Kind.RULING: (State.RULED, entry.by),
            Kind.DISMISSAL: (State.DISMISSED, entry.by),
            Kind.ASSIGNMENT: (self.state, entry.who),
            Kind.REOPENING: (State.OPEN, entry.who),
            Kind.ADDITION: (State.OPEN, entry.who),
        }
        if entry.kind not in changed:
            return self
        state, who = changed[entry.kind]
        return ClaimState(claim=self.claim, state=state, who=who, seq=seq)


def standing(log: Iterable[Entry]) -> dict[str, Entry]:
    """Return for each claim that is decided the entry that counts: the latest, unless it was reopened since."""
    found: dict[str, Entry] = {}
    for entry in log:
        if entry.claim and entry.kind in {Kind.RULING, Kind.DISMISSAL}:
            found[entry.claim] = entry
        elif entry.claim and entry.kind is Kind.REOPENING:
            found.pop(entry.claim, None)
    return found


def states(claims: Iterable[str], log: Iterable[Entry]) -> dict[str, ClaimState]:
    """Return where each of a briefing's `claims`, and each that was added, stands after a whole `log`."""
    found = {claim: ClaimState(claim=claim) for claim in claims}
    for seq, entry in enumerate(log, start=1):
        if entry.claim:
            found[entry.claim] = found.get(entry.claim, ClaimState(claim=entry.claim)).after(entry, seq)
    return found
