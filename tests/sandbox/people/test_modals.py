"""Modals before a person: sent, refused, changed, stacked and closed."""

from typing import Any

import pytest
from aiohttp import web

from bot.sandbox import modals
from bot.sandbox.people import WHOLE_VIEW, NotThereError
from bot.sandbox.workspace import View
from tests.sandbox.listening import Workspace

TEXT = {"type": "plain_text", "text": "x"}
OPTIONS = [{"text": TEXT, "value": value} for value in ("true", "false")]


def body(title: str = "Rule", **about: Any) -> dict[str, Any]:
    """Return a modal with a choice that has to be made and words that may be left out."""
    words = {"type": "plain_text_input", "action_id": "reason", "max_length": 10, "initial_value": "because"}
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": title},
        "submit": TEXT,
        "callback_id": "ruling",
        "blocks": [
            {
                "type": "input",
                "block_id": "verdict",
                "label": TEXT,
                "element": {"type": "radio_buttons", "action_id": "verdict", "options": OPTIONS},
            },
            {"type": "input", "block_id": "reason", "label": TEXT, "optional": True, "element": words},
        ],
        **about,
    }


RULED: dict[str, Any] = {"verdict": {"verdict": {"type": "radio_buttons", "selected_option": OPTIONS[1]}}}


async def opened(desk: Workspace, **about: Any) -> View:
    return await modals.opened(desk.slack, desk.team, "U1", body(**about))


async def test_what_is_sent_holds_all_fields_and_closes(desk: Workspace) -> None:
    view = await opened(desk)
    assert (await desk.member().submit(view, RULED)).good
    sent = desk.app.last
    assert (sent["type"], sent["view"]["callback_id"], sent["view"]["id"]) == ("view_submission", "ruling", view.id)
    assert sent["view"]["state"]["values"] == {
        "verdict": {"verdict": {"type": "radio_buttons", "selected_option": OPTIONS[1]}},
        "reason": {"reason": {"type": "plain_text_input", "value": "because"}},
    }
    assert sent["response_urls"] == []
    assert desk.team.stacks["U1"] == []


@pytest.mark.parametrize(
    ("values", "block"),
    [({}, "verdict"), (RULED | {"reason": {"reason": {"type": "plain_text_input", "value": "w" * 11}}}, "reason")],
)
async def test_what_slack_itself_sees_is_not_sent(desk: Workspace, values: dict[str, Any], block: str) -> None:
    view = await opened(desk)
    answer = await desk.member().submit(view, values)
    assert not answer.good
    assert desk.app.heard == []
    assert set(view.errors) == {block}
    assert desk.member().modal() is view


async def test_errors_stand_at_their_fields_until_it_is_sent_again(desk: Workspace) -> None:
    view = await opened(desk)
    desk.app.answers = [web.json_response({"response_action": "errors", "errors": {"reason": "Say why."}})]
    await desk.member().submit(view, RULED)
    assert view.errors == {"reason": "Say why."}
    assert desk.member().modal() is view
    await desk.member().submit(view, RULED)
    assert desk.team.stacks["U1"] == []


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"elsewhere": "What?"}},
        {"response_action": "errors"},
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "push"},
        {"response_action": "explode"},
    ],
)
async def test_an_answer_that_makes_no_sense_is_trouble(desk: Workspace, answer: dict[str, Any]) -> None:
    view = await opened(desk)
    desk.app.answers = [web.json_response(answer)]
    await desk.member().submit(view, RULED)
    assert "trouble connecting" in view.errors[WHOLE_VIEW]
    assert desk.member().modal() is view


async def test_an_app_that_fails_is_trouble(desk: Workspace) -> None:
    view = await opened(desk)
    desk.app.answers = [web.Response(status=500)]
    await desk.member().submit(view, RULED)
    assert "trouble connecting" in view.errors[WHOLE_VIEW]


async def test_an_update_keeps_the_modal_and_what_was_chosen(desk: Workspace) -> None:
    view = await opened(desk)
    before = view.hash
    desk.app.answers = [web.json_response({"response_action": "update", "view": body("Sure?")})]
    await desk.member().submit(view, RULED)
    assert desk.member().modal() is view
    assert view.body["title"]["text"] == "Sure?"
    assert view.hash != before
    assert view.values["verdict"] == RULED["verdict"]


async def test_the_stack_takes_three_and_is_cleared(desk: Workspace) -> None:
    first = await opened(desk)
    pushes = [web.json_response({"response_action": "push", "view": body(str(n))}) for n in range(3)]
    desk.app.answers = pushes
    for _ in range(2):
        await desk.member().submit(desk.member().modal(), RULED)
    top = desk.member().modal()
    assert (top.root, top.previous) == (first.id, desk.team.stacks["U1"][1].id)
    await desk.member().submit(top, RULED)
    assert WHOLE_VIEW in top.errors
    desk.app.answers = [web.json_response({"response_action": "clear"})]
    await desk.member().submit(top, RULED)
    assert desk.team.stacks["U1"] == []


async def test_closing_is_told_where_the_view_asks_for_it(desk: Workspace) -> None:
    await desk.member().close(await opened(desk))
    assert desk.app.heard == []
    view = await opened(desk, notify_on_close=True)
    await modals.pushed(desk.slack, desk.team, "U1", body(notify_on_close=True))
    await desk.member().close(desk.member().modal())
    assert desk.member().modal() is view
    await desk.member().close(view, all=True)
    assert [(one.payload["type"], one.payload["is_cleared"]) for one in desk.app.heard] == [
        ("view_closed", False),
        ("view_closed", True),
    ]
    with pytest.raises(NotThereError):
        desk.member().modal()


async def test_what_is_not_open_is_not_sent(desk: Workspace) -> None:
    view = await opened(desk)
    await desk.member().close(view)
    with pytest.raises(NotThereError):
        await desk.member().submit(view, RULED)


async def test_a_channel_chosen_for_the_answer_gets_an_address(desk: Workspace) -> None:
    where = {
        "type": "conversations_select",
        "action_id": "where",
        "response_url_enabled": True,
        "initial_conversation": "C0DESK",
    }
    block = {"type": "input", "block_id": "where", "label": TEXT, "element": where}
    view = await modals.opened(desk.slack, desk.team, "U1", body() | {"blocks": [block]})
    await desk.member().submit(view, {})
    (given,) = desk.app.last["response_urls"]
    assert (given["channel_id"], given["block_id"], given["action_id"]) == ("C0DESK", "where", "where")
    assert given["response_url"].rpartition("/response/")[2] in desk.slack.response_urls
