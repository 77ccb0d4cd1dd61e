"""The third use: a team rules on the claims in the thread, and what it ruled outlives a restart."""

import asyncio
import logging
import re

import pytest

from tests.local_slack.articles import Articles
from tests.local_slack.fixtures import Start
from tests.local_slack.people import People, message_event
from tests.local_slack.state import Posted, State
from tests.scenarios.journeys import thread_of, whisper_to

LINK = "https://depot.example/report"


async def opened(people: People, slack: State, articles: Articles) -> tuple[str, Posted, list[Posted]]:
    desk = people.channel("C0DESK", "U1", "U2", "U3")
    await people.command("U1", desk, articles.url())
    card, replies = await thread_of(slack, desk)
    return desk, card, replies


def shows(claims: Posted, verdict: str, user: str) -> bool:
    return re.search(rf"{verdict}\W+by <@{user}>", str(claims.blocks), re.IGNORECASE) is not None


async def line_in(slack: State, card: Posted, words: str) -> Posted:
    return await slack.until(
        lambda: next((one for one in slack.thread(card.channel, card.ts) if re.search(words, one.text)), None)
    )


async def test_a_team_rules_by_words_by_button_and_after_a_restart(
    start: Start, slack: State, articles: Articles
) -> None:
    async with start() as people:
        desk, card, replies = await opened(people, slack, articles)
        await people.reply("U2", desk, card.ts, f"C2 false because the depot is in Lviv <{LINK}|the report>")
        said = await line_in(slack, card, "^C2 ruled false by <@U2>: the depot is in Lviv")
        assert LINK in said.text
        assert said.text.endswith("1 of 3")
        assert said.unfurl_links is False
        assert "1 of 3 ruled" in str(card.blocks)
        assert "0 of 3 ruled" in str(card.versions[0])
        assert shows(replies[-1], "false", "U2")

    async with start() as people:
        await people.press("U3", replies[-1], "rule_claim", number=0)
        view = await slack.until(lambda: slack.views[-1] if slack.views else None)
        answer = await people.submit("U3", view, verdict="unproven", reason="No report is named.", links="")
        assert answer.body == {}
        await line_in(slack, card, r"^C1 ruled unproven by <@U3>: No report is named\..*2 of 3$")
        assert "2 of 3 ruled" in str(card.blocks)
        assert shows(replies[-1], "false", "U2")

        await people.press("U1", replies[-1], "not_a_claim")
        await line_in(slack, card, "^C3 set aside as no claim by <@U1> · 2 of 2$")
        assert "2 of 2 ruled" in str(card.blocks)

    async with start() as people:
        await people.reply("U1", desk, card.ts, "C2 mostly true: it is near Lviv")
        await line_in(slack, card, "^C2 ruled mostly true by <@U1>: it is near Lviv · 2 of 2$")
        assert shows(replies[-1], "mostly true", "U1")


async def test_the_modal_shows_the_ruling_in_force(people: People, slack: State, articles: Articles) -> None:
    desk, card, replies = await opened(people, slack, articles)
    await people.reply("U2", desk, card.ts, f"C1 misleading because of the date {LINK}")
    await line_in(slack, card, "C1 ruled")
    await people.press("U1", replies[-1], "rule_claim", number=0)
    view = await slack.until(lambda: slack.views[-1] if slack.views else None)
    assert view["callback_id"] == "ruling"
    assert "of the date" in str(view["blocks"])
    assert LINK in str(view["blocks"])


async def test_a_modal_with_words_for_links_is_sent_back(people: People, slack: State, articles: Articles) -> None:
    _, card, replies = await opened(people, slack, articles)
    await people.press("U1", replies[-1], "rule_claim")
    view = await slack.until(lambda: slack.views[-1] if slack.views else None)
    answer = await people.submit("U1", view, verdict="true", reason="", links="the report")
    assert answer.body["response_action"] == "errors"
    assert set(answer.body["errors"]) == {"links"}
    answer = await people.submit("U1", view, verdict="true", reason="", links=f"{LINK}\n{LINK}2")
    assert answer.body == {}
    assert f"{LINK}2" in (await line_in(slack, card, "^C1 ruled true")).text


