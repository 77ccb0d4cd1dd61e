from typing import Any

import pytest

from tests.sandbox.api.desk import Desk, refused


async def test_a_history_comes_newest_first_and_without_replies(desk: Desk) -> None:
    first, second = desk.write("first"), desk.write("second")
    desk.write("reply", thread_ts=first.ts)
    shown = desk.write("shown", thread_ts=first.ts, broadcast=True)
    messages = (await desk.client.conversations_history(channel="C1"))["messages"]
    assert [message["ts"] for message in messages] == [shown.ts, second.ts, first.ts]
    assert messages[-1]["reply_count"] == 2


async def test_a_history_comes_in_pages(desk: Desk) -> None:
    written = [desk.write(str(number)) for number in range(3)]
    reading = await desk.client.conversations_history(channel="C1", limit=2)
    pages = [([message["ts"] for message in page["messages"]], page["has_more"]) async for page in reading]
    assert pages == [([written[2].ts, written[1].ts], True), ([written[0].ts], False)]


async def test_a_history_has_bounds(desk: Desk) -> None:
    first, second, third = (desk.write(str(number)).ts for number in range(3))
    bounds: dict[str, Any] = {"oldest": first, "latest": third}
    between = await desk.client.conversations_history(channel="C1", **bounds)
    assert [message["ts"] for message in between["messages"]] == [second]
    with_them = await desk.client.conversations_history(channel="C1", inclusive=True, **bounds)
    assert len(with_them["messages"]) == 3


async def test_metadata_is_shown_to_who_asks_for_it(desk: Desk) -> None:
    desk.write(metadata={"event_type": "t", "event_payload": {}})
    plain = await desk.client.conversations_history(channel="C1")
    assert "metadata" not in plain["messages"][0]
    full = await desk.client.conversations_history(channel="C1", include_all_metadata=True)
    assert full["messages"][0]["metadata"]["event_type"] == "t"


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"channel": "C2"}, "not_in_channel"),
        ({"channel": "G1"}, "channel_not_found"),
        ({"channel": "C1", "oldest": "yesterday"}, "invalid_ts_oldest"),
        ({"channel": "C1", "latest": "today"}, "invalid_ts_latest"),
    ],
)
async def test_not_every_history_can_be_read(desk: Desk, asked: dict[str, str], error: str) -> None:
    desk.write()
    await refused(desk.client.api_call("conversations.history", params=asked), error)


async def test_a_thread_is_read_from_its_parent_or_a_reply(desk: Desk) -> None:
    parent = desk.write("parent")
    replies = [desk.write(str(number), thread_ts=parent.ts) for number in range(2)]
    for ts in (parent.ts, replies[1].ts):
        messages = (await desk.client.conversations_replies(channel="C1", ts=ts))["messages"]
        assert [message["ts"] for message in messages] == [parent.ts, *(reply.ts for reply in replies)]


async def test_there_is_no_thread_of_nothing(desk: Desk) -> None:
    await refused(desk.client.conversations_replies(channel="C1", ts="1.0"), "thread_not_found")
