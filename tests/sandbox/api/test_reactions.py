from typing import Any

import pytest

from tests.sandbox.api.desk import BOT, Desk, refused


async def test_an_emoji_comes_and_goes(desk: Desk) -> None:
    message = desk.write()
    about = {"channel": "C1", "timestamp": message.ts}
    await desk.client.reactions_add(name="eyes", **about)
    assert message.reactions == {"eyes": [BOT]}
    shown = (await desk.client.reactions_get(channel="C1", timestamp=message.ts))["message"]["reactions"]
    assert shown == [{"name": "eyes", "users": [BOT], "count": 1}]
    await desk.client.reactions_remove(name="eyes", **about)
    assert message.reactions == {}
    assert [event["type"] for event in desk.told] == ["reaction_added", "reaction_removed"]


async def test_an_emoji_is_put_once_and_taken_once(desk: Desk) -> None:
    about = {"channel": "C1", "timestamp": desk.write(reactions={"eyes": ["U1"]}).ts, "name": "eyes"}
    await refused(desk.client.reactions_remove(**about), "no_reaction")
    await desk.client.reactions_add(**about)
    await refused(desk.client.reactions_add(**about), "already_reacted")


async def test_a_message_bears_so_many_emoji_and_no_more(desk: Desk) -> None:
    message = desk.write(reactions={f"e{number}": ["U1"] for number in range(50)})
    await refused(desk.client.reactions_add(channel="C1", timestamp=message.ts, name="eyes"), "too_many_emoji")
    await desk.client.reactions_add(channel="C1", timestamp=message.ts, name="e0")


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"channel": None}, "no_item_specified"),
        ({"timestamp": None}, "no_item_specified"),
        ({"timestamp": "1.0"}, "message_not_found"),
        ({"channel": "G1"}, "channel_not_found"),
        ({"channel": "C2"}, "not_in_channel"),
        ({"channel": "C9"}, "is_archived"),
        ({"name": "two words"}, "invalid_name"),
    ],
)
async def test_what_slack_does_not_take_is_no_reaction(desk: Desk, said: dict[str, Any], error: str) -> None:
    message = desk.write()
    usual = {"channel": "C1", "timestamp": message.ts, "name": "eyes"}
    await refused(desk.client.api_call("reactions.add", json=usual | said), error)
    assert message.reactions == {}
