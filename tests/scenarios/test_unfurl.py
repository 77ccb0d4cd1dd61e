"""The second use: a shared link shows a compact card, and *Brief this* starts the thread under that message."""

import asyncio
from typing import Any

import pytest

from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Message, Team
from tests.newsroom.articles import Articles
from tests.newsroom.fixtures import Start
from tests.newsroom.people import People, button
from tests.scenarios.journeys import called, thread_under, whisper_to


async def unfurled(slack: Slack, message: Message) -> dict[str, object]:
    return await slack.until(lambda: message.unfurls)


async def test_a_shared_link_unfurls_and_briefs_under_its_message(
    people: People, slack: Slack, team: Team, articles: Articles
) -> None:
    desk = people.channel("C0DESK", "U1", "U2")
    message = await people["U1"].say(desk, f"Look at {articles.url()}")
    await unfurled(slack, message)
    card = str(message.unfurls[articles.url()])
    for fact in ("Ukraine asks Turkey to invest", "127.0.0.1", "26 July 2025", "words"):
        assert fact in card
    assert team.posts() == []

    await people["U2"].press_unfurl(message, articles.url(), "brief_this")
    replies = await thread_under(people, message)
    assert "<@U2>" in str(replies[0].blocks)
    assert "0 of 3 ruled" in str(replies[0].blocks)
    assert team.posts() == replies
    assert button(replies[-1].blocks, "rule_claim")

    await people["U1"].say(desk, "C1 false because the depot is in Lviv", thread_ts=message.ts)
    await slack.until(lambda: "1 of 3 ruled" in str(replies[0].blocks))


async def test_composer_preview_never_starts_a_briefing(
    people: People, slack: Slack, team: Team, articles: Articles
) -> None:
    people.channel("C0DESK", "U1")
    preview = await people["U1"].compose(articles.url())
    assert articles.url() in preview
    assert called(slack, "chat.unfurl")[0].keys() == {"unfurl_id", "source", "unfurls"}
    assert called(slack, "chat.unfurl")[0]["source"] == "composer"
    assert team.posts() == []


async def test_a_link_that_cannot_be_read_is_left_as_it_is(
    people: People, slack: Slack, team: Team, articles: Articles, caplog: pytest.LogCaptureFixture
) -> None:
    desk = people.channel("C0DESK", "U1")
    message = await people["U1"].say(desk, f"{articles.url('/missing')} and {articles.url()}")
    await unfurled(slack, message)
    assert list(message.unfurls) == [articles.url()]
    assert team.whispers == []
    assert articles.host not in "".join(caplog.messages)


async def test_two_who_press_at_once_get_one_thread(
    people: People, slack: Slack, team: Team, articles: Articles
) -> None:
    desk = people.channel("C0DESK", "U1", "U2")
    message = await people["U1"].say(desk, articles.url())
    await unfurled(slack, message)
    await asyncio.gather(*(people[user].press_unfurl(message, articles.url(), "brief_this") for user in ("U1", "U2")))
    await slack.until(lambda: next((w for w in team.whispers if "has a thread" in w.text), None))
    replies = await thread_under(people, message)
    assert sum("ruled" in str(reply.blocks) for reply in replies) == 1


async def test_where_the_bot_is_not_a_member_brief_this_says_how_to_invite_it(
    people: People, slack: Slack, articles: Articles
) -> None:
    away = people.channel("C0AWAY", "U1", bot=False)
    message = await people["U1"].say(away, articles.url())
    await unfurled(slack, message)
    await people["U1"].press_unfurl(message, articles.url(), "brief_this")
    assert (await whisper_to(people, "U1", "/invite @factdesk")).way == "response_url"


async def test_a_link_in_a_reply_is_briefed_in_that_thread(people: People, slack: Slack, articles: Articles) -> None:
    desk = people.channel("C0DESK", "U1")
    parent = people.write("U1", desk, "Morning")
    reply = await people["U1"].say(desk, articles.url(), thread_ts=parent.ts)
    await unfurled(slack, reply)
    await people["U1"].press_unfurl(reply, articles.url(), "brief_this")
    await thread_under(people, parent)


async def test_an_unfurl_is_shown_once_though_slack_repeats_the_event(
    start: Start, slack: Slack, articles: Articles
) -> None:
    async with start() as people:
        desk = people.channel("C0DESK", "U1")
        message = people.write("U1", desk, articles.url())
        event: dict[str, Any] = {"type": "link_shared", "channel": desk, "user": "U1", "message_ts": message.ts}
        event |= {"links": [{"domain": articles.host, "url": articles.url()}], "event_ts": message.ts}
        for retry in (None, 1, 2):
            answer = await people.event(event, event_id="Ev0SAME", retry=retry)
            assert answer.status == 200
    assert len(called(slack, "chat.unfurl")) == 1
    async with start() as people:
        await people.event(event, event_id="Ev0SAME", retry=3)
    assert len(called(slack, "chat.unfurl")) == 1
