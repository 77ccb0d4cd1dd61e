"""The third use: a team rules on the claims in the thread, and what it ruled outlives a restart."""

import asyncio
import logging
import re

import pytest

from bot.sandbox.deliveries import Faults
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Message, Team, View
from tests.newsroom.articles import Articles
from tests.newsroom.fixtures import Start
from tests.newsroom.people import People
from tests.scenarios.journeys import called, thread_of, whisper_to

LINK = "https://depot.example/report"


async def opened(people: People, articles: Articles) -> tuple[str, Message, list[Message]]:
    desk = people.channel("C0DESK", "U1", "U2", "U3")
    await people.brief("U1", desk, articles.url())
    card, replies = await thread_of(people, desk)
    return desk, card, replies


def shows(claims: Message, verdict: str, user: str) -> bool:
    return re.search(rf"{verdict}\W+by <@{user}>", str(claims.blocks), re.IGNORECASE) is not None


async def line_in(people: People, card: Message, words: str) -> Message:
    team = people.team
    return await people.slack.until(
        lambda: next((one for one in team.thread(card.channel, card.ts) if re.search(words, one.text)), None)
    )


async def modal_of(people: People, user: str) -> View:
    """Wait for the modal that opens before somebody."""
    stacks = people.team.stacks
    return await people.slack.until(lambda: stacks[user][-1] if stacks.get(user) else None)


async def test_a_team_rules_by_words_by_button_and_after_a_restart(start: Start, articles: Articles) -> None:
    async with start() as people:
        desk, card, replies = await opened(people, articles)
        await people.reply("U2", desk, card.ts, f"C2 false because the depot is in Lviv <{LINK}|the report>")
        said = await line_in(people, card, "^C2 ruled false by <@U2>: the depot is in Lviv")
        assert LINK in said.text
        assert said.text.endswith("1 of 3")
        assert said.unfurl_links is False
        assert "1 of 3 ruled" in str(card.blocks)
        assert "0 of 3 ruled" in str(card.versions[0])
        assert shows(replies[-1], "false", "U2")

    async with start() as people:
        await people["U3"].press(replies[-1], "rule_claim", number=0)
        view = await modal_of(people, "U3")
        answer = await people.submit("U3", view, verdict="unproven", reason="No report is named.", links="")
        assert answer.body == {}
        await line_in(people, card, r"^C1 ruled unproven by <@U3>: No report is named\..*2 of 3$")
        assert "2 of 3 ruled" in str(card.blocks)
        assert shows(replies[-1], "false", "U2")

        await people["U1"].press(replies[-1], "not_a_claim")
        await line_in(people, card, "^C3 set aside as no claim by <@U1> · 2 of 2$")
        assert "2 of 2 ruled" in str(card.blocks)

    async with start() as people:
        await people["U1"].say(desk, "C2 mostly true: it is near Lviv", thread_ts=card.ts)
        await line_in(people, card, "^C2 ruled mostly true by <@U1>: it is near Lviv · 2 of 2$")
        assert shows(replies[-1], "mostly true", "U1")


async def test_the_modal_shows_the_ruling_in_force(people: People, articles: Articles) -> None:
    desk, card, replies = await opened(people, articles)
    await people["U2"].say(desk, f"C1 misleading because of the date {LINK}", thread_ts=card.ts)
    await line_in(people, card, "C1 ruled")
    await people["U1"].press(replies[-1], "rule_claim", number=0)
    view = await modal_of(people, "U1")
    assert view.body["callback_id"] == "ruling"
    assert "of the date" in str(view.body["blocks"])
    assert LINK in str(view.body["blocks"])


async def test_a_modal_with_words_for_links_is_sent_back(people: People, articles: Articles) -> None:
    _, card, replies = await opened(people, articles)
    await people["U1"].press(replies[-1], "rule_claim")
    view = await modal_of(people, "U1")
    answer = await people.submit("U1", view, verdict="true", reason="", links="the report")
    assert answer.body["response_action"] == "errors"
    assert set(answer.body["errors"]) == {"links"}
    answer = await people.submit("U1", view, verdict="true", reason="", links=f"{LINK}\n{LINK}2")
    assert answer.body == {}
    assert f"{LINK}2" in (await line_in(people, card, "^C1 ruled true")).text


