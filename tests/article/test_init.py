"""The room's door: its public names, and what it keeps out of the log."""

import logging

import pytest

import bot.article
from bot.article import WebReader, from_bytes
from tests.article.site import ARTICLE, Site, answer


def test_public_names_exist_and_are_sorted() -> None:
    assert all(hasattr(bot.article, name) for name in bot.article.__all__)
    assert bot.article.__all__ == sorted(bot.article.__all__)


async def test_log_holds_no_link_and_no_text(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    site.pages["/confidential"] = answer(ARTICLE)
    await WebReader(site.trusted).read(site.url("/confidential"))
    await from_bytes(
        b"<html><body><p>The minister said so, and nobody knows.</p></body></html>", name="confidential.html"
    )
    assert "confidential" not in caplog.text
    assert "minister" not in caplog.text
