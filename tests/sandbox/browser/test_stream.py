"""An open page hears of what changes: at once, and what it missed first."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from bot.sandbox.people import Member
from bot.sandbox.slack import Change
from bot.sandbox.workspace import View
from tests.sandbox.browser.conftest import BASE, Pages


class Heard:
    """What a page's stream said."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self._answer = answer

    async def event(self) -> dict[str, str]:
        """Return the next event, beats aside."""
        async with asyncio.timeout(10):
            while not (event := await self._one()):
                pass
        return event

    async def _one(self) -> dict[str, str]:
        event: dict[str, str] = {}
        while line := (await self._answer.content.readline()).decode().rstrip("\n"):
            name, _, value = line.partition(": ")
            if name:
                event[name] = "\n".join(filter(None, [event.get(name), value]))
        return event


@asynccontextmanager
async def listening(pages: Pages, at: str = "C1", *, after: str | None = None, last: str = "") -> AsyncIterator[Heard]:
    if after is None:
        after = await position(pages)
    headers = {"Last-Event-ID": last} if last else {}
    address = f"{pages.sandbox.url}{BASE}/stream?at={at}&after={after}"
    async with pages.session.get(address, headers=headers) as answer:
        heard = Heard(answer)
        if (first := await heard.event())["event"] == "open":
            yield heard
        else:
            yield Heard(answer)
            assert first["event"] == "stale"


async def position(pages: Pages) -> str:
    _, page = await pages.get(f"{BASE}/C1")
    return page.partition("after=")[2].partition('"')[0]


def member(pages: Pages, user: str = "U2") -> Member:
    return Member(pages.sandbox.slack, pages.sandbox.deliveries, pages.team, user)


async def test_a_new_message_arrives_as_a_line(pages: Pages) -> None:
    async with listening(pages) as heard:
        message = await member(pages).say("C1", "Look")
        event = await heard.event()
    assert f'id="channel-{message.ts.replace(".", "-")}"' in event["data"]
    assert "Look" in event["data"]


async def test_what_a_page_missed_is_sent_first_and_once(pages: Pages) -> None:
    before = await position(pages)
    await member(pages).say("C1", "While you were away")
    async with listening(pages, after=before) as heard:
        event = await heard.event()
        assert "While you were away" in event["data"]
    async with listening(pages, after=before, last=event["id"]) as heard:
        await member(pages).say("C1", "And now")
        again = await heard.event()
    assert "And now" in again["data"]
    assert "While you were away" not in again["data"]


async def test_a_page_of_an_earlier_server_is_told_to_load_anew(pages: Pages) -> None:
    address = f"{pages.sandbox.url}{BASE}/stream?at=C1&after=0-earlier"
    async with pages.session.get(address) as answer:
        assert (await Heard(answer).event())["event"] == "stale"
        assert answer.content.at_eof() or await answer.content.read() == b""


async def test_a_message_that_was_taken_back_is_taken_out(pages: Pages) -> None:
    message = await member(pages).say("C1", "Oops")
    async with listening(pages) as heard:
        await member(pages).delete(message)
        event = await heard.event()
    assert f'<i id="channel-{message.ts.replace(".", "-")}" data-gone>' in event["data"]


async def test_what_happens_elsewhere_only_marks_its_channel(pages: Pages) -> None:
    async with listening(pages, at="faults") as heard:
        await member(pages).say("C1", "Over there")
        event = await heard.event()
    assert "Over there" not in event["data"]
    assert 'class="dot"' in event["data"]


async def test_a_modal_reaches_the_person_before_whom_it_opens(pages: Pages) -> None:
    body = {"type": "modal", "title": {"type": "plain_text", "text": "Rule on C1"}, "blocks": []}
    async with listening(pages) as heard:
        for user in ("U2", "U1"):
            pages.team.stacks[user] = [View(f"V{user}", "T0DESK", user, body, "h")]
            await pages.sandbox.slack.changed(Change("view", "T0DESK", user=user))
        event = await heard.event()
    assert 'data-view="VU1"' in event["data"]
    assert "VU2" not in event["data"]


async def test_a_line_break_in_a_message_does_not_end_its_event(pages: Pages) -> None:
    async with listening(pages) as heard:
        await member(pages).say("C1", "```one\n\nevent: stale\n\ntwo```")
        event = await heard.event()
    assert event["event"] == "pieces"
    assert "two" in event["data"]
