"""What people write reaches the app as the events that it subscribed to, and nothing else does."""

import asyncio
from dataclasses import replace

import pytest

from bot.sandbox.people import Member, NotThereError
from bot.sandbox.slack import Change
from tests.sandbox.listening import Workspace

LINK = "https://news.example.org/umerov?a=1&b=2"


async def test_a_message_is_stored_as_slack_stores_it_and_told(desk: Workspace) -> None:
    said = await desk.member().say("C0DESK", f"Look, @name-u2 & <all>: {LINK}, in #fact-desk")
    assert said.text == (
        "Look, <@U2> &amp; &lt;all&gt;: <https://news.example.org/umerov?a=1&amp;b=2>, in <#C0DESK|fact-desk>"
    )
    (event,) = desk.app.events("message")
    assert (event["text"], event["user"], event["channel_type"]) == (said.text, "U1", "channel")
    (section,) = event["blocks"][0]["elements"]
    assert [one["type"] for one in section["elements"]] == ["text", "user", "text", "link", "text", "channel"]
    assert section["elements"][3]["url"] == LINK
    outer = desk.app.heard[0].payload
    assert outer["type"] == "event_callback"
    assert outer["authorizations"][0]["user_id"] == "U0BOT"


async def test_a_mention_is_an_event_of_its_own_but_not_in_direct_messages(desk: Workspace) -> None:
    await desk.member().say("C0DESK", f"@factdesk {LINK}")
    (mention,) = desk.app.events("app_mention")
    assert mention["text"].startswith("<@U0BOT> <https://")
    assert "channel_type" not in mention
    room = await desk.member().open_im()
    await desk.member().say(room.id, "@factdesk hello")
    assert len(desk.app.events("app_mention")) == 1
    assert desk.app.events("message")[-1]["channel_type"] == "im"


async def test_where_the_app_is_no_member_it_hears_of_shared_links_alone(desk: Workspace) -> None:
    message = await desk.member().say("C0AWAY", f"@factdesk {LINK} and https://elsewhere.example/")
    (shared,) = [one.event for one in desk.app.heard]
    assert shared["type"] == "link_shared"
    assert shared["links"] == [{"domain": "example.org", "url": LINK}]
    assert (shared["message_ts"], shared["is_bot_user_member"]) == (message.ts, False)
    (hint,) = desk.team.whispers
    assert (hint.way, hint.user) == ("slackbot", "U1")
    assert "/invite @factdesk" in hint.text


async def test_without_a_subscription_or_its_scope_nothing_comes(desk: Workspace) -> None:
    install = desk.team.install
    assert install
    install.scopes -= {"channels:history"}
    await desk.member().say("C0DESK", "hello")
    desk.slack.app = replace(desk.slack.app, events=frozenset())
    await desk.member().say("C0DESK", f"@factdesk {LINK}")
    assert desk.app.heard == []


async def test_a_revoked_app_hears_no_more(desk: Workspace) -> None:
    assert desk.team.install
    desk.team.install.revoked = True
    await desk.member().say("C0DESK", "hello")
    assert desk.app.heard == []


async def test_a_reply_names_its_thread_and_may_be_shown_in_the_channel_too(desk: Workspace) -> None:
    parent = await desk.member("U2").say("C0DESK", "Morning")
    await desk.member().say("C0DESK", "Hello", thread_ts=parent.ts, broadcast=True)
    event = desk.app.events("message")[-1]
    assert (event["thread_ts"], event["parent_user_id"], event["subtype"]) == (parent.ts, "U2", "thread_broadcast")
    assert event["root"]["reply_count"] == 1


async def test_a_file_comes_with_its_message(desk: Workspace) -> None:
    await desk.member().upload("C0DESK", "report.pdf", b"%PDF-1.7", text="Read this")
    event = desk.app.events("message")[-1]
    assert event["subtype"] == "file_share"
    (file,) = event["files"]
    assert (file["mimetype"], file["filetype"], file["size"]) == ("application/pdf", "pdf", 8)
    assert desk.app.events("file_shared")[0]["file_id"] == file["id"]
    assert desk.team.files[file["id"]].content == b"%PDF-1.7"


async def test_what_is_edited_keeps_what_it_was_and_shares_new_links(desk: Workspace) -> None:
    message = await desk.member().say("C0DESK", "Look")
    await desk.member().edit(message, f"Look {LINK}")
    changed = desk.app.events("message")[-1]
    assert (changed["subtype"], changed["previous_message"]["text"]) == ("message_changed", "Look")
    assert changed["message"]["edited"]["user"] == "U1"
    assert len(desk.app.events("link_shared")) == 1
    await desk.member().edit(message, f"Look here: {LINK}")
    assert len(desk.app.events("link_shared")) == 1
    assert message.versions[0] == ("Look", [])


async def test_what_is_deleted_is_gone(desk: Workspace) -> None:
    message = await desk.member().say("C0DESK", "Oops")
    await desk.member().delete(message)
    event = desk.app.events("message")[-1]
    assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", message.ts)
    assert desk.team.messages == []


async def test_nobody_changes_what_another_wrote(desk: Workspace) -> None:
    message = await desk.member().say("C0DESK", "Mine")
    with pytest.raises(NotThereError):
        await desk.member("U2").edit(message, "Yours")
    with pytest.raises(NotThereError):
        await desk.member("U2").delete(message)


async def test_nobody_writes_where_they_are_not(desk: Workspace) -> None:
    with pytest.raises(NotThereError):
        await desk.member("U3").say("C0DESK", "hello")
    with pytest.raises(NotThereError):
        await desk.member().say("C0DESK", "hello", thread_ts="1.000001")


async def test_a_reaction_comes_and_goes_once(desk: Workspace) -> None:
    message = await desk.member().say("C0DESK", "Look")
    for _ in range(2):
        await desk.member("U2").react(message, "eyes")
    assert message.reactions == {"eyes": ["U2"]}
    for _ in range(2):
        await desk.member("U2").unreact(message, "eyes")
    assert message.reactions == {}
    (added,), (removed,) = desk.app.events("reaction_added"), desk.app.events("reaction_removed")
    assert (added["item_user"], added["item"]["ts"]) == ("U1", message.ts)
    assert removed["reaction"] == "eyes"


async def test_links_that_are_not_sent_yet_ask_for_a_preview(desk: Workspace) -> None:
    async def preview() -> None:
        unfurl_id = await desk.slack.until(
            lambda: next((one["unfurl_id"] for one in desk.app.events("link_shared")), None)
        )
        desk.team.previews[unfurl_id] = {LINK: {"blocks": []}}
        await desk.slack.changed(Change("preview", desk.team.id))

    shown, _ = await asyncio.gather(desk.member().compose(f"Look at {LINK}"), preview())
    assert shown == {LINK: {"blocks": []}}
    (event,) = desk.app.events("link_shared")
    assert (event["channel"], event["source"]) == ("COMPOSER", "composer")
    assert desk.team.messages == []
    assert await desk.member().compose("https://elsewhere.example/") == {}


async def test_nobody_at_a_page_waits_for_an_app_that_does_not_answer(desk: Workspace) -> None:
    hurried = Member(desk.slack, desk.deliveries, desk.team, "U1", wait=False)
    said = await hurried.say("C0DESK", "hello")
    assert desk.app.heard == []
    await desk.deliveries.settled()
    assert [one["ts"] for one in desk.app.events("message")] == [said.ts]
