"""A case: a desk's work on one briefing in one thread, and the log of what was ruled in it.

The log only grows; where the case stands is always worked out from it, so two rulings at once cannot undo each other.
"""

from collections.abc import Iterable
from datetime import datetime

from bot.briefing.model import Model
from bot.briefing.ruling import Ruling, Verdict
from bot.desk.words import Ruled


class Case(Model):
    """Where a briefing is worked on. `card_ts` is the message with the score, `thread_ts` the thread's first message.

    `url` is the link as it was shared, tidied, or None for a pasted text; `created_at` is UTC.
    """

    id: str
    team: str
    channel: str
    card_ts: str
    thread_ts: str
    briefing: str
    url: str | None
    shared_by: str
    created_at: datetime


class Entry(Model):
    """One line of a case's log; `verdict` is None where the claim was found to be none. `by` is a user, `at` is UTC."""

    claim: str
    verdict: Verdict | None
    reason: str = ""
    links: tuple[str, ...] = ()
    by: str
    at: datetime

    @classmethod
    def of(cls, ruled: Ruled, *, by: str, at: datetime) -> "Entry":
        """Return the line for what somebody ruled."""
        return cls(**ruled.model_dump(), by=by, at=at)

    @property
    def ruling(self) -> Ruling | None:
        """The ruling, or None where the claim was found to be none."""
        if self.verdict is None:
            return None
        return Ruling(
            claim=self.claim, verdict=self.verdict, reason=self.reason, links=self.links, by=self.by, at=self.at
        )


def standing(log: Iterable[Entry]) -> dict[str, Entry]:
    """Return for each claim the entry that counts: the latest."""
    return {entry.claim: entry for entry in log}
