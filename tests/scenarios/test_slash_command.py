"""The first use: `/brief` with a link or a text, from the signed request to the thread that Slack holds."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot.briefing.model import Article, Briefing
from bot.desk.outbox import METADATA_TYPE
from bot.errors import ModelError
from bot.extraction import extract, load
from bot.sandbox import payloads
from bot.sandbox.deliveries import Faults
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Team
from tests.newsroom.articles import SENTENCES, TEXT, Articles
from tests.newsroom.fixtures import Start
from tests.newsroom.people import People, button
from tests.scenarios.journeys import called, thread_of, whisper_to

SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt")).read_text("utf-8")


async def test_a_link_becomes_a_card_and_its_thread(people: People, articles: Articles) -> None:
    desk = people.channel("C0DESK", "U1")
    answer = await people.brief("U1", desk, articles.url())
    assert answer.status == 200
    assert answer.seconds < 3
    assert answer.body == {"response_type": "ephemeral", "text": "Reading the link …"}

    card, replies = await thread_of(people, desk)
    assert "Ukraine asks Turkey to invest" in str(card.blocks)
    assert "<@U1>" in str(card.blocks)
    assert "0 of 3 ruled" in str(card.blocks)
    claims = replies[-1]
    assert SENTENCES[4] in str(claims.blocks)
    assert button(claims.blocks, "rule_claim")["value"].endswith(":C1")
    for post in (card, *replies):
        assert (post.user, post.unfurl_links, post.unfurl_media) == ("U0BOT", False, False)
        assert post.metadata is not None
        assert post.metadata["event_type"] == METADATA_TYPE
    assert len({str(post.metadata) for post in (card, *replies)}) == 1 + len(replies)


async def test_a_pasted_text_is_briefed_as_it_is(people: People) -> None:
    desk = people.channel("C0DESK", "U1")
    await people.brief("U1", desk, TEXT + "\nTurkey & Ukraine <agree>.")
    card, replies = await thread_of(people, desk)
    assert "pasted text" in str(card.blocks)
    assert "C3" in str(replies[-1].blocks)


async def test_several_links_are_several_threads(people: People, articles: Articles) -> None:
    desk = people.channel("C0DESK", "U1")
    await people.brief("U1", desk, f"{articles.url('/umerov')} {articles.url('/shells')}")
    cards = {(await thread_of(people, desk, number=number))[0].text for number in (0, 1)}
    assert {"Umerov" in text or "invest" in text for text in cards} == {True, False}


async def test_bare_and_help_say_what_it_can_do(people: People, team: Team) -> None:
    desk = people.channel("C0DESK", "U1")
    for text in ("", "  ", "help", "HELP"):
        answer = await people.brief("U1", desk, text)
        assert "`/brief https://…`" in answer.body["text"]
        assert answer.body["response_type"] == "ephemeral"
    assert team.posts() == []


async def test_trouble_is_told_to_one_person_with_the_way_out(people: People, team: Team, articles: Articles) -> None:
    desk = people.channel("C0DESK", "U1", "U2")
    await people.brief("U1", desk, articles.url("/missing"))
    told = await whisper_to(people, "U1", "Paste the text with `/brief`")
    assert told.way == "response_url"
    assert team.posts() == []
    assert {whisper.user for whisper in team.whispers} == {"U1"}


async def test_a_private_address_is_not_read(people: People) -> None:
    desk = people.channel("C0DESK", "U1")
    await people.brief("U1", desk, "http://127.0.0.1:9/secret")
    await whisper_to(people, "U1", "Paste the text")


async def test_in_a_channel_without_the_bot_the_person_is_told_to_invite_it(
    people: People, team: Team, articles: Articles
) -> None:
    public = people.channel("C0PUBLIC", "U1", bot=False)
    private = people.channel("C0PRIVATE", "U2", bot=False, private=True)
    await people.brief("U1", public, articles.url())
    await people.brief("U2", private, articles.url())
    assert (await whisper_to(people, "U1", "/invite @factdesk")).way == "response_url"
    assert (await whisper_to(people, "U2", "/invite @factdesk")).way == "response_url"
    assert team.posts() == []


async def test_the_same_link_again_points_to_its_thread_and_can_be_briefed_again(
    people: People, team: Team, articles: Articles
) -> None:
    desk = people.channel("C0DESK", "U1", "U2")
    await people.brief("U1", desk, articles.url())
    card, _ = await thread_of(people, desk)
    await people.brief("U2", desk, f"{articles.url()}?utm_source=x#top")
    pointer = await whisper_to(people, "U2", "has a thread")
    assert f"archives/{desk}/p{card.ts.replace('.', '')}" in pointer.text
    assert len([one for one in team.posts(desk) if one.thread_ts is None]) == 1

    await people[pointer.user].press_whisper(pointer, "brief_again")
    again, _ = await thread_of(people, desk, number=1)
    assert again.ts != card.ts


async def test_two_people_with_one_link_at_once_get_one_thread(people: People, articles: Articles) -> None:
    desk = people.channel("C0DESK", "U1", "U2")
    await people.brief("U1", desk, articles.url())
    await people.brief("U2", desk, articles.url())
    await whisper_to(people, "U2", "has a thread")
    assert articles.read == ["/umerov"]


async def test_a_repeated_command_is_taken_in_once(people: People, slack: Slack, articles: Articles) -> None:
    desk = people.channel("C0DESK", "U1")
    room = people.team.channels[desk]
    sent = payloads.command(slack, people.team, room, "U1", name="/brief", text=articles.url())
    first = await people.sandbox.deliveries.deliver("command", sent)
    repeated = await people.sandbox.deliveries.deliver("command", sent)
    assert first.body["text"] == "Reading the link …"
    assert (repeated.status, repeated.body) == (200, {})
    await thread_of(people, desk)
    assert articles.read == ["/umerov"]


async def test_the_word_payload_in_a_text_is_not_lost(people: People) -> None:
    desk = people.channel("C0DESK", "U1")
    answer = await people.brief("U1", desk, f"{TEXT}\nThe rocket’s payload was reportedly a satellite.")
    assert answer.body["text"] == "Reading the text …"
    _, replies = await thread_of(people, desk)
    assert "payload" in str(replies[-1].blocks)


async def test_a_busy_channel_is_waited_for(
    people: People, slack: Slack, team: Team, faults: Faults, articles: Articles
) -> None:
    desk = people.channel("C0DESK", "U1")
    faults.refuse("chat.postMessage", "ratelimited", retry_after=0)
    await people.brief("U1", desk, articles.url())
    await thread_of(people, desk)
    assert len(called(slack, "chat.postMessage")) == len(team.posts(desk)) + 1


async def test_a_wrong_signature_is_turned_away(people: People, slack: Slack, articles: Articles) -> None:
    slack.app = replace(slack.app, signing_secret="guessed")
    desk = people.channel("C0DESK", "U1")
    answer = await people.brief("U1", desk, articles.url())
    assert answer.status == 401
    assert articles.read == []


async def test_what_nobody_foresaw_is_told_without_its_words(
    start: Start, articles: Articles, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: Article) -> Briefing:
        raise LookupError("Serhii told me")

    async with start(extract=broken) as people:
        desk = people.channel("C0DESK", "U1")
        await people.brief("U1", desk, articles.url())
        await whisper_to(people, "U1", "Something went wrong")
    assert "error=LookupError" in caplog.text
    assert "Serhii" not in caplog.text


async def test_the_seeds_article_with_the_shipped_extraction(start: Start, slack: Slack) -> None:
    try:
        pipeline = load()
    except ModelError:
        pytest.skip("the language pipeline's weights are not here")
    async with start(extract=partial(extract, nlp=pipeline)) as people:
        desk = people.channel("C0DESK", "U1")
        await people.brief("U1", desk, SEED)
        card, replies = await thread_of(people, desk)
        assert "Umerov" in str(replies[0].blocks)
        assert "actively sabotaged negotiations" in str(replies[-1].blocks)
        await people["U1"].say(desk, "C1 unproven because no report is named", thread_ts=card.ts)
        await slack.until(lambda: "1 of " in str(card.blocks))


async def test_the_same_over_socket_mode(start: Start, slack: Slack, articles: Articles) -> None:
    async with start(slack_app_token=slack.app.app_token, slack_signing_secret=None) as people:
        desk = people.channel("C0DESK", "U1")
        answer = await people.brief("U1", desk, articles.url())
        assert answer.body["text"] == "Reading the link …"
        card, _ = await thread_of(people, desk)
        await people["U1"].say(desk, "C1 false because the depot is in Lviv", thread_ts=card.ts)
        await slack.until(lambda: "1 of 3 ruled" in str(card.blocks))
