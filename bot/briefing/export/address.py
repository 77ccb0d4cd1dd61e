"""Addresses from outside, made fit for a file: only of the web, and only of the characters that an address may have."""

import re
from urllib.parse import quote, urlsplit

from bot.briefing.legible import legible

_SAFE = "!$&'()*+,-./:;=?@_~#%"
_HOST = re.compile(r"[A-Za-z0-9.:\[\]_-]+")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def web(given: str) -> str | None:
    """Return an http or https address with all else percent-encoded; None where it is none, or carries a password."""
    try:
        parts = urlsplit(legible(given))
        host, _ = parts.hostname or "", parts.port
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:  # UnicodeError is one
        return None
    if parts.scheme not in {"http", "https"} or not name or "@" in parts.netloc or not _HOST.fullmatch(name):
        return None
    rest = parts._replace(scheme="", netloc="").geturl()
    port = f":{parts.port}" if parts.port else ""
    place = f"[{name}]" if ":" in name else name
    return f"{parts.scheme}://{place}{port}{_STRAY_PERCENT.sub('%25', quote(rest, safe=_SAFE))}"


def part(words: str) -> str:
    """Return words as a piece of an address's path or its anchor."""
    return quote(words, safe="")
