from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction.quotes import MAX_TOKENS, quotations
from tests.extraction.newsroom import brief, content, who

NLP = spacy.blank("en")


def quoted(text: str) -> list[str]:
    return [span.text for span in quotations(NLP.make_doc(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “the road is closed” today.", ["the road is closed"]),
        ('He said "the road is closed" today.', ["the road is closed"]),
        ("He said «the road is closed» today.", ["the road is closed"]),
        ("He said „the road is closed” today.", ["the road is closed"]),
        ('"One," he said. "Two."', ["One,", "Two."]),
        ("“One,” he said. “Two.”", ["One,", "Two."]),
        ("no quotation at all", []),
        ("“”", []),
        ('""', []),
        ("“ ”", []),
        ("", []),
        ("It’s Turkey’s road.", []),
    ],
)
def test_what_stands_between_marks_is_found_without_them(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@pytest.mark.parametrize("mark", ["“", '"', "«"])
def test_unclosed_quotation_ends_with_its_paragraph(mark: str) -> None:
    assert quoted(f"{mark}The road is closed.\nThe bridge is open.") == ["The road is closed."]
    assert quoted(f"He said: {mark}The road is closed.") == ["The road is closed."]


def test_quotation_over_two_paragraphs_opens_again() -> None:
    assert quoted("“The road is closed.\n\n“The bridge is open,” he said.") == [
        "The road is closed.",
        "The bridge is open,",
    ]


def test_closing_mark_alone_opens_nothing() -> None:
    assert quoted("The road” is closed.") == []


def test_second_opening_mark_ends_the_first_quotation() -> None:
    assert quoted("“The road “the bridge” is") == ["The road", "the bridge"]


def test_quotation_is_never_longer_than_the_limit() -> None:
    assert all(len(span) <= MAX_TOKENS + 1 for span in quotations(NLP.make_doc("“" + "word " * 2_000)))


@given(st.lists(st.sampled_from(["“", "”", '"', "''", "«", "»", "\n", "word", "."]), max_size=40).map(" ".join))
@settings(deadline=None)
def test_quotations_stand_in_order_and_apart(text: str) -> None:
    spans = quotations(NLP.make_doc(text))
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.text.strip() and "\n" not in span.text for span in spans)


def test_second_half_of_a_quotation_is_the_same_speakers() -> None:
    briefing = brief("“The road is closed,” Peter Holm said. “Nobody can pass it before the summer.”")
    assert {who(briefing, report.source) for report in briefing.attributions} == {"Peter Holm"}
    assert "Nobody can pass it before the summer" in content(briefing.attributions[-1])


def test_quotation_that_goes_on_in_the_next_paragraph_is_the_same_speakers() -> None:
    briefing = brief("Peter Holm said: “The road is closed.\n“The bridge is closed as well. Nobody can pass.”")
    assert {who(briefing, report.source) for report in briefing.attributions} == {"Peter Holm"}
    assert "The bridge is closed as well" in content(briefing.attributions[-1])


def test_quotation_before_anybody_speaks_is_nobodys() -> None:
    assert (
        brief("“We have checked every part of the bridge and found nothing.”\nThe town was quiet.").attributions == ()
    )
