"""What a team says of a claim. Apart from the briefing, which never changes, because rulings do."""

from datetime import datetime
from enum import StrEnum

from bot.briefing.model import Model


class Verdict(StrEnum):
    """What a person found; the value is how it is written in the thread."""

    TRUE = "true"
    MOSTLY_TRUE = "mostly true"
    MISLEADING = "misleading"
    FALSE = "false"
    UNPROVEN = "unproven"
    NOT_CHECKABLE = "not checkable"


class Ruling(Model):
    """A verdict on a claim, by a person, with a reason and links; `by` is a Slack user id, `at` is UTC."""

    claim: str
    verdict: Verdict
    reason: str = ""
    links: tuple[str, ...] = ()
    by: str
    at: datetime