async def test_nothing_is_lost_when_all_rule_at_once(
    people: People, slack: Slack, team: Team, articles: Articles
) -> None:
    desk, card, _ = await opened(people, articles)
    said = [("U1", "C1 true"), ("U2", "C2 false"), ("U3", "C3 unproven"), ("U1", "C1 misleading"), ("U2", "C2 true")]
    await asyncio.gather(*(people[user].say(desk, text, thread_ts=card.ts) for user, text in said))
    await slack.until(
        lambda: len([one for one in team.thread(desk, card.ts) if re.match(r"C\d ruled", one.text)]) == len(said)
    )
    assert "3 of 3 ruled" in str(card.blocks)


async def test_a_ruling_while_the_thread_is_still_being_posted_is_shown_in_all_of_it(
    people: People, slack: Slack, team: Team, faults: Faults, articles: Articles
) -> None:
    desk = people.channel("C0DESK", "U1")
    faults.refuse("chat.postMessage", "ratelimited", after=1, retry_after=0)
    await people.brief("U1", desk, articles.url())
    await slack.until(lambda: called(slack, "chat.postMessage")[1:])
    await people.reply("U1", desk, team.posts(desk)[0].ts, "C1 true")
    card, _ = await thread_of(people, desk)
    await line_in(people, card, "^C1 ruled true")
    assert "1 of 3 ruled" in str(card.blocks)
    assert any(shows(reply, "true", "U1") for reply in team.thread(desk, card.ts) if reply.blocks)


async def test_discussion_is_left_alone(start: Start, slack: Slack, articles: Articles) -> None:
    async with start() as people:
        desk, card, replies = await opened(people, articles)
        before = len(slack.calls)
        for text in ("I think C2 is false", "C2 false?", "C2 looks odd", "Who takes C1?"):
            await people.reply("U1", desk, card.ts, text)
        await people.event(people.message_event(people.write("U1", desk, "C1 false")))
        elsewhere = people.write("U1", desk, "Lunch?")
        await people["U2"].say(desk, "C1 false because of the rain", thread_ts=elsewhere.ts)
        for change in (
            {"subtype": "message_changed"},
            {"bot_id": "B9"},
            {"subtype": "bot_message"},
            {"edited": {"ts": "1"}},
        ):
            await people.reply("U1", desk, card.ts, "C1 false", **change)
        await people.event(people.message_event(replies[-1]) | {"text": "C1 false"})
    assert [call.method for call in slack.calls[before:] if call.method != "auth.test"] == []


async def test_a_file_or_a_broadcast_can_carry_a_ruling(people: People, articles: Articles) -> None:
    desk, card, _ = await opened(people, articles)
    await people.reply("U1", desk, card.ts, "C1 true", subtype="thread_broadcast")
    await line_in(people, card, "^C1 ruled true")
    await people.reply("U1", desk, card.ts, "C2 true", subtype="file_share")
    await line_in(people, card, "^C2 ruled true")


async def test_unclear_words_are_answered_to_their_writer_in_the_thread(people: People, articles: Articles) -> None:
    desk, card, _ = await opened(people, articles)
    for text, answer in (("C9 false", "no C9"), ("C2 falsish", "`C2 false because"), ("C2 false alarm", "not take")):
        await people["U2"].say(desk, text, thread_ts=card.ts)
        told = await whisper_to(people, "U2", answer)
        assert (told.way, told.thread_ts) == ("ephemeral", card.ts)
    assert "0 of 3 ruled" in str(card.blocks)


