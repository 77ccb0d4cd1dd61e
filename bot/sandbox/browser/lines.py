"""The lines of a text as quotes, lists and plain lines; apart from the marks inside a line, which it does not know."""

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from markupsafe import Markup

Inline = Callable[[str], Markup]
_QUOTE = re.compile(r"(?:&gt;|>) ?")
_BULLET = re.compile(r"[•◦▪-] +")
_NUMBER = re.compile(r"([0-9]{1,3})\. +")


def blocks_of_lines(lines: Sequence[str], inline: Inline) -> Markup:
    """Return lines as HTML; lines of one kind that follow each other are one quote or list."""
    return Markup().join(_RUNS[kind](list(run), inline) for kind, run in groupby(lines, _kind))


def _kind(line: str) -> str:
    kinds = (("quote", _QUOTE), ("bullets", _BULLET), ("numbers", _NUMBER))
    return next((kind for kind, start in kinds if start.match(line)), "text")


def _text(lines: list[str], inline: Inline) -> Markup:
    return Markup("<br>").join(inline(line) for line in lines)


def _quote(lines: list[str], inline: Inline) -> Markup:
    return Markup("<blockquote>{}</blockquote>").format(
        _text([_QUOTE.sub("", line, count=1) for line in lines], inline)
    )


def _bullets(lines: list[str], inline: Inline) -> Markup:
    return Markup("<ul>{}</ul>").format(_items([_BULLET.sub("", line, count=1) for line in lines], inline))


def _numbers(lines: list[str], inline: Inline) -> Markup:
    first = _NUMBER.match(lines[0])
    items = _items([_NUMBER.sub("", line, count=1) for line in lines], inline)
    return Markup('<ol start="{}">{}</ol>').format(int(first[1]) if first else 1, items)


def _items(lines: list[str], inline: Inline) -> Markup:
    return Markup().join(Markup("<li>{}</li>").format(inline(line)) for line in lines)


_RUNS = {"text": _text, "quote": _quote, "bullets": _bullets, "numbers": _numbers}
