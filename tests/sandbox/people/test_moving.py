"""Coming, going and the app's own tabs, as the app hears of them."""

import pytest

from bot.sandbox.people import NotThereError
from tests.sandbox.listening import Workspace


async def test_the_bot_is_invited_and_sees_from_then_on(desk: Workspace) -> None:
    await desk.member().invite("C0AWAY", "U0BOT")
    (joined,) = desk.app.events("member_joined_channel")
    assert (joined["user"], joined["inviter"], joined["channel"]) == ("U0BOT", "U1", "C0AWAY")
    await desk.member().say("C0AWAY", "hello")
    assert desk.app.events("message")[-1]["text"] == "hello"


async def test_who_joins_and_leaves_is_seen_in_the_channel(desk: Workspace) -> None:
    await desk.member("U3").join("C0DESK")
    await desk.member("U3").join("C0DESK")
    await desk.member("U3").leave("C0DESK")
    assert [one.subtype for one in desk.team.messages] == ["channel_join", "channel_leave"]
    assert "U3" not in desk.team.channels["C0DESK"].members


async def test_a_private_channel_is_not_joined(desk: Workspace) -> None:
    desk.team.channels["C0AWAY"].kind = "private"
    with pytest.raises(NotThereError):
        await desk.member("U2").join("C0AWAY")
    await desk.member("U1").invite("C0AWAY", "U2")
    assert desk.team.messages[-1].subtype == "group_join"


async def test_direct_messages_are_opened_once(desk: Workspace) -> None:
    with_bot, again = await desk.member().open_im(), await desk.member().open_im()
    between, back = await desk.member().open_im("U2"), await desk.member("U2").open_im("U1")
    assert with_bot is again
    assert between is back
    assert {with_bot.id, between.id} == {"DU1", "DU1U2"}


async def test_opening_the_home_tab_is_told_with_the_view_that_is_there(desk: Workspace) -> None:
    await desk.member().open_home()
    await desk.member().open_messages_tab()
    home, messages = desk.app.events("app_home_opened")
    assert (home["tab"], home["user"], home["channel"]) == ("home", "U1", "DU1")
    assert messages["tab"] == "messages"
    assert "view" not in home
