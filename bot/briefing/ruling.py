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


class Dismissal(Model):
    """What was found to be no claim at all, by a person; `by` is a Slack user id, `at` is UTC."""

    claim: str
    reason: str = ""
    links: tuple[str, ...] = ()
    by: str
    at: datetime


class Note(Model):
    """What a person wrote down about a claim, or about the whole briefing where `claim` is None; `at` is UTC."""

    claim: str | None = None
    text: str
    by: str
    at: datetime


class Addition(Model):
    """A claim that a person added to those of the briefing, in that person's words; `at` is UTC."""

    claim: str
    text: str
    by: str
    at: datetime
