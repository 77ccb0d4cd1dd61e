from itertools import pairwise

import pytest

from bot.extraction.figures import figures, is_number
from tests.extraction.newsroom import parsed


def found(text: str) -> list[str]:
    return [figure.text for figure in figures(parsed(text)[:])]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The company lost $40 million last year.", "$40 million"),
        ("The bridge cost 3 billion euros.", "3 billion euros"),
        ("The plan would cost £500.", "£500"),
        ("Unemployment rose to 7.5 percent in March.", "7.5 percent"),
        ("Sales fell by 12% last year.", "12%"),
        ("The attack killed 42 people.", "42"),
        ("Police arrested 1,200 protesters on Sunday.", "1,200"),
        ("The flood destroyed thousands of homes.", "thousands"),
    ],
)
def test_money_shares_and_counts_are_figures(text: str, figure: str) -> None:
    assert found(text) == [figure]


def test_number_in_words_is_a_figure_with_all_its_words() -> None:
    assert found("Two hundred soldiers died in the battle.") == ["Two hundred"]


@pytest.mark.parametrize(
    "text",
    [
        "The war began in 1939 and ended in 1945.",
        "In the 1990s the company moved to Berlin.",
        "The meeting took place on 12 March 2022.",
        "The meeting took place on March 12.",
        "The minister, 54, resigned on Monday.",
        "The 54-year-old minister resigned on Monday.",
        "The minister was 54 years old.",
        "The train left at 10:30 on Monday.",
        "The train left at 10 p.m. on Monday.",
        "The third minister resigned in the 20th century.",
        "The two ministers met for the 21st time.",
        "The minister spoke for 40 minutes.",
        "The talks lasted 12 days.",
        "One man and two women were hurt.",
        "The law is described in section 40 of the code.",
        "The minister resigned on Monday.",
    ],
)
def test_years_dates_ages_times_and_ordinals_are_none(text: str) -> None:
    assert found(text) == []


def test_figures_do_not_overlap() -> None:
    spans = figures(parsed("The company lost $40 million and 1,200 workers, or 12% of its 10,000 workers, in 2022.")[:])
    assert len(spans) >= 3
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_number_that_counts_is_one_however_small_and_a_span_of_time_is_none() -> None:
    doc = parsed("The team won two prizes in three years.")
    assert [token.text for token in doc if is_number(token)] == ["two"]
