"""Commands, shortcuts and presses, as the app hears of them and as the person sees what came of it."""

import asyncio
from typing import Any

import pytest
from aiohttp import web

from bot.sandbox.people import Gone
from bot.sandbox.workspace import Message, View, Whisper
from tests.sandbox.listening import Workspace

TEXT = {"type": "plain_text", "text": "x"}
OPTIONS = [{"text": TEXT, "value": value} for value in ("a", "b", "c")]
GO = {"type": "button", "action_id": "go", "text": TEXT}
BLOCKS: list[dict[str, Any]] = [
    {"type": "section", "block_id": "s", "text": TEXT, "accessory": {"type": "image", "image_url": "https://x/y.png"}},
    {"type": "actions", "block_id": "few", "elements": [GO | {"value": "1"}]},
    {
        "type": "actions",
        "block_id": "many",
        "elements": [
            GO | {"value": "2"},
            {"type": "static_select", "action_id": "one", "options": OPTIONS, "initial_option": OPTIONS[2]},
            {"type": "checkboxes", "action_id": "some", "options": OPTIONS},
            {"type": "datepicker", "action_id": "day", "initial_date": "2025-07-26"},
            {"type": "overflow", "action_id": "more", "options": OPTIONS},
            {"type": "users_select", "action_id": "who"},
        ],
    },
]


def message(desk: Workspace, **about: Any) -> Message:
    """Return a message of the bot's with things to press."""
    said = Message(desk.team.id, "C0DESK", desk.slack.ts(), "U0BOT", "card", BLOCKS, bot_id="B0BOT", **about)
    desk.team.messages.append(said)
    return said


async def test_a_command_is_complete(desk: Workspace) -> None:
    answer = await desk.member().command("C0DESK", "/brief  https://a.example/?x=1&y=2 <b>\nsecond line ")
    assert answer.good
    sent = desk.app.last
    assert (sent["command"], sent["user_id"], sent["user_name"]) == ("/brief", "U1", "name-u1")
    assert sent["text"] == "https://a.example/?x=1&amp;y=2 &lt;b&gt;\nsecond line"
    assert (sent["channel_id"], sent["channel_name"], sent["team_domain"]) == ("C0DESK", "fact-desk", "desk")
    assert sent["trigger_id"] in desk.slack.triggers
    assert sent["response_url"].rpartition("/response/")[2] in desk.slack.response_urls


async def test_a_command_that_asks_for_it_marks_people_and_links(desk: Workspace) -> None:
    await desk.member().command("C0DESK", "/marked @name-u2 https://a.example/")
    assert desk.app.last["text"] == "<@U2> <https://a.example/>"


async def test_a_command_nobody_registered_goes_nowhere(desk: Workspace) -> None:
    answer = await desk.member().command("C0DESK", "/breif x")
    assert not answer.good
    assert desk.app.heard == []
    assert desk.team.whispers[0].way == "slackbot"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (web.Response(status=500), "dispatch_failed"),
        (web.json_response({"blocks": [{"type": "nonsense"}]}), "invalid_command_response"),
    ],
)
async def test_a_command_that_fails_is_told_by_slackbot(desk: Workspace, answer: web.Response, error: str) -> None:
    desk.app.answers = [answer]
    await desk.member().command("C0DESK", "/brief x")
    (told,) = desk.team.whispers
    assert (told.way, told.user, told.channel) == ("slackbot", "U1", "C0DESK")
    assert f"/brief failed with the error “{error}”" in told.text


async def test_an_answer_is_for_one_person_unless_it_is_said_aloud(desk: Workspace) -> None:
    desk.app.answers = [
        web.json_response({"text": "Only you"}),
        web.json_response({"text": "All", "response_type": "in_channel"}),
    ]
    for _ in range(2):
        await desk.member().command("C0DESK", "/brief x")
    await desk.deliveries.settled()
    assert [(one.way, one.text) for one in desk.team.whispers] == [("acknowledgement", "Only you")]
    assert [(one.text, one.bot_id) for one in desk.team.posts("C0DESK")] == [("All", "B0BOT")]
    assert desk.app.events("message")[0]["bot_profile"]["app_id"] == desk.slack.app.id


async def test_a_shortcut_of_a_message_brings_the_message(desk: Workspace) -> None:
    said = await desk.member("U2").say("C0DESK", "Look")
    await desk.member().shortcut("brief_message", said)
    sent = desk.app.last
    assert (sent["type"], sent["callback_id"]) == ("message_action", "brief_message")
    assert (sent["message"]["user"], sent["message"]["text"], sent["message_ts"]) == ("U2", "Look", said.ts)
    assert sent["user"]["id"] == "U1"
    assert sent["response_url"]


async def test_a_global_shortcut_knows_no_channel(desk: Workspace) -> None:
    await desk.member().shortcut("brief_anything")
    sent = desk.app.last
    assert (sent["type"], sent["callback_id"]) == ("shortcut", "brief_anything")
    assert sent["trigger_id"] in desk.slack.triggers
    assert "channel" not in sent


