"""The article on an HTML page: its text, title, authors, date and publisher, by way of trafilatura."""

from typing import Any

import trafilatura

from bot.article.limits import MANY_ELEMENTS, MAX_ELEMENTS
from bot.article.reading import Reading
from bot.article.walls import TEASER_WORDS, check_walls
from bot.errors import EmptyTextError, FileError, NoArticleError

_LONGEST_NAME = 100  # a longer "author" is a sentence that was taken for one
_DATES = {"original_date": True, "extensive_search": False}  # the first publication; never a year from a footer


def read_page(html: str, *, url: str | None = None) -> Reading:
    """Return the article on a page; blocks of text are lines.

    Raise PaywallError or NoArticleError for a page from `url` without one, EmptyTextError for a file without one.
    """
    document: Any = _extract(html, url) if html.strip() else None
    text = str(document.text or "").strip() if document else ""
    if url is not None:
        visible = trafilatura.html2txt(html) if len(text.split()) < TEASER_WORDS else ""
        check_walls(html, text, visible, url=url)
    if not text:
        raise EmptyTextError("There is no article on this page.")
    return Reading(
        text=text,
        title=_line(document.title),
        publisher=_publisher(document.sitename),
        authors=_authors(document.author),
        published=_line(document.date),
    )


def _extract(html: str, url: str | None) -> Any:
    elements = html.count("<") - html.count("</")
    if elements > MAX_ELEMENTS:
        sentence = "The page has too many parts to find an article among them."
        raise NoArticleError(sentence, url=url) if url else FileError(sentence, remedy="Paste the text.")
    return trafilatura.bare_extraction(
        html,
        url=url,
        fast=elements > MANY_ELEMENTS,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=dict(_DATES),
    )


def _line(value: object) -> str | None:
    return " ".join(str(value or "").split()) or None


def _publisher(sitename: object) -> str | None:
    name = _line(sitename)
    return None if name is None or name.startswith("@") else name.removeprefix("www.")


def _authors(names: object) -> tuple[str, ...]:
    authors = [_line(name) for name in str(names or "").split(";")]
    return tuple(dict.fromkeys(name for name in authors if name and len(name) <= _LONGEST_NAME))
