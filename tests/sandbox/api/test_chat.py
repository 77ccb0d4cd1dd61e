from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.api.desk import BOT, Desk, refused, section

METADATA = {"event_type": "briefing", "event_payload": {"key": "k1"}}


async def test_a_message_is_posted_and_everybody_hears_of_it(desk: Desk) -> None:
    answer = await desk.client.chat_postMessage(
        channel="C1", text="Hello", blocks=[section()], metadata=METADATA, unfurl_links=False, unfurl_media=False
    )
    message = desk.team.message("C1", answer["ts"])
    assert message
    assert (message.user, message.bot_id, message.app_id) == (BOT, "B0BOT", "A0FACTDESK")
    assert (message.unfurl_links, message.unfurl_media, message.metadata) == (False, False, METADATA)
    assert answer["message"]["blocks"][0]["block_id"] == message.blocks[0]["block_id"]
    assert [(event["type"], event["ts"]) for event in desk.told] == [("message", message.ts)]
    assert desk.slack.changes[-2].kind == "message"


async def test_a_message_to_a_person_goes_to_their_direct_messages(desk: Desk) -> None:
    answer = await desk.client.chat_postMessage(channel="U1", text="Hello")
    assert answer["channel"] == "DU1"
    assert desk.team.channels["DU1"].members == {"U1", BOT}


async def test_a_channel_may_be_named(desk: Desk) -> None:
    assert (await desk.client.chat_postMessage(channel="#fact-desk", text="Hello"))["channel"] == "C1"


async def test_a_reply_stands_in_its_thread(desk: Desk) -> None:
    parent = desk.write()
    answer = await desk.client.chat_postMessage(channel="C1", text="Hello", thread_ts=parent.ts, reply_broadcast=True)
    (reply,) = desk.team.thread("C1", parent.ts)
    assert (reply.ts, reply.broadcast) == (answer["ts"], True)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"channel": "C0", "text": "x"}, "channel_not_found"),
        ({"channel": "#nowhere", "text": "x"}, "channel_not_found"),
        ({"channel": "G1", "text": "x"}, "channel_not_found"),
        ({"channel": BOT, "text": "x"}, "channel_not_found"),
        ({"channel": "C2", "text": "x"}, "not_in_channel"),
        ({"channel": "C9", "text": "x"}, "is_archived"),
        ({"channel": "C1"}, "no_text"),
        ({"channel": "C1", "text": " "}, "no_text"),
        ({"channel": "C1", "text": "x", "thread_ts": "1.0"}, "thread_not_found"),
        ({"channel": "C1", "blocks": "no json"}, "invalid_blocks_format"),
        ({"channel": "C1", "blocks": {"type": "divider"}}, "invalid_blocks_format"),
        ({"channel": "C1", "blocks": [{"type": "divide"}]}, "invalid_blocks"),
        ({"channel": "C1", "blocks": [section("x" * 3000)] * 5}, "msg_blocks_too_long"),
        ({"channel": "C1", "text": "x", "metadata": "no json"}, "invalid_metadata_format"),
        ({"channel": "C1", "text": "x", "metadata": {"event_type": "t"}}, "invalid_metadata_format"),
        ({"channel": "C1", "text": "x", "metadata": METADATA | {"event_payload": "p"}}, "invalid_metadata_format"),
        (
            {"channel": "C1", "text": "x", "metadata": METADATA | {"event_payload": {"k": "v" * 16000}}},
            "metadata_too_large",
        ),
    ],
)
async def test_what_slack_does_not_take_is_not_posted(desk: Desk, said: dict[str, Any], error: str) -> None:
    await refused(desk.client.api_call("chat.postMessage", json=said), error)
    assert desk.team.messages == []


async def test_a_reply_to_a_reply_has_no_thread(desk: Desk) -> None:
    reply = desk.write(thread_ts=desk.write().ts)
    await refused(desk.client.chat_postMessage(channel="C1", text="x", thread_ts=reply.ts), "thread_not_found")


async def test_a_bad_block_is_pointed_at(desk: Desk) -> None:
    post = desk.client.chat_postMessage(channel="C1", text="Hello", blocks=[section(), section("x" * 3001)])
    answer = await refused(post, "invalid_blocks")
    words = "must be less than 3001 characters [json-pointer:/blocks/1/text/text]"
    assert answer["errors"] == [words]
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {words}"]


async def test_a_public_channel_takes_a_stranger_with_the_scope_for_it(desk: Desk) -> None:
    desk.narrowed("chat:write", "chat:write.public")
    assert (await desk.client.chat_postMessage(channel="C2", text="Hello"))["ok"] is True


