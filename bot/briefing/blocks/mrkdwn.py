"""Text from outside inside Slack's markup: escaped so that it cannot ping, link or format, and cut to a length.

Slack has no escape for `*`, `_`, `~` and backticks. Two things keep them literal: a word joiner (U+2060, unseen) on
both sides, so that they stand neither at a word's edge nor next to it; and our own markup never shares a line with,
or stands behind, a text from outside. https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from urllib.parse import quote, urlsplit

from bot.briefing.blocks import limits
from bot.briefing.legible import clip, legible, units

_JOINER = "\u2060"


def literal(mark: str) -> str:
    """Return a mark of Slack's markup so that it marks nothing."""
    return f"{_JOINER}{mark}{_JOINER}"


_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", **{mark: literal(mark) for mark in "*_~`"}})
_EMOJI = re.compile(r":(?=[\w+'-]+(?::|$))")  # at the end too: our own colon may follow
_NAME = re.compile(r"[^\W_](?:[\w .\u2019'-]*[^\W_])?")
_USER = re.compile(r"[UW][A-Z0-9]{0,31}")
_URL_SAFE = "!$%&'()*+,-./:;=?@[]_~#"


def mrkdwn(text: str, limit: int) -> str:
    """Return text from outside for a mrkdwn object, at most `limit` UTF-16 units long."""
    line = _EMOJI.sub(f":{_JOINER}", legible(text))
    return clip(line, limit, _cost_in_mrkdwn).translate(_MARKUP)


def bold(text: str, limit: int) -> str:
    """Return a name from outside in bold, where it is plain enough for Slack to see where the bold ends."""
    shown = mrkdwn(text, limit - 2)
    return f"*{shown}*" if _NAME.fullmatch(shown) else shown


def plain(text: str, limit: int) -> str:
    """Return text from outside for a plain_text object, at most `limit` UTF-16 units long."""
    return clip(legible(text), limit, _cost_in_plain).translate(_ENTITIES)


def user(name: str) -> str:
    """Return the mention of a Slack user id; anything else as text."""
    return f"<@{name}>" if _USER.fullmatch(name) else mrkdwn(name, limits.NAME)


def link(url: str, label: str, limit: int = limits.LINK) -> str:
    """Return a link to an http or https address; only its label where the address is none or does not fit."""
    shown = mrkdwn(label, limits.LINK_LABEL)
    address = quote(legible(url), safe=_URL_SAFE).translate(_ENTITIES)
    made = f"<{address}|{shown}>"
    return made if _is_web(url) and units(made) <= limit else shown


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _cost_in_mrkdwn(text: str) -> int:
    return units(text.translate(_MARKUP))


def _cost_in_plain(text: str) -> int:
    return units(text.translate(_ENTITIES))
