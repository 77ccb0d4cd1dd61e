"""A text becomes an article here, and only here, so that no reader can pass on an empty, binary or foreign one."""

import hashlib
import re

from bot.article.language import check_english
from bot.article.limits import MAX_TEXT_BYTES, MEGABYTE
from bot.briefing.model import Article
from bot.errors import EmptyTextError, NotTextError, TooLargeError

# What shows nothing on a page, beyond what `str.isspace` knows: controls, soft hyphens, zero-width and filler characters.
_INVISIBLE = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]*"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_MOST = 0.1


def from_text(text: str) -> Article:
    """Return the article that a pasted text is; `article.text` is exactly `text`.

    Raise EmptyTextError, TooLargeError, NotTextError or LanguageError.
    """
    return as_article(text)


def as_article(
    text: str,
    *,
    url: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    authors: tuple[str, ...] = (),
    published: str | None = None,
    fetched_at: str | None = None,
) -> Article:
    """Return an article of `text` and what is known about it; raise as `from_text` does."""
    encoded = _encode(text)
    if _INVISIBLE.fullmatch(text):
        raise EmptyTextError("There is no text to read.")
    if len(_CONTROL.findall(text)) > _MOST * len(text):
        raise NotTextError("This is not text but binary data.")
    check_english(text)
    return Article(
        url=url,
        title=title,
        publisher=publisher,
        authors=authors,
        published=published,
        fetched_at=fetched_at,
        sha256=hashlib.sha256(encoded).hexdigest(),
        words=len(text.split()),
        text=text,
    )


def _encode(text: str) -> bytes:
    if len(text) > MAX_TEXT_BYTES:  # before any work is done on it
        raise _too_large()
    if "\0" in text:
        raise NotTextError("This is not text but binary data.")
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        raise NotTextError("The text holds half a character, so something has damaged it on the way.") from None
    if len(encoded) > MAX_TEXT_BYTES:
        raise _too_large()
    return encoded


def _too_large() -> TooLargeError:
    return TooLargeError(f"The text is longer than {MAX_TEXT_BYTES // MEGABYTE} MB.", limit=MAX_TEXT_BYTES)