async def test_a_text_beyond_forty_thousand_characters_is_cut(desk: Desk) -> None:
    await desk.client.chat_postMessage(channel="C1", text="x" * 40_001)
    assert len(desk.team.messages[0].text) == 40_000


async def test_a_channel_takes_a_burst_and_then_one_message_a_second(desk: Desk) -> None:
    desk.slack.posts_per_second = 0.001
    for number in range(5):
        await desk.client.chat_postMessage(channel="C1", text=str(number))
    with pytest.raises(SlackApiError) as raised:
        await desk.client.chat_postMessage(channel="C1", text="one too many")
    assert (raised.value.response.status_code, raised.value.response["error"]) == (429, "rate_limited")
    assert int(raised.value.response.headers["Retry-After"]) > 900
    await desk.client.chat_postMessage(channel="G2", text="elsewhere")
    assert [message.channel for message in desk.team.messages] == ["C1"] * 5 + ["G2"]


async def test_a_text_without_blocks_takes_the_old_blocks_away(desk: Desk) -> None:
    ts = (await desk.client.chat_postMessage(channel="C1", text="Hello", blocks=[section()], metadata=METADATA))["ts"]
    await desk.client.chat_update(channel="C1", ts=ts, text="Plain")
    (message,) = desk.team.messages
    assert (message.text, message.blocks, message.metadata) == ("Plain", [], METADATA)
    assert message.edited
    assert message.versions[0][1][0]["type"] == "section"
    assert desk.told[-1]["subtype"] == "message_changed"


async def test_metadata_alone_changes_no_words(desk: Desk) -> None:
    ts = (await desk.client.chat_postMessage(channel="C1", text="Hello", blocks=[section()], metadata=METADATA))["ts"]
    await desk.client.api_call("chat.update", json={"channel": "C1", "ts": ts, "metadata": {}})
    (message,) = desk.team.messages
    assert message.metadata is None
    assert message.blocks


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"channel": "C0"}, "channel_not_found"),
        ({"ts": "1.0"}, "message_not_found"),
        ({"text": "x" * 4001}, "msg_too_long"),
        ({"text": ""}, "no_text"),
        ({"blocks": [{}]}, "invalid_blocks"),
    ],
)
async def test_a_change_that_slack_does_not_take_changes_nothing(desk: Desk, said: dict[str, Any], error: str) -> None:
    ts = (await desk.client.chat_postMessage(channel="C1", text="Before"))["ts"]
    await refused(desk.client.api_call("chat.update", json={"channel": "C1", "ts": ts} | said), error)
    assert [message.text for message in desk.team.messages] == ["Before"]


async def test_nobody_changes_or_deletes_what_another_wrote(desk: Desk) -> None:
    ts = desk.write().ts
    await refused(desk.client.chat_update(channel="C1", ts=ts, text="x"), "cant_update_message")
    await refused(desk.client.chat_delete(channel="C1", ts=ts), "cant_delete_message")


async def test_nothing_changes_in_an_archived_channel(desk: Desk) -> None:
    ts = (await desk.client.chat_postMessage(channel="C1", text="Before"))["ts"]
    desk.team.channels["C1"].archived = True
    await refused(desk.client.chat_update(channel="C1", ts=ts, text="After"), "is_inactive")


async def test_a_deleted_message_is_gone(desk: Desk) -> None:
    ts = (await desk.client.chat_postMessage(channel="C1", text="Hello"))["ts"]
    await desk.client.chat_delete(channel="C1", ts=ts)
    assert desk.team.messages == []
    assert desk.told[-1]["subtype"] == "message_deleted"
    await refused(desk.client.chat_delete(channel="C1", ts=ts), "message_not_found")


async def test_a_permalink_leads_to_the_message_and_its_thread(desk: Desk) -> None:
    parent = desk.write()
    reply = desk.write(thread_ts=parent.ts)
    link = (await desk.client.chat_getPermalink(channel="C1", message_ts=parent.ts))["permalink"]
    assert link == f"{desk.slack.url}/archives/C1/p{parent.ts.replace('.', '')}"
    link = (await desk.client.chat_getPermalink(channel="C1", message_ts=reply.ts))["permalink"]
    assert link.endswith(f"?thread_ts={parent.ts}&cid=C1")


async def test_there_is_no_permalink_to_nothing(desk: Desk) -> None:
    await refused(desk.client.chat_getPermalink(channel="C1", message_ts="1.0"), "message_not_found")
    await refused(desk.client.chat_getPermalink(channel="G1", message_ts="1.0"), "channel_not_found")
