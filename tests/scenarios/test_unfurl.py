"""The second use: a shared link shows a compact card, and *Brief this* starts the thread under that message."""

import asyncio
from typing import Any

import pytest

from tests.local_slack.articles import Articles
from tests.local_slack.fixtures import Start
from tests.local_slack.people import People, button
from tests.local_slack.state import Posted, State
from tests.scenarios.journeys import thread_under, whisper_to


async def unfurled(slack: State, message: Posted) -> dict[str, object]:
    return await slack.until(lambda: message.unfurls)


async def test_a_shared_link_unfurls_and_briefs_under_its_message(
    people: People, slack: State, articles: Articles
) -> None:
    desk = people.channel("C0DESK", "U1", "U2")
    message = await people.share("U1", desk, f"Look at <{articles.url()}>")
    await unfurled(slack, message)
    card = str(message.unfurls[articles.url()])
    for fact in ("Ukraine asks Turkey to invest", "127.0.0.1", "26 July 2025", "words"):
        assert fact in card
    assert slack.posts() == []

    await people.press_unfurl("U2", message, articles.url(), "brief_this")
    replies = await thread_under(slack, message)
    assert "<@U2>" in str(replies[0].blocks)
    assert "0 of 3 ruled" in str(replies[0].blocks)
    assert slack.posts() == replies
    assert button(replies[-1].blocks, "rule_claim")

    await people.reply("U1", desk, message.ts, "C1 false because the depot is in Lviv")
    await slack.until(lambda: "1 of 3 ruled" in str(replies[0].blocks))


async def test_composer_preview_never_starts_a_briefing(people: People, slack: State, articles: Articles) -> None:
    people.channel("C0DESK", "U1")
    await people.compose("U1", articles.url(), "Uxxx-composer")
    preview = await slack.until(lambda: slack.previews.get("Uxxx-composer"))
    assert articles.url() in preview
    assert slack.called("chat.unfurl")[0].keys() == {"unfurl_id", "source", "unfurls"}
    assert slack.called("chat.unfurl")[0]["source"] == "composer"
    assert slack.posts() == []


async def test_a_link_that_cannot_be_read_is_left_as_it_is(
    people: People, slack: State, articles: Articles, caplog: pytest.LogCaptureFixture
) -> None:
    desk = people.channel("C0DESK", "U1")
    message = await people.share("U1", desk, f"<{articles.url('/missing')}> and <{articles.url()}>")
    await unfurled(slack, message)
    assert list(message.unfurls) == [articles.url()]
    assert slack.whispers == []
    assert articles.host not in "".join(caplog.messages)


async def test_two_who_press_at_once_get_one_thread(people: People, slack: State, articles: Articles) -> None:
    desk = people.channel("C0DESK", "U1", "U2")
    message = await people.share("U1", desk, articles.url())
    await unfurled(slack, message)
    await asyncio.gather(*(people.press_unfurl(user, message, articles.url(), "brief_this") for user in ("U1", "U2")))
    await slack.until(lambda: next((w for w in slack.whispers if "has a thread" in w.text), None))
    replies = await thread_under(slack, message)
    assert sum("ruled" in str(reply.blocks) for reply in replies) == 1


async def test_where_the_bot_is_not_a_member_brief_this_says_how_to_invite_it(
    people: People, slack: State, articles: Articles
) -> None:
    away = people.channel("C0AWAY", "U1", bot=False)
    message = await people.share("U1", away, articles.url())
    await unfurled(slack, message)
    await people.press_unfurl("U1", message, articles.url(), "brief_this")
    assert (await whisper_to(slack, "U1", "/invite @factdesk")).way == "response_url"


async def test_a_link_in_a_reply_is_briefed_in_that_thread(people: People, slack: State, articles: Articles) -> None:
    desk = people.channel("C0DESK", "U1")
    parent = people.write("U1", desk, "Morning")
    reply = people.write("U1", desk, articles.url(), thread_ts=parent.ts)
    event = {"type": "link_shared", "channel": desk, "user": "U1", "message_ts": reply.ts, "thread_ts": parent.ts}
    links = [{"domain": articles.host, "url": articles.url()}]
    await people.event(event | {"links": links, "source": "conversations_history", "event_ts": reply.ts})
    await unfurled(slack, reply)
    await people.press_unfurl("U1", reply, articles.url(), "brief_this")
    await thread_under(slack, parent)


async def test_an_unfurl_is_shown_once_though_slack_repeats_the_event(
    start: Start, slack: State, articles: Articles
) -> None:
    async with start() as people:
        desk = people.channel("C0DESK", "U1")
        message = people.write("U1", desk, articles.url())
        event: dict[str, Any] = {"type": "link_shared", "channel": desk, "user": "U1", "message_ts": message.ts}
        event |= {"links": [{"domain": articles.host, "url": articles.url()}], "event_ts": message.ts}
        for retry in (None, 1, 2):
            answer = await people.event(event, event_id="Ev0SAME", retry=retry)
            assert answer.status == 200
    assert len(slack.called("chat.unfurl")) == 1
    async with start() as people:
        await people.event(event, event_id="Ev0SAME", retry=3)
    assert len(slack.called("chat.unfurl")) == 1
