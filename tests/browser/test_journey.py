"""The whole bot in its own Slack, as a newcomer meets it: a pasted text becomes a thread, and a claim leads to its sentence."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_talking import composer, lines

ROOT = Path(__file__).parents[2]
PASTED = (
    "The mayor of Port Alder asked the national government to repair the northern dock. "
    "A senior official said on condition of anonymity that 300 workers had reportedly lost their jobs since January."
)


@pytest.fixture(scope="module")
def newsroom() -> Iterator[str]:
    """Start `factdesk sandbox`, and give its address."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "sandbox", "--port", "0"],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        assert running.stdout
        found = re.search(r"http://127\.0\.0\.1:\d+", running.stdout.readline())
        assert found
        yield found[0]
        running.send_signal(signal.SIGTERM)


def test_a_pasted_text_is_briefed_and_a_claim_leads_to_its_sentence(newsroom: str, page: Any) -> None:
    page.goto(newsroom)
    page.wait_for_selector("[data-live]")
    expect(page.get_by_text("ruled").first).to_be_visible(timeout=60_000)  # the article that waits there
    composer(page).fill(f"/brief {PASTED}")
    composer(page).press("Enter")
    cards = page.locator(".main .b-header", has_text="The mayor of Port Alder")
    expect(cards).to_be_visible(timeout=30_000)
    threads = page.locator(".main").get_by_role("link", name=re.compile("repl(y|ies)"))
    expect(threads).to_have_count(2, timeout=30_000)
    threads.last.click()
    expect(lines(page, ".thread").last).to_contain_text("reportedly lost their jobs", timeout=30_000)
    with page.context.expect_page() as opening:
        page.locator(".thread").get_by_text("Open article page").click()
    article = opening.value
    article.wait_for_load_state()
    claim = article.get_by_role("link", name=re.compile("C1")).first
    claim.click()
    assert re.search(r"#(at-)?claim-1$", article.url)
    expect(article.locator(":target").first).to_be_visible()
    expect(article.get_by_text("reportedly lost their jobs").first).to_be_visible()
