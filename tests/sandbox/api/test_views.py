from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.api.views import TRIGGER_SECONDS
from tests.sandbox.api.desk import Desk, home, modal, refused, section

INPUT = {
    "type": "input",
    "block_id": "why",
    "label": {"type": "plain_text", "text": "Why"},
    "element": {"type": "plain_text_input", "action_id": "text"},
}


async def test_a_trigger_opens_a_modal_before_its_person(desk: Desk) -> None:
    answer = await desk.client.views_open(trigger_id=desk.trigger("U2"), view=modal(private_metadata="C1"))
    (view,) = desk.team.stacks["U2"]
    assert answer["view"]["id"] == view.id == answer["view"]["root_view_id"]
    assert (answer["view"]["private_metadata"], answer["view"]["state"]) == ("C1", {"values": {}})
    assert view.body["blocks"][0]["block_id"]


async def test_a_trigger_is_good_once(desk: Desk) -> None:
    trigger = desk.trigger()
    await desk.client.views_open(trigger_id=trigger, view=modal())
    await refused(desk.client.views_open(trigger_id=trigger, view=modal()), "exchanged_trigger_id")


async def test_a_trigger_is_good_for_three_seconds(desk: Desk) -> None:
    trigger = desk.trigger()
    desk.slack.triggers[trigger].issued -= TRIGGER_SECONDS + 0.1
    await refused(desk.client.views_open(trigger_id=trigger, view=modal()), "expired_trigger_id")


async def test_a_trigger_of_nowhere_opens_nothing(desk: Desk) -> None:
    await refused(desk.client.views_open(trigger_id="1.2.3", view=modal()), "invalid_trigger_id")


async def test_a_trigger_of_another_workspace_opens_nothing(desk: Desk) -> None:
    desk.slack.add_team("T1ORG", "Org")
    client = AsyncWebClient("xoxb-local-org", base_url=desk.client.base_url)
    await refused(client.views_open(trigger_id=desk.trigger(), view=modal()), "invalid_trigger_id")


async def test_a_modal_wants_a_trigger(desk: Desk) -> None:
    answer = await refused(desk.client.api_call("views.open", json={"view": modal()}), "invalid_arguments")
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: trigger_id"]


@pytest.mark.parametrize(
    ("view", "message"),
    [
        ("no json", None),
        ([], "must be an object [json-pointer:/view]"),
        (
            modal(title={"type": "plain_text", "text": "x" * 25}),
            "must be less than 25 characters [json-pointer:/view/title/text]",
        ),
        (modal(colour="red"), "invalid additional property: colour [json-pointer:/view]"),
        (home(), "unsupported type: home [json-pointer:/view/type]"),
    ],
)
async def test_a_malformed_view_is_pointed_at(desk: Desk, view: object, message: str | None) -> None:
    said = {"trigger_id": desk.trigger(), "view": view}
    answer = await refused(desk.client.api_call("views.open", json=said), "invalid_arguments")
    assert answer.get("response_metadata", {}).get("messages") == ([f"[ERROR] {message}"] if message else None)
    assert desk.team.stacks == {}


async def test_a_refused_view_leaves_the_trigger_good(desk: Desk) -> None:
    trigger = desk.trigger()
    await refused(desk.client.views_open(trigger_id=trigger, view=modal(blocks=[])), "invalid_arguments")
    await desk.client.views_open(trigger_id=trigger, view=modal())


async def test_a_view_beyond_250_kilobytes_is_too_large(desk: Desk) -> None:
    view = modal(blocks=[section("x" * 3000)] * 90)
    await refused(desk.client.views_open(trigger_id=desk.trigger(), view=view), "view_too_large")


async def test_modals_stand_three_deep_and_no_deeper(desk: Desk) -> None:
    root = (await desk.client.views_open(trigger_id=desk.trigger(), view=modal()))["view"]
    second = (await desk.client.views_push(trigger_id=desk.trigger(), view=modal()))["view"]
    await desk.client.views_push(trigger_id=desk.trigger(), view=modal())
    await refused(desk.client.views_push(trigger_id=desk.trigger(), view=modal()), "push_limit_reached")
    assert (second["root_view_id"], second["previous_view_id"]) == (root["id"], root["id"])
    assert len(desk.team.stacks["U1"]) == 3


async def test_a_modal_is_not_pushed_on_nothing(desk: Desk) -> None:
    await refused(desk.client.views_push(trigger_id=desk.trigger(), view=modal()), "not_found")


async def test_an_updated_view_keeps_what_stands_in_fields_that_stay(desk: Desk) -> None:
    submit = {"type": "plain_text", "text": "Send"}
    opened = (await desk.client.views_open(trigger_id=desk.trigger(), view=modal(blocks=[INPUT], submit=submit)))[
        "view"
    ]
    (view,) = desk.team.stacks["U1"]
    view.values = {"why": {"text": {"type": "plain_text_input", "value": "because"}}, "gone": {}}
    body = modal(blocks=[section(), INPUT], submit=submit, external_id="rule-1")
    updated = (await desk.client.views_update(view_id=opened["id"], hash=opened["hash"], view=body))["view"]
    assert list(updated["state"]["values"]) == ["why"]
    assert updated["hash"] != opened["hash"]
    again = await desk.client.views_update(external_id="rule-1", view=body)
    assert again["view"]["id"] == opened["id"]


async def test_a_view_that_changed_meanwhile_is_a_conflict(desk: Desk) -> None:
    opened = (await desk.client.views_open(trigger_id=desk.trigger(), view=modal()))["view"]
    await desk.client.views_update(view_id=opened["id"], view=modal())
    update = desk.client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal())
    await refused(update, "hash_conflict")


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"view_id": "V9"}, "not_found"),
        ({"external_id": "rule-9"}, "not_found"),
        ({}, "invalid_arguments"),
        ({"view_id": "V9", "external_id": "rule-9"}, "invalid_arguments"),
    ],
)
async def test_a_view_is_found_by_one_of_its_ids(desk: Desk, said: dict[str, Any], error: str) -> None:
    await refused(desk.client.api_call("views.update", json={"view": modal()} | said), error)


async def test_an_external_id_stands_for_one_view(desk: Desk) -> None:
    await desk.client.views_open(trigger_id=desk.trigger("U1"), view=modal(external_id="rule-1"))
    second = desk.client.views_open(trigger_id=desk.trigger("U2"), view=modal(external_id="rule-1"))
    await refused(second, "duplicate_external_id")


async def test_a_home_is_published_and_published_again(desk: Desk) -> None:
    first = (await desk.client.views_publish(user_id="U1", view=home()))["view"]
    second = (await desk.client.views_publish(user_id="U1", view=home(), hash=first["hash"]))["view"]
    assert first["id"] == second["id"] == desk.team.homes["U1"].id
    assert [view.hash for view in desk.team.published] == [first["hash"], second["hash"]]
    await refused(desk.client.views_publish(user_id="U1", view=home(), hash=first["hash"]), "hash_conflict")


async def test_a_home_is_somebodys(desk: Desk) -> None:
    await refused(desk.client.views_publish(user_id="U9", view=home()), "user_not_found")


async def test_an_app_without_a_home_publishes_none(desk: Desk) -> None:
    desk.slack.app = replace(desk.slack.app, home=False)
    await refused(desk.client.views_publish(user_id="U1", view=home()), "not_enabled")
