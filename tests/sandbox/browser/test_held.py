"""A view that is drawn again begins with what the person chose before."""

from typing import Any

from bot.sandbox.browser.held import filled, first_words, local_time, picked_many


def block(**element: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": "b", "element": {"action_id": "a", **element}}


def test_what_was_chosen_goes_before_what_the_app_put_there() -> None:
    given = block(type="plain_text_input", initial_value="from the app")
    (made,) = filled([given], {"b": {"a": {"type": "plain_text_input", "value": "my own"}}})
    assert made["element"]["initial_value"] == "my own"
    assert given["element"]["initial_value"] == "from the app"


def test_a_field_that_was_emptied_stays_empty() -> None:
    given = block(type="plain_text_input", initial_value="from the app")
    (made,) = filled([given], {"b": {"a": {"type": "plain_text_input", "value": None}}})
    assert first_words(made["element"]) == ""


def test_an_element_that_nobody_touched_keeps_its_own() -> None:
    given = block(type="datepicker", initial_date="2024-03-05")
    assert filled([given], {"other": {}}) == [given]


def test_the_actions_of_a_view_are_filled_but_a_button_is_not() -> None:
    actions = {
        "type": "actions",
        "block_id": "b",
        "elements": [{"type": "users_select", "action_id": "a"}, {"type": "button", "action_id": "c", "value": "x"}],
    }
    (made,) = filled([actions], {"b": {"a": {"selected_user": "U1"}, "c": {"value": "y"}}})
    assert made["elements"] == [
        {"type": "users_select", "action_id": "a", "initial_user": "U1"},
        {"type": "button", "action_id": "c", "value": "x"},
    ]


def test_several_choices_are_read_from_options_and_ids() -> None:
    assert picked_many({"initial_options": [{"value": "x"}]}) == ["x"]
    assert picked_many({"initial_users": ["U1", "U2"]}) == ["U1", "U2"]
    assert picked_many({}) == []


def test_rich_text_begins_with_its_words() -> None:
    words = {"elements": [{"type": "rich_text_section", "elements": [{"text": "one "}, {"text": "two"}]}]}
    assert first_words({"initial_value": words}) == "one two"


def test_no_moment_is_an_empty_field() -> None:
    assert local_time(None) == ""
    assert len(local_time(1_700_000_000)) == len("2024-03-05T14:07")
