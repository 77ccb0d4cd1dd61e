"""Imperatives, and whom they call on."""

import pytest

from tests.extraction.newsroom import Asked, asked, proposed


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“Do not cross the river,” Peter Holm said.", Asked("Peter Holm", "", "Do not cross the river")),
        ("“Pull back your tanks,” the minister told Russia.", Asked("the minister", "Russia", "Pull back your tanks")),
        ("“If you want peace, leave the town,” Maria Silva said.", Asked("Maria Silva", "", "leave the town")),
    ],
)
def test_command_in_quotation_marks_is_read_with_its_not_and_its_listener(text: str, wanted: Asked) -> None:
    found = proposed(text)
    assert any(
        (one.requester, one.addressee) == (wanted.requester, wanted.addressee) and wanted.item in one.item
        for one in found
    )


@pytest.mark.parametrize(
    "text",
    ["“Believe me,” Maria Silva said.", "“Let me be clear,” Maria Silva said.", "Follow the road to the harbour."],
)
def test_turn_of_phrase_and_writers_advice_are_no_commands(text: str) -> None:
    assert asked(text) == []


def test_please_asks_even_where_nobody_is_seen_to_speak() -> None:
    found = proposed("Please send donations to the children's hospital in Lyon.")
    assert [(one.requester, one.addressee) for one in found] == [("", "")]
    assert "send donations to the children's hospital in Lyon" in found[0].item
