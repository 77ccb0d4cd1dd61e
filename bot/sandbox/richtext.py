"""What a person types, as Slack takes it: links, people and channels marked, all else escaped; and the same as rich text.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Collection
from typing import Any

from bot.sandbox.workspace import Team

_TYPED = re.compile(r"<(?P<marked>[@#!][^<>]+)>|(?P<url>https?://[^\s<>|]+)|@(?P<name>[\w.\-]+)|#(?P<channel>[\w\-]+)")
_MARKED = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")
_TRAILING = ".,;:!?)]}'\"”’"
_EVERYONE = {"here", "channel", "everyone"}


def escape(text: str) -> str:
    """Return a text with the three characters escaped that Slack's markup is made of."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Return an escaped text as it is read."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def typed(team: Team, text: str) -> str:
    """Return what was typed as Slack stores it: `https://…` as `<https://…>`, `@name` as `<@U…>`, `#name` as `<#C…>`."""
    written, at = [], 0
    for found in _TYPED.finditer(text):
        if (token := _token(team, found)) is None:
            continue
        marked, length = token
        written += [escape(text[at : found.start()]), marked]
        at = found.start() + length
    return "".join(written) + escape(text[at:])


def _token(team: Team, found: re.Match[str]) -> tuple[str, int] | None:
    if url := found["url"]:
        url = url.rstrip(_TRAILING) if "(" not in url else url
        return f"<{escape(url)}>", len(url)
    if found["marked"]:
        return (found[0], len(found[0])) if _known(team, found["marked"]) else None
    if name := found["name"]:
        return _person(team, name)
    channel = next((one for one in team.channels.values() if one.name == found["channel"] and one.name), None)
    return (f"<#{channel.id}|{channel.name}>", len(found[0])) if channel else None


def _known(team: Team, marked: str) -> bool:
    sort, ident = marked[0], marked[1:].partition("|")[0]
    known: dict[str, Collection[str]] = {"@": team.people, "#": team.channels, "!": _EVERYONE}
    return ident in known[sort]


def _person(team: Team, name: str) -> tuple[str, int] | None:
    if name in _EVERYONE:
        return f"<!{name}>", len(name) + 1
    person = next((one for one in team.people.values() if one.name == name), None)
    if person is None and name.endswith((".", "-")):
        return _person(team, name[:-1])
    return (f"<@{person.id}>", len(name) + 1) if person else None


def links(text: str) -> list[str]:
    """Return the addresses in a stored text, each once."""
    found = (unescape(one[2]) for one in _MARKED.finditer(text) if one[1] == "")
    return list(dict.fromkeys(url for url in found if url.startswith(("http://", "https://"))))


def rich_text(text: str) -> dict[str, Any]:
    """Return a stored text as the rich_text block that Slack's composer makes of it."""
    elements: list[dict[str, Any]] = []
    at = 0
    for found in _MARKED.finditer(text):
        elements += [*_plain(text[at : found.start()]), _element(found[1], found[2], found[3])]
        at = found.end()
    elements += _plain(text[at:])
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": "local", "elements": [section]}


def _plain(text: str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": unescape(text)}] if text else []


def _element(sort: str, ident: str, label: str | None) -> dict[str, Any]:
    if sort == "@":
        return {"type": "user", "user_id": ident}
    if sort == "#":
        return {"type": "channel", "channel_id": ident}
    if sort == "!":
        return {"type": "broadcast", "range": ident}
    return {"type": "link", "url": unescape(ident)} | ({"text": unescape(label)} if label else {})
