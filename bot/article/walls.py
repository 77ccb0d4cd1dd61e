"""Finds what stands in place of an article: a paywall, a login, a check for robots, an empty shell for scripts.

Apart from the page reader because it is about sites' habits, which change; the phrases are data in `walls.toml`.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.errors import NoArticleError, PaywallError, WebError

TEASER_WORDS = 200  # a page that declares itself not free, and shows less, shows a teaser
SHORT_WORDS = 120  # below this, phrases such as "subscribe to read" count
LOGIN_WORDS = 60
SHELL_WORDS = 40
MIN_WORDS = 5

_NOT_FREE = re.compile(
    r"isAccessibleForFree[\"']?(?:\s*:\s*|\s+content\s*=\s*)[\"']?(?:https?://schema\.org/)?false", re.IGNORECASE
)
# These begin with the attribute, not with `<input` or `<div`, so that a page of open tags takes no quadratic time.
_PASSWORD = re.compile(r"\btype\s*=\s*[\"']?password\b", re.IGNORECASE)
_SHELL = re.compile(r"\bid\s*=\s*[\"']?(?:root|app|__next|__nuxt|main-app)[\"'\s>]", re.IGNORECASE)


def check_walls(html: str, text: str, visible: str, *, url: str) -> None:
    """Raise PaywallError or NoArticleError when the page's `text` is none of an article.

    `visible` is everything that the page shows, `text` what was taken for the article.
    """
    words = len(text.split())
    seen = " ".join(visible.lower().replace("\u2019", "'").split())
    for trouble in _walls(html, words, seen, url):
        raise trouble


def _walls(html: str, words: int, visible: str, url: str) -> Iterator[WebError]:
    """Yield what stands in place of the article, the surest sign first."""
    short = words < SHORT_WORDS
    if words < TEASER_WORDS and _NOT_FREE.search(html):
        yield PaywallError("The article is for subscribers; the page shows only its beginning.", url=url)
    if short and _says("captcha", visible):
        yield NoArticleError("The site wants proof that a person is reading, and shows no article.", url=url)
    if short and _says("paywall", visible):
        yield PaywallError("The article is for subscribers.", url=url)
    if (words < LOGIN_WORDS and _PASSWORD.search(html)) or (short and _says("login", visible)):
        yield PaywallError("The page asks for a login.", url=url)
    if words < SHELL_WORDS and (_says("script", visible) or _says("script", _noscript(html)) or _is_shell(html, words)):
        yield NoArticleError("The page needs JavaScript to show its text.", url=url)
    if words < MIN_WORDS:
        yield NoArticleError("There is no article on this page.", url=url)


def _says(wall: str, visible: str) -> bool:
    return any(phrase in visible for phrase in _phrases()[wall])


def _is_shell(html: str, words: int) -> bool:
    return words < MIN_WORDS and "<script" in html.lower() and _SHELL.search(html) is not None


def _noscript(html: str) -> str:
    """Return what the page tells readers without scripts, lower case."""
    parts = html.lower().split("<noscript")[1:20]
    return " ".join(part.partition("</noscript")[0][:2_000] for part in parts)


@cache
def _phrases() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("walls.toml").read_text(encoding="utf-8"))
