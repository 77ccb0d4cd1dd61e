"""Slack's markup as safe HTML: everything is escaped, and only what Slack itself knows becomes an element.

Links, mentions and code are set aside first, behind characters that no text may hold, so that no mark of emphasis can
reach into them. https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from functools import partial
from typing import Protocol

from markupsafe import Markup, escape

from bot.sandbox.browser.dates import date_text
from bot.sandbox.browser.emoji import with_emoji
from bot.sandbox.browser.lines import blocks_of_lines

_OPEN, _SHUT = "\ue000", "\ue001"
_RESERVED = re.compile(f"[{_OPEN}{_SHUT}]")
_KEPT = re.compile(f"{_OPEN}([0-9]+){_SHUT}")
_FENCE = re.compile(r"```(.+?)```", re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_ANGLE = re.compile(r"<([^<>\n]+)>")
_URL = re.compile(r"https?://[^\s<>|\ue000\ue001]*[^\s<>|.,;:!?'\"”’)\]*_~`\ue000\ue001]")
_EMPHASIS = tuple(
    (tag, re.compile(rf"(?<![\w{mark}]){mark}(?=[^\s{mark}])([^\n{mark}]*[^\s{mark}]){mark}(?![\w{mark}])"))
    for mark, tag in ((r"\*", "strong"), ("_", "em"), ("~", "s"))
)
_TAG = re.compile(r"<(/?)\w+>")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_SECONDS = re.compile(r"[0-9]{1,11}")


class Names(Protocol):
    """Who is meant by an id; None where nobody is."""

    def person(self, user: str) -> str | None:
        """Return the shown name of a user."""

    def channel(self, channel: str) -> str | None:
        """Return the name of a channel."""


def plain(text: str, *, emoji: bool = True) -> Markup:
    """Return a plain_text as HTML; Slack's three entities are read, and shortcodes where the text allows them."""
    words = unescaped(text)
    return escape(with_emoji(words) if emoji else words)


def unescaped(text: str) -> str:
    """Return text with Slack's three entities read, and no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def mrkdwn(text: str, names: Names, *, verbatim: bool = False) -> Markup:
    """Return Slack's markup as HTML; `verbatim` text gets no link that is not written as one."""
    return _Text(names, verbatim=verbatim).html(_RESERVED.sub("", text))


def mention(sign: str, name: str) -> Markup:
    """Return a person, group or channel that is spoken of."""
    return Markup('<span class="mention">{}{}</span>').format(sign, name)


def anchor(url: str, label: str = "") -> Markup:
    """Return a link to a web or mail address; of any other kind only its words."""
    if not _SAFE_LINK.match(url):
        return escape(label or url)
    made = Markup('<a href="{}" target="_blank" rel="noopener noreferrer nofollow">{}</a>')
    return made.format(url, with_emoji(label) or url.removeprefix("mailto:").removeprefix("tel:"))


class _Text:
    """One text while it is rendered, with what was set aside, by number."""

    def __init__(self, names: Names, *, verbatim: bool) -> None:
        self._names = names
        self._verbatim = verbatim
        self._kept: list[Markup] = []

    def html(self, text: str) -> Markup:
        text = _FENCE.sub(lambda match: self._code("pre", match[1].strip("\n")), text)
        text = _CODE.sub(lambda match: self._code("code", match[1]), text)
        text = _ANGLE.sub(self._angle, text)
        if not self._verbatim:
            text = _URL.sub(lambda match: self._keep(anchor(unescaped(match[0]))), text)
        return self._restored(blocks_of_lines(text.split("\n"), _inline))

    def _code(self, tag: str, text: str) -> str:
        # what stands in angle brackets is a link even in code: shown as its words
        words = _ANGLE.sub(lambda match: match[1].rpartition("|")[2], text)
        return self._keep(Markup(f"<{tag}>{{}}</{tag}>").format(unescaped(words)))  # noqa: S704 - our own tag

    def _angle(self, match: re.Match[str]) -> str:
        meant, _, label = match[1].partition("|")
        return self._keep(self._meant(meant, unescaped(label)))

    def _meant(self, meant: str, label: str) -> Markup:
        if meant.startswith("@"):
            return mention("@", self._names.person(meant[1:]) or label or meant[1:])
        if meant.startswith("#"):
            return mention("#", self._names.channel(meant[1:]) or label or meant[1:])
        if meant.startswith("!date^"):
            return _date(meant.split("^"), label)
        if meant.startswith("!subteam^"):
            return mention("@", label.removeprefix("@") or meant.removeprefix("!subteam^"))
        return mention("@", meant[1:]) if meant.startswith("!") else anchor(unescaped(meant), label)

    def _keep(self, html: Markup) -> str:
        self._kept.append(html)
        return f"{_OPEN}{len(self._kept) - 1}{_SHUT}"

    def _restored(self, html: Markup) -> Markup:
        return Markup(_KEPT.sub(lambda match: self._restored(self._kept[int(match[1])]), html))  # noqa: S704 - HTML already


def _inline(text: str) -> Markup:
    html = str(escape(with_emoji(unescaped(text))))
    for tag, mark in _EMPHASIS:
        html = mark.sub(partial(_marked, tag), html)
    return Markup(html)  # noqa: S704 - escaped before the tags were put in


def _marked(tag: str, match: re.Match[str]) -> str:
    return f"<{tag}>{match[1]}</{tag}>" if _balanced(match[1]) else match[0]


def _balanced(html: str) -> bool:
    depth = 0
    for closing in _TAG.findall(html):
        depth += -1 if closing else 1
        if depth < 0:
            return False
    return depth == 0


def _date(parts: list[str], fallback: str) -> Markup:
    """Return `!date^seconds^format` or `!date^seconds^format^link`; its fallback where it is none."""
    if len(parts) not in {3, 4} or not _SECONDS.fullmatch(parts[1]):
        return escape(fallback)
    told = date_text(int(parts[1]), unescaped(parts[2]))
    return anchor(unescaped(parts[3]), told) if len(parts) > len(("!date", "seconds", "format")) else escape(told)
