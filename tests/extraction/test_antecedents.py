"""What is asked for where it stands before the asking."""

import pytest

from tests.extraction.newsroom import Asked, proposed


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The radars that Latvia has requested will arrive in June.", Asked("Latvia", "", "The radars")),
        ("The truce the militias had demanded was broken.", Asked("the militias", "", "The truce")),
        ("The truce demanded by the militias was broken.", Asked("the militias", "", "The truce")),
        ("She defended the tariff that she lobbied for.", Asked("she", "", "the tariff")),
    ],
)
def test_antecedent_of_a_relative_clause_is_what_is_asked_for(text: str, wanted: Asked) -> None:
    assert wanted in proposed(text)


@pytest.mark.parametrize(
    "text",
    [
        "What the senator called a scandal was a mistake.",
        "On the day he asked, the road was closed.",
        "The tensions which the militias sought to exploit grew.",
    ],
)
def test_name_day_or_aim_before_a_clause_is_not_asked_for(text: str) -> None:
    assert not any(one.item.startswith(("What", "the day", "The tensions")) for one in proposed(text))


def test_relative_pronoun_stands_for_its_antecedent() -> None:
    found = proposed("The farmers, who demanded that the minister resign, blocked the road.")
    assert {one.requester for one in found} == {"The farmers"}