async def test_nothing_is_lost_when_all_rule_at_once(people: People, slack: State, articles: Articles) -> None:
    desk, card, _ = await opened(people, slack, articles)
    said = [("U1", "C1 true"), ("U2", "C2 false"), ("U3", "C3 unproven"), ("U1", "C1 misleading"), ("U2", "C2 true")]
    await asyncio.gather(*(people.reply(user, desk, card.ts, text) for user, text in said))
    await slack.until(
        lambda: len([one for one in slack.thread(desk, card.ts) if re.match(r"C\d ruled", one.text)]) == len(said)
    )
    assert "3 of 3 ruled" in str(card.blocks)


async def test_a_ruling_while_the_thread_is_still_being_posted_is_shown_in_all_of_it(
    people: People, slack: State, articles: Articles
) -> None:
    desk = people.channel("C0DESK", "U1")
    slack.refuse("chat.postMessage", "ratelimited", after=1, retry_after=0)
    await people.command("U1", desk, articles.url())
    await slack.until(lambda: slack.called("chat.postMessage")[1:])
    await people.reply("U1", desk, slack.posts(desk)[0].ts, "C1 true")
    card, _ = await thread_of(slack, desk)
    await line_in(slack, card, "^C1 ruled true")
    assert "1 of 3 ruled" in str(card.blocks)
    assert any(shows(reply, "true", "U1") for reply in slack.thread(desk, card.ts) if reply.blocks)


async def test_discussion_is_left_alone(start: Start, slack: State, articles: Articles) -> None:
    async with start() as people:
        desk, card, replies = await opened(people, slack, articles)
        before = len(slack.calls)
        for text in ("I think C2 is false", "C2 false?", "C2 looks odd", "Who takes C1?"):
            await people.reply("U1", desk, card.ts, text)
        await people.event(message_event(people.write("U1", desk, "C1 false")))
        elsewhere = people.write("U1", desk, "Lunch?")
        await people.reply("U2", desk, elsewhere.ts, "C1 false because of the rain")
        for change in (
            {"subtype": "message_changed"},
            {"bot_id": "B9"},
            {"subtype": "bot_message"},
            {"edited": {"ts": "1"}},
        ):
            await people.reply("U1", desk, card.ts, "C1 false", **change)
        await people.event(message_event(replies[-1]) | {"text": "C1 false"})
    assert [name for name, _ in slack.calls[before:] if name != "auth.test"] == []


async def test_a_file_or_a_broadcast_can_carry_a_ruling(people: People, slack: State, articles: Articles) -> None:
    desk, card, _ = await opened(people, slack, articles)
    await people.reply("U1", desk, card.ts, "C1 true", subtype="thread_broadcast")
    await line_in(slack, card, "^C1 ruled true")
    await people.reply("U1", desk, card.ts, "C2 true", subtype="file_share")
    await line_in(slack, card, "^C2 ruled true")


async def test_unclear_words_are_answered_to_their_writer_in_the_thread(
    people: People, slack: State, articles: Articles
) -> None:
    desk, card, _ = await opened(people, slack, articles)
    for text, answer in (("C9 false", "no C9"), ("C2 falsish", "`C2 false because"), ("C2 false alarm", "not take")):
        await people.reply("U2", desk, card.ts, text)
        told = await whisper_to(slack, "U2", answer)
        assert (told.way, told.thread_ts) == ("ephemeral", card.ts)
    assert "0 of 3 ruled" in str(card.blocks)