async def test_a_repeated_event_rules_once_also_after_a_restart(start: Start, team: Team, articles: Articles) -> None:
    async with start() as people:
        desk, card, _ = await opened(people, articles)
        reply = people.message_event(people.write("U1", desk, "C1 true", thread_ts=card.ts))
        await people.event(reply, event_id="Ev0ONE")
        await people.event(reply, event_id="Ev0ONE", retry=1)
        await line_in(people, card, "^C1 ruled true")
    async with start() as people:
        answer = await people.event(reply, event_id="Ev0ONE", retry=2)
        assert answer.status == 200
    assert len([one for one in team.thread(desk, card.ts) if one.text.startswith("C1 ruled")]) == 1


async def test_in_a_thread_with_two_briefings_the_buttons_are_asked_for(
    people: People, slack: Slack, team: Team, articles: Articles
) -> None:
    desk = people.channel("C0DESK", "U1")
    message = await people["U1"].say(desk, f"{articles.url('/umerov')} {articles.url('/shells')}")
    await slack.until(lambda: len(message.unfurls) == 2)
    for url in list(message.unfurls):
        await people["U1"].press_unfurl(message, url, "brief_this")
    await slack.until(lambda: len([one for one in team.thread(desk, message.ts) if one.text.startswith("Claims")]) == 2)
    await people["U1"].say(desk, "C1 false", thread_ts=message.ts)
    await whisper_to(people, "U1", "more than one briefing")


async def test_a_click_that_came_too_late_is_explained(people: People, faults: Faults, articles: Articles) -> None:
    _, card, replies = await opened(people, articles)
    faults.refuse("views.open", "expired_trigger_id")
    await people["U1"].press(replies[-1], "rule_claim")
    told = await whisper_to(people, "U1", "Press the button again")
    assert (told.way, told.thread_ts) == ("ephemeral", card.ts)


async def test_who_cannot_be_told_in_the_thread_is_told_directly(
    people: People, slack: Slack, team: Team, faults: Faults, articles: Articles
) -> None:
    desk, card, _ = await opened(people, articles)
    faults.refuse("chat.postEphemeral", "user_not_in_channel")
    await people["U2"].say(desk, "C9 false", thread_ts=card.ts)
    told = await slack.until(lambda: team.posts("DU2"))
    assert "no C9" in told[0].text


async def test_a_button_of_a_briefing_that_is_gone_says_so(start: Start, articles: Articles) -> None:
    async with start() as people:
        _, _, replies = await opened(people, articles)
    async with start(database_url="sqlite+aiosqlite://") as people:
        await people["U2"].press(replies[-1], "rule_claim")
        await whisper_to(people, "U2", "Share the article again")
        await people["U3"].press(replies[-1], "not_a_claim")
        await whisper_to(people, "U3", "Share the article again")


async def test_what_nobody_acts_on_is_acknowledged(people: People) -> None:
    desk = people.channel("C0DESK", "U1")
    message = people.write("U1", desk, "x")
    message.blocks = [{"type": "actions", "elements": [{"type": "button", "action_id": "open_page"}]}]
    assert (await people["U1"].press(message, "open_page")).status == 200
    event = {"type": "reaction_added", "user": "U1", "event_ts": "1.0"}
    assert (await people.event(event)).status == 200


async def test_a_deleted_card_does_not_stop_the_ruling(people: People, faults: Faults, articles: Articles) -> None:
    desk, card, _ = await opened(people, articles)
    faults.refuse("chat.update", "message_not_found", times=2)
    await people["U1"].say(desk, "C1 true", thread_ts=card.ts)
    await line_in(people, card, "^C1 ruled true.*1 of 3$")


async def test_what_people_write_stays_out_of_the_log(
    people: People, articles: Articles, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    desk, card, _ = await opened(people, articles)
    await people["U1"].say(desk, "C1 true because Serhii told me so", thread_ts=card.ts)
    await line_in(people, card, "^C1 ruled true")
    logged = caplog.text
    assert "ruled case=" in logged
    for secret in ("Serhii", "depot", "xoxb-", "local-secret", "response/"):
        assert secret not in logged
