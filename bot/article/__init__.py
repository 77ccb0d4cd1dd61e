"""A link, a file or a text becomes an Article; the only place that reads the web."""

import asyncio
import logging

from bot.article.documents import from_bytes, from_file
from bot.article.limits import Limits
from bot.article.links import links_in, sole_link
from bot.article.target import Resolve
from bot.article.text import from_text
from bot.article.web import WebReader
from bot.briefing.model import Article

__all__ = [
    "Article",
    "Limits",
    "Resolve",
    "WebReader",
    "from_bytes",
    "from_file",
    "from_text",
    "links_in",
    "read",
]

# These write links, and pieces of what they parse, to the log, where no article's text may be.
for _name in ("htmldate", "httpcore", "httpx", "pypdf", "trafilatura"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


async def read(source: str, web: WebReader) -> Article:
    """Read what a person gave: a link (Slack's `<https://…|label>` too) or a pasted text."""
    link = sole_link(source)
    if link is not None:
        return await web.read(link)
    return await asyncio.to_thread(from_text, source)