async def test_a_repeated_event_rules_once_also_after_a_restart(start: Start, slack: State, articles: Articles) -> None:
    async with start() as people:
        desk, card, _ = await opened(people, slack, articles)
        reply = message_event(people.write("U1", desk, "C1 true", thread_ts=card.ts))
        await people.event(reply, event_id="Ev0ONE")
        await people.event(reply, event_id="Ev0ONE", retry=1)
        await line_in(slack, card, "^C1 ruled true")
    async with start() as people:
        answer = await people.event(reply, event_id="Ev0ONE", retry=2)
        assert answer.status == 200
    assert len([one for one in slack.thread(desk, card.ts) if one.text.startswith("C1 ruled")]) == 1


async def test_in_a_thread_with_two_briefings_the_buttons_are_asked_for(
    people: People, slack: State, articles: Articles
) -> None:
    desk = people.channel("C0DESK", "U1")
    message = await people.share("U1", desk, f"{articles.url('/umerov')} {articles.url('/shells')}")
    await slack.until(lambda: len(message.unfurls) == 2)
    for url in list(message.unfurls):
        await people.press_unfurl("U1", message, url, "brief_this")
    await slack.until(
        lambda: len([one for one in slack.thread(desk, message.ts) if one.text.startswith("Claims")]) == 2
    )
    await people.reply("U1", desk, message.ts, "C1 false")
    await whisper_to(slack, "U1", "more than one briefing")


async def test_a_click_that_came_too_late_is_explained(people: People, slack: State, articles: Articles) -> None:
    _, card, replies = await opened(people, slack, articles)
    slack.refuse("views.open", "expired_trigger_id")
    await people.press("U1", replies[-1], "rule_claim")
    told = await whisper_to(slack, "U1", "Press the button again")
    assert (told.way, told.thread_ts) == ("ephemeral", card.ts)


async def test_who_cannot_be_told_in_the_thread_is_told_directly(
    people: People, slack: State, articles: Articles
) -> None:
    desk, card, _ = await opened(people, slack, articles)
    slack.refuse("chat.postEphemeral", "user_not_in_channel")
    await people.reply("U2", desk, card.ts, "C9 false")
    told = await slack.until(lambda: slack.posts("DU2"))
    assert "no C9" in told[0].text


async def test_a_button_of_a_briefing_that_is_gone_says_so(start: Start, slack: State, articles: Articles) -> None:
    async with start() as people:
        _, _, replies = await opened(people, slack, articles)
    async with start(database_url="sqlite+aiosqlite://") as people:
        await people.press("U2", replies[-1], "rule_claim")
        await whisper_to(slack, "U2", "Share the article again")
        await people.press("U3", replies[-1], "not_a_claim")
        await whisper_to(slack, "U3", "Share the article again")


async def test_what_nobody_acts_on_is_acknowledged(people: People) -> None:
    desk = people.channel("C0DESK", "U1")
    message = people.write("U1", desk, "x")
    message.blocks = [{"type": "actions", "elements": [{"type": "button", "action_id": "open_page"}]}]
    assert (await people.press("U1", message, "open_page")).status == 200
    event = {"type": "reaction_added", "user": "U1", "event_ts": "1.0"}
    assert (await people.event(event)).status == 200


async def test_a_deleted_card_does_not_stop_the_ruling(people: People, slack: State, articles: Articles) -> None:
    desk, card, _ = await opened(people, slack, articles)
    slack.refuse("chat.update", "message_not_found", times=2)
    await people.reply("U1", desk, card.ts, "C1 true")
    await line_in(slack, card, "^C1 ruled true.*1 of 3$")


async def test_what_people_write_stays_out_of_the_log(
    people: People, slack: State, articles: Articles, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    desk, card, _ = await opened(people, slack, articles)
    await people.reply("U1", desk, card.ts, "C1 true because Serhii told me so")
    await line_in(slack, card, "^C1 ruled true")
    logged = caplog.text
    assert "ruled case=" in logged
    for secret in ("Serhii", "depot", "xoxb-", "local-secret", "response/"):
        assert secret not in logged
