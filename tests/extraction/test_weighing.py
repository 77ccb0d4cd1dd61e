"""Two readers of requests, grammar and the encoder, put together."""

import pytest

from bot.extraction.frames import findings
from tests.extraction.newsroom import brief, parsed

ASKED = "Anna Berg urged Peter Holm on Monday to close the road."


def test_what_both_readers_see_is_one_request_and_surer_than_what_one_sees() -> None:
    (frame,) = findings(parsed(ASKED)).requests
    assert frame.features["both"] == 1.0
    assert frame.features["grammar"] > 0
    assert frame.confidence > 0.5


@pytest.mark.parametrize(
    "text",
    [
        "If Anna Berg urged Peter Holm to close the road, he would leave.",
        "Anna Berg refused to ask Peter Holm to close the road.",
        "Anna Berg did not urge Peter Holm to close the road.",
    ],
)
def test_what_nobody_has_asked_is_kept_apart_and_never_shown(text: str) -> None:
    assert brief(text).requests == ()
    assert findings(parsed(text)).unmade


@pytest.mark.parametrize(
    ("text", "alleged"),
    [
        ("Anna Berg reportedly urged Peter Holm to close the road.", "reportedly"),
        ("Officials said that Anna Berg had urged Peter Holm to close the road.", "Officials"),
    ],
)
def test_request_that_is_only_reported_says_by_which_words(text: str, alleged: str) -> None:
    (request,) = brief(text).requests
    assert request.alleged is not None
    assert request.alleged.quote == alleged


def test_request_that_the_article_vouches_for_is_not_alleged() -> None:
    (request,) = brief(ASKED).requests
    assert request.alleged is None
