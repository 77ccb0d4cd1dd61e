"""Who says what inside what somebody else says."""

import pytest

from tests.extraction.newsroom import brief, content, who


@pytest.mark.parametrize(
    ("text", "outer", "inner", "said"),
    [
        (
            "Anna Berg said on Monday that Peter Holm had promised that the road would be open by May.",
            "Anna Berg",
            "Peter Holm",
            "the road would be open by May",
        ),
        (
            "The ministry said that the company claims that the water is clean.",
            "The ministry",
            "the company",
            "the water is clean",
        ),
    ],
)
def test_report_inside_a_report_has_its_own_speaker(text: str, outer: str, inner: str, said: str) -> None:
    briefing = brief(text)
    first, second = briefing.attributions
    assert (who(briefing, first.source), who(briefing, second.source)) == (outer, inner)
    assert said in content(second)
    assert (first.within, second.within) == (None, first.id)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg said that she had said that the road was closed.",  # the same speaker
        "Anna Berg said that Peter Holm had not said that the road was closed.",  # nobody said it
        "Anna Berg said that Peter Holm might say that the road was closed.",
        "Anna Berg said that it was said that the road was closed.",
        "Anna Berg said that Peter Holm had left.",
    ],
)
def test_what_nobody_else_has_said_is_no_report_of_its_own(text: str) -> None:
    assert all(report.within is None for report in brief(text).attributions)
