"""A form's strings become what Slack would report of each element."""

from datetime import datetime
from typing import Any

import pytest
from multidict import MultiDict

from bot.sandbox.browser import fields

OPTIONS = [{"text": {"type": "plain_text", "text": name}, "value": name.lower()} for name in ("True", "False")]


def state(element: dict[str, Any], *written: str) -> dict[str, Any]:
    blocks = [{"type": "input", "block_id": "b", "element": element | {"action_id": "a"}}]
    form = MultiDict[Any]([("b|a", one) for one in written])
    return fields.values(blocks, form)["b"]["a"]


def test_words_come_with_the_line_ends_of_slack_and_none_for_nothing() -> None:
    element = {"type": "plain_text_input"}
    assert state(element, "one\r\ntwo") == {"type": "plain_text_input", "value": "one\ntwo"}
    assert state(element, "") == {"type": "plain_text_input", "value": None}


def test_one_or_several_options_come_whole() -> None:
    radio = {"type": "radio_buttons", "options": OPTIONS}
    boxes = {"type": "checkboxes", "options": OPTIONS}
    assert state(radio, "false")["selected_option"] == OPTIONS[1]
    assert state(radio)["selected_option"] is None
    assert state(boxes, "true", "false")["selected_options"] == OPTIONS
    assert state(boxes)["selected_options"] == []


def test_options_in_groups_are_found() -> None:
    element = {"type": "static_select", "option_groups": [{"label": {}, "options": OPTIONS}]}
    assert state(element, "true")["selected_option"] == OPTIONS[0]


@pytest.mark.parametrize(
    ("kind", "written", "reported"),
    [
        ("users_select", ["U1"], {"selected_user": "U1"}),
        ("multi_users_select", ["U1", "U2"], {"selected_users": ["U1", "U2"]}),
        ("multi_channels_select", [], {"selected_channels": []}),
        ("conversations_select", [""], {"selected_conversation": None}),
        ("datepicker", ["2024-03-05"], {"selected_date": "2024-03-05"}),
        ("timepicker", ["14:07"], {"selected_time": "14:07"}),
        ("datetimepicker", ["no time"], {"selected_date_time": None}),
    ],
)
def test_people_places_and_times_have_names_of_their_own(kind: str, written: list[str], reported: Any) -> None:
    assert state({"type": kind}, *written) == {"type": kind, **reported}


def test_a_moment_comes_in_seconds() -> None:
    local = datetime(2024, 3, 5, 14, 7).astimezone()
    assert state({"type": "datetimepicker"}, "2024-03-05T14:07")["selected_date_time"] == int(local.timestamp())


def test_an_option_that_the_app_gave_comes_with_its_words() -> None:
    chosen = state({"type": "external_select"}, f"The fund{fields.EXTERNAL_GAP}case-7")["selected_option"]
    assert (chosen["text"]["text"], chosen["value"]) == ("The fund", "case-7")


def test_rich_text_is_written_without_looks() -> None:
    reported = state({"type": "rich_text_input"}, "Hello")["rich_text_value"]
    assert reported["elements"] == [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Hello"}]}]


def test_a_button_holds_nothing() -> None:
    blocks = [{"type": "actions", "block_id": "b", "elements": [{"type": "button", "action_id": "a"}]}]
    assert fields.values(blocks, MultiDict()) == {}