async def test_a_button_brings_its_message_and_an_address_to_answer(desk: Workspace) -> None:
    said = message(desk)
    await desk.member().press(said, "go", number=1)
    sent = desk.app.last
    (action,) = sent["actions"]
    assert (action["value"], action["block_id"], action["type"]) == ("2", "many", "button")
    assert sent["container"] == {
        "type": "message",
        "message_ts": said.ts,
        "channel_id": "C0DESK",
        "is_ephemeral": False,
    }
    assert sent["message"]["bot_id"] == "B0BOT"
    key = sent["response_url"].rpartition("/response/")[2]
    assert desk.slack.response_urls[key].ts == said.ts


@pytest.mark.parametrize(
    ("action_id", "value", "field", "chosen"),
    [
        ("one", "b", "selected_option", OPTIONS[1]),
        ("some", ["a", "c"], "selected_options", [OPTIONS[0], OPTIONS[2]]),
        ("day", "2025-08-01", "selected_date", "2025-08-01"),
        ("more", "c", "selected_option", OPTIONS[2]),
        ("who", "U2", "selected_user", "U2"),
    ],
)
async def test_what_is_chosen_is_told(desk: Workspace, action_id: str, value: Any, field: str, chosen: Any) -> None:
    await desk.member().press(message(desk), action_id, value=value)
    assert desk.app.last["actions"][0][field] == chosen
    held = desk.app.last["state"]["values"]["many"]
    assert held.get(action_id, {field: chosen})[field] == chosen
    assert set(held) == {"one", "some", "day", "who"}
    if action_id != "one":
        assert held["one"]["selected_option"] == OPTIONS[2]


async def test_what_is_not_there_is_not_pressed(desk: Workspace) -> None:
    for action_id, number, value in (("nothing", 0, None), ("go", 2, None), ("one", 0, "z")):
        with pytest.raises(Gone):
            await desk.member().press(message(desk), action_id, number=number, value=value)


async def test_a_note_to_one_person_is_pressed_without_its_message(desk: Workspace) -> None:
    note = Whisper("ephemeral", desk.team.id, "C0DESK", "U1", "note", BLOCKS, thread_ts="1.0", ts="2.0")
    await desk.member().press_whisper(note, "go")
    sent = desk.app.last
    assert sent["container"]["is_ephemeral"] is True
    assert (sent["container"]["message_ts"], sent["container"]["thread_ts"]) == ("2.0", "1.0")
    assert "message" not in sent


async def test_a_card_under_a_link_is_pressed_as_its_own(desk: Workspace) -> None:
    said = await desk.member("U2").say("C0DESK", "https://example.org/a https://example.org/b")
    said.unfurls = {"https://example.org/a": {"blocks": []}, "https://example.org/b": {"blocks": BLOCKS}}
    await desk.member().press_unfurl(said, "https://example.org/b", "go")
    sent = desk.app.last
    assert sent["container"] | {"message_ts": "", "channel_id": ""} == {
        "type": "message_attachment",
        "message_ts": "",
        "channel_id": "",
        "is_ephemeral": False,
        "attachment_id": 2,
        "is_app_unfurl": True,
        "app_unfurl_url": "https://example.org/b",
    }
    assert sent["app_unfurl"]["app_unfurl_url"] == "https://example.org/b"
    assert sent["message"]["user"] == "U2"


@pytest.mark.parametrize("kind", ["home", "modal"])
async def test_a_view_is_pressed_with_what_stands_in_it(desk: Workspace, kind: str) -> None:
    view = View("V1", desk.team.id, "U1", {"type": kind, "blocks": BLOCKS}, "h1")
    desk.team.homes["U1"] = view
    await (
        desk.member().press_home("one", value="a")
        if kind == "home"
        else desk.member().press_view(view, "one", value="a")
    )
    sent = desk.app.last
    assert sent["container"] == {"type": "view", "view_id": "V1"}
    assert sent["view"]["state"]["values"]["many"]["one"]["selected_option"] == OPTIONS[0]
    assert sent["view"]["app_id"] == desk.slack.app.id
    assert "response_url" not in sent
    assert "channel" not in sent


async def test_a_menu_that_the_app_fills_gets_its_options(desk: Workspace) -> None:
    menu = {"type": "external_select", "action_id": "find"}
    said = Message(
        desk.team.id, "C0DESK", "1.0", "U0BOT", "", [{"type": "actions", "block_id": "b", "elements": [menu]}]
    )
    desk.app.answers = [
        web.json_response({"options": OPTIONS}),
        web.json_response({"option_groups": [{"options": OPTIONS}]}),
    ]
    assert await desk.member().suggest(said, "find", "um") == OPTIONS
    assert (desk.app.last["type"], desk.app.last["value"]) == ("block_suggestion", "um")
    assert await desk.member().suggest(said, "find", "um") == OPTIONS
    await desk.member().press(said, "find", value=OPTIONS[0])
    assert desk.app.last["actions"][0]["selected_option"] == OPTIONS[0]


async def test_many_at_once_each_have_their_own_trigger(desk: Workspace) -> None:
    said = message(desk)
    await asyncio.gather(*(desk.member(user).press(said, "go") for user in ("U1", "U2", "U3")))
    triggers = {one.payload["trigger_id"] for one in desk.app.heard}
    assert {desk.slack.triggers[one].user for one in triggers} == {"U1", "U2", "U3"}
