"""Blocks are made ready to draw: each element is told apart, and knows what it sends."""

from typing import Any

from bot.sandbox.browser.kit import Surface, drawn

SURFACE = Surface("m1", {"surface": "message"}, {"why": "Say more."})


def button(action: str = "rule", **more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": action, "text": {"type": "plain_text", "text": "Rule"}, **more}


def test_elements_of_one_action_are_counted_through_the_message() -> None:
    blocks = [
        {"type": "actions", "block_id": "a", "elements": [button(), button("drop")]},
        {"type": "section", "block_id": "b", "accessory": button()},
    ]
    first, second = drawn(blocks, SURFACE)
    assert [one["dom"] for one in first["elements"]] == ["m1-rule-0", "m1-drop-0"]
    assert second["accessory"]["dom"] == "m1-rule-1"
    assert second["accessory"]["sends"] == {
        "surface": "message",
        "action_id": "rule",
        "number": "1",
        "field": "b|rule",
    }


def test_an_input_tells_the_app_of_nothing_unless_it_asks_to() -> None:
    quiet = {"type": "input", "block_id": "why", "element": {"type": "plain_text_input", "action_id": "why"}}
    first, second = drawn([quiet, quiet | {"dispatch_action": True}], SURFACE)
    assert first["element"]["sends"] is None
    assert second["element"]["sends"]["action_id"] == "why"


def test_what_is_wrong_stands_at_its_block() -> None:
    assert [one["error"] for one in drawn([{"type": "divider", "block_id": "why"}, {"type": "divider"}], SURFACE)] == [
        "Say more.",
        None,
    ]


def test_what_was_given_stays_as_it_is() -> None:
    given = {"type": "actions", "block_id": "a", "elements": [button()]}
    drawn([given], SURFACE)
    assert given == {"type": "actions", "block_id": "a", "elements": [button()]}
