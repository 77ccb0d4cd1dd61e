"""The links in a message: bare, or in Slack's angle brackets, with or without a label."""

import html
import re

_LINK = re.compile(
    r"<(?P<slack>https?://[^\s<>|]+)(?:\|[^<>]*)?>"  # Slack: <https://…>, <https://…|label>
    r"|(?P<bare>(?<![A-Za-z0-9])https?://[^\s<>\"“”„«»|]+)",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_TRAILING = ".,;:!?'\u2019\u2018*_~`…"
_PAIRS = {")": "(", "]": "[", "}": "{"}


def links_in(text: str) -> list[str]:
    """Return the http and https links in `text`, each once, in order."""
    found = (match.group("slack") or _trimmed(match.group("bare")) for match in _LINK.finditer(text))
    return list(dict.fromkeys(html.unescape(link) for link in found if not link.endswith("//")))


def sole_link(source: str) -> str | None:
    """Return the link that `source` consists of; None for a text. A link of another scheme is a link too."""
    stripped = source.strip()
    match = _LINK.fullmatch(stripped)
    if match and match.group("slack"):
        return html.unescape(match.group("slack"))
    return stripped if _SCHEME.fullmatch(stripped) else None


def _trimmed(link: str) -> str:
    """Cut off the punctuation of the sentence around a link, and a bracket that it did not open."""
    while link:
        last = link[-1]
        opening = _PAIRS.get(last)
        if last not in _TRAILING and (opening is None or link.count(opening) >= link.count(last)):
            break
        link = link[:-1]
    return link
