"""Slack's shapes and lengths as refusals, so that what the local Slack takes, Slack takes."""

from collections.abc import Callable
from typing import Any

from jsonschema import ValidationError

from tests import slack_limits


def check_message(message: dict[str, Any]) -> list[str]:
    """Return what is wrong with a message; one of text alone needs no blocks."""
    if message.get("blocks"):
        return _problems(slack_limits.check_message, message)
    text = message.get("text", "")
    return [] if 0 < slack_limits.length(text) <= slack_limits.TEXT else ["no_text"]


def check_view(view: dict[str, Any]) -> list[str]:
    """Return what is wrong with a modal."""
    return _problems(slack_limits.check_view, view)


def check_unfurl(unfurls: dict[str, Any]) -> list[str]:
    """Return what is wrong with the cards of shared links."""
    return [problem for card in unfurls.values() for problem in _problems(slack_limits.check_unfurl, card)]


def _problems(check: Callable[[dict[str, Any]], None], value: dict[str, Any]) -> list[str]:
    try:
        check(value)
    except (AssertionError, ValidationError, KeyError) as problem:
        return [str(problem).splitlines()[0] or type(problem).__name__]
    return []
