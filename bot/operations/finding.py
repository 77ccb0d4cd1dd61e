"""What the doctor found: how things stand with one part, and what to do about it."""

from enum import StrEnum

from bot.briefing.model import Model


class Level(StrEnum):
    """How bad it is: with an error the bot does not work, with a warning it does, for now."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


class Finding(Model):
    """One check's answer; `remedy` is what to do, empty where all is well."""

    check: str
    level: Level
    told: str
    remedy: str = ""


def well(check: str, told: str) -> Finding:
    """Return the finding that all is well."""
    return Finding(check=check, level=Level.OK, told=told)


def warning(check: str, told: str, remedy: str) -> Finding:
    """Return the finding that something should be done."""
    return Finding(check=check, level=Level.WARNING, told=told, remedy=remedy)


def error(check: str, told: str, remedy: str) -> Finding:
    """Return the finding that something must be done."""
    return Finding(check=check, level=Level.ERROR, told=told, remedy=remedy)
