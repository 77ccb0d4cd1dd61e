"""No other web site acts in the local Slack or shows it, and no script runs that is not its own."""

import re
from pathlib import Path

import pytest

from bot.sandbox import browser
from bot.sandbox.browser.guard import POLICY
from tests.sandbox.browser.conftest import BASE, OURS, Pages


@pytest.mark.parametrize("headers", [{}, OURS | {"Origin": "https://elsewhere.example"}, OURS | {"Origin": "null"}])
async def test_a_request_of_another_page_is_refused(pages: Pages, headers: dict[str, str]) -> None:
    answer = await pages.post(f"{BASE}/C1/say", {"text": "hi"}, headers=headers)
    assert answer.status == 403
    assert pages.team.messages == []


async def test_a_request_of_our_own_page_is_taken(pages: Pages) -> None:
    origin = {"Origin": pages.sandbox.url}
    assert (await pages.post(f"{BASE}/C1/say", {"text": "hi"}, headers=OURS | origin)).status == 204
    assert [one.text for one in pages.team.messages] == ["hi"]


async def test_a_name_that_leads_here_by_a_trick_is_refused(pages: Pages) -> None:
    assert (await pages.get("/", headers={"Host": "rebound.example:80"}))[0] == 403


async def test_every_page_carries_the_policy(pages: Pages) -> None:
    for path in (f"{BASE}/C1", f"{BASE}/home", f"{BASE}/faults"):
        async with pages.session.get(pages.sandbox.url + path) as answer:
            assert answer.headers["Content-Security-Policy"] == POLICY


def test_no_template_holds_a_script_or_style_of_its_own() -> None:
    templates = list(Path(browser.__file__).with_name("templates").glob("*.html"))
    assert templates
    for template in templates:
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son\w+=|hx-on|javascript:|<script(?![^>]*\ssrc=)", text), template.name
        assert "|safe" not in text.replace(" ", ""), template.name
