"""Chromium for the tests of this folder, and pages in it that may not complain."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.desk import Desk, open_desk

MISSING = "Chromium is not here (Debian: apt-get install chromium; or name one by FACTDESK_CHROMIUM): tests in the browser are left out"
PATIENCE_MS = 20_000  # a busy machine is slow, not broken
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
OpenPage = Callable[..., Any]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Give a browser; leave the test out where there is none, unless everything is to be tested.

    Of a module and not of the session: while it is open, no other test can run an event loop.
    """
    program = os.environ.get("FACTDESK_CHROMIUM") or shutil.which("chromium")
    if program is None:
        if os.environ.get("FACTDESK_TEST_ALL") == "1":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any) -> Iterator[OpenPage]:
    """Give a way to open pages, each in a browser profile of its own; the test fails where one of them complained."""
    contexts, complaints = [], []

    def opened(**wishes: Any) -> Any:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 860}} | wishes)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda one: complaints.append(one.text) if one.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page: OpenPage) -> Any:
    """Give a page as wide as a desk's screen."""
    return open_page()


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Give a local Slack with a small app in it, served from a thread of its own."""
    with open_desk() as opened:
        yield opened
