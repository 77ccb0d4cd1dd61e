"""What a date means, and when its words do not tell."""

import pytest

from bot.extraction.dates import meaning

PUBLISHED = "2025-07-26"  # a Saturday


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("2014", "2014"),
        ("March 2022", "2022-03"),
        ("March 20, 2022", "2022-03-20"),
        ("20 March 2022", "2022-03-20"),
        ("March 3rd, 2022", "2022-03-03"),
        ("March\n2022", "2022-03"),
    ],
)
@pytest.mark.parametrize("published", [None, PUBLISHED, "soon"])
def test_whole_date_needs_no_day_of_publication(words: str, wanted: str, published: str | None) -> None:
    assert meaning(words, published) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("Friday", "2025-07-25"), ("yesterday", "2025-07-25"), ("May 12", "2025-05-12"), ("last month", "2025-06"), ("last year", "2024")],
)  # fmt: skip
def test_rest_of_a_date_comes_from_the_day_of_publication(words: str, wanted: str) -> None:
    assert meaning(words, PUBLISHED) == wanted
    assert meaning(words, None) is None


@pytest.mark.parametrize("words", ["", "soon", "the other day, perhaps"])
def test_words_that_tell_no_date_mean_none(words: str) -> None:
    assert meaning(words, PUBLISHED) is None
