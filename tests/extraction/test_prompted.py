"""What was done because somebody had asked."""

import pytest

from tests.extraction.newsroom import Asked, proposed


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "At the request of the Kenyan government, Norway sent engineers.",
            Asked("the Kenyan government", "Norway", "sent engineers"),
        ),
        (
            "The dam was inspected by the army after repeated appeals from Nairobi.",
            Asked("Nairobi", "the army", "The dam was inspected"),
        ),
    ],
)
def test_what_was_done_at_somebodys_request_is_what_was_asked_for(text: str, wanted: Asked) -> None:
    assert wanted in proposed(text)


@pytest.mark.parametrize("text", ["At night, Norway sent engineers.", "After the call, Norway sent engineers."])
def test_what_was_done_at_nobodys_request_is_none(text: str) -> None:
    assert not any("sent engineers" in one.item for one in proposed(text))
