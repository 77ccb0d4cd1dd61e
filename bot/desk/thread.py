"""A case's thread as it should stand, worked out from the log: its messages, and the line that tells of each ruling.

Pure, so that whoever brings Slack up to date asks for the same thing whenever it does.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.briefing.blocks import Message, messages
from bot.briefing.model import Briefing
from bot.briefing.ruling import Ruling
from bot.desk.answers import line, score
from bot.desk.case import Case, Entry, Kind, standing

TOLD = frozenset({Kind.RULING, Kind.DISMISSAL})
"""The lines of the log that the thread is told of."""


def shown(case: Case, briefing: Briefing, log: Sequence[Entry], page: str | None = None) -> list[Message]:
    """Return the messages of a case's thread, the card first; how many there are depends on the briefing alone."""
    latest = standing(log)
    rulings = {claim: entry.ruling for claim, entry in latest.items() if entry.ruling}
    return _messages(case, briefing, rulings, latest.keys() - rulings.keys(), page)


def touched(case: Case, briefing: Briefing, log: Sequence[Entry]) -> list[int]:
    """Return the places of the messages that show any claim which the log is about; the card does always."""
    about = {entry.claim for entry in log if entry.claim}
    without = _messages(case, briefing, {}, set())
    aside = _messages(case, briefing, {}, about)
    return [place for place, pair in enumerate(zip(without, aside, strict=True)) if not place or pair[0] != pair[1]]


def told(briefing: Briefing, log: Sequence[Entry], seq: int) -> Mapping[str, Any]:
    """Return the message that tells of line `seq` of the log, with the score as it was then."""
    return line(log[seq - 1], *score(briefing, list(log[:seq])))


def _messages(
    case: Case,
    briefing: Briefing,
    rulings: Mapping[str, Ruling],
    dismissed: Collection[str | None],
    page: str | None = None,
) -> list[Message]:
    known = [claim for claim in dismissed if claim]
    return messages(briefing, case=case.id, shared_by=case.shared_by, rulings=rulings, dismissed=known, page=page)
