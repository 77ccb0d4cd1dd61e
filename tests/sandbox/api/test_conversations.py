import pytest

from bot.sandbox.workspace import Channel
from tests.sandbox.api.desk import BOT, Desk, refused


async def test_a_channel_is_described(desk: Desk) -> None:
    channel = (await desk.client.conversations_info(channel="C1"))["channel"]
    assert (channel["name"], channel["is_member"], channel["num_members"]) == ("fact-desk", True, 3)
    assert (await desk.client.conversations_info(channel="C2"))["channel"]["is_member"] is False


async def test_a_direct_message_says_with_whom(desk: Desk) -> None:
    desk.team.im("U2")
    channel = (await desk.client.conversations_info(channel="DU2"))["channel"]
    assert (channel["is_im"], channel["user"]) == (True, "U2")


async def test_what_hides_from_the_bot_is_not_found(desk: Desk) -> None:
    desk.team.channels["DU1U2"] = Channel("DU1U2", desk.team.id, "", "im", {"U1", "U2"})
    for hidden in ("C0", "G1", "DU1U2"):
        await refused(desk.client.conversations_info(channel=hidden), "channel_not_found")


async def test_each_kind_of_channel_has_a_scope_of_its_own(desk: Desk) -> None:
    desk.narrowed("channels:read")
    answer = await refused(desk.client.conversations_info(channel="G2"), "missing_scope")
    assert answer["needed"] == "groups:read"


async def test_the_members_come_in_pages(desk: Desk) -> None:
    first = await desk.client.conversations_members(channel="C1", limit=2)
    assert first["members"] == [BOT, "U1"]
    cursor = first["response_metadata"]["next_cursor"]
    second = await desk.client.conversations_members(channel="C1", limit=2, cursor=cursor)
    assert second["members"] == ["U2"]
    assert second["response_metadata"]["next_cursor"] == ""


@pytest.mark.parametrize("cursor", ["%", "bmV4dDpVOQ=="])
async def test_a_cursor_that_was_not_given_out_is_invalid(desk: Desk, cursor: str) -> None:
    await refused(desk.client.conversations_members(channel="C1", cursor=cursor), "invalid_cursor")


@pytest.mark.parametrize("limit", ["0", "1000", "-1"])
async def test_a_page_is_neither_empty_nor_endless(desk: Desk, limit: str) -> None:
    await refused(
        desk.client.api_call("conversations.members", params={"channel": "C1", "limit": limit}), "invalid_limit"
    )


async def test_a_limit_is_a_number(desk: Desk) -> None:
    call = desk.client.api_call("conversations.members", params={"channel": "C1", "limit": "many"})
    answer = await refused(call, "invalid_arguments")
    assert answer["response_metadata"]["messages"] == ["[ERROR] must be an integer [json-pointer:/limit]"]


async def test_the_client_reads_all_pages_by_itself(desk: Desk) -> None:
    pages = [page["channels"] async for page in await desk.client.conversations_list(limit=1)]
    assert [[one["id"] for one in page] for page in pages] == [["C1"], ["C2"], ["C9"]]


async def test_a_list_holds_what_the_bot_may_know_of(desk: Desk) -> None:
    answer = await desk.client.conversations_list(types="public_channel,private_channel", exclude_archived=True)
    assert [channel["id"] for channel in answer["channels"]] == ["C1", "C2", "G2"]


async def test_a_list_wants_a_scope_for_each_of_its_types(desk: Desk) -> None:
    desk.narrowed("channels:read", "im:read")
    answer = await refused(desk.client.conversations_list(types="public_channel,private_channel"), "missing_scope")
    assert answer["needed"] == "channels:read,groups:read"


async def test_a_type_that_is_none_is_invalid(desk: Desk) -> None:
    await refused(desk.client.conversations_list(types="open"), "invalid_types")


async def test_the_channels_of_somebody_are_listed(desk: Desk) -> None:
    mine = await desk.client.users_conversations(types="public_channel,private_channel")
    assert [channel["id"] for channel in mine["channels"]] == ["C1", "C9", "G2"]
    theirs = await desk.client.users_conversations(user="U1", types="public_channel,private_channel")
    assert [channel["id"] for channel in theirs["channels"]] == ["C1", "C2", "C9", "G2"]
    await refused(desk.client.users_conversations(user="U9"), "user_not_found")


async def test_the_bot_joins_a_public_channel(desk: Desk) -> None:
    assert (await desk.client.conversations_join(channel="C2"))["channel"]["is_member"] is True
    assert desk.told[0]["type"] == "member_joined_channel"
    assert (await desk.client.conversations_join(channel="C2"))["warning"] == "already_in_channel"
    assert len(desk.told) == 1


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0", "channel_not_found"),
        ("C9", "is_archived"),
        ("G2", "method_not_supported_for_channel_type"),
    ],
)
async def test_not_every_channel_can_be_joined(desk: Desk, channel: str, error: str) -> None:
    await refused(desk.client.conversations_join(channel=channel), error)


async def test_direct_messages_are_opened_once(desk: Desk) -> None:
    first = await desk.client.conversations_open(users="U1")
    assert first["channel"] == {"id": "DU1"}
    again = await desk.client.conversations_open(users=["U1"], return_im=True)
    assert (again["already_open"], again["channel"]["user"]) == (True, "U1")
    assert (await desk.client.conversations_open(channel="DU1"))["channel"]["id"] == "DU1"


async def test_several_people_share_one_conversation(desk: Desk) -> None:
    first = await desk.client.conversations_open(users=["U1", "U2"])
    again = await desk.client.conversations_open(users=["U2", "U1"])
    assert first["channel"]["id"] == again["channel"]["id"]
    channel = desk.team.channels[first["channel"]["id"]]
    assert (channel.kind, channel.members) == ("mpim", {"U1", "U2", BOT})


@pytest.mark.parametrize(
    ("users", "error"),
    [
        ("", "users_list_not_supplied"),
        ("U9", "user_not_found"),
        (BOT, "cannot_dm_bot"),
        (",".join(f"U{number}" for number in range(9)), "too_many_users"),
    ],
)
async def test_not_everybody_can_be_spoken_to(desk: Desk, users: str, error: str) -> None:
    await refused(desk.client.api_call("conversations.open", json={"users": users}), error)


async def test_one_person_and_several_are_different_scopes(desk: Desk) -> None:
    desk.narrowed("im:write")
    await desk.client.conversations_open(users="U1")
    answer = await refused(desk.client.conversations_open(users="U1,U2"), "missing_scope")
    assert answer["needed"] == "mpim:write"
