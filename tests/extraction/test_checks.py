import pytest

from bot.briefing.model import CheckKind
from bot.extraction.checks import checks
from tests.extraction.newsroom import parsed


def found(text: str) -> list[tuple[CheckKind, str]]:
    doc = parsed(text)
    return [
        (kind, doc.text[start:end]) for kind, start, end in checks(doc[:], list(doc.ents), doc._.findings.quotations)
    ]


@pytest.mark.parametrize(
    "date",
    ["Monday", "12 March 2022", "March 12", "March 2022", "12th March", "1999", "last year", "yesterday", "May 12"],
)
def test_date_is_looked_up_whole(date: str) -> None:
    assert ("date", date) in found(f"The army attacked the village on {date}.")


def test_may_is_a_verb_where_no_day_follows() -> None:
    assert [kind for kind, _ in found("The army may attack the village.")] == []


def test_figure_place_and_person_are_looked_up_in_order() -> None:
    assert found("Maria Silva lost $40 million in Berlin on Monday.") == [
        ("person", "Maria Silva"),
        ("figure", "$40 million"),
        ("place", "Berlin"),
        ("date", "Monday"),
    ]


def test_quotation_is_looked_up_beside_what_it_holds() -> None:
    assert found("The mayor called the army “a danger to Berlin” on Monday.") == [
        ("quote", "a danger to Berlin"),
        ("place", "Berlin"),
        ("date", "Monday"),
    ]


def test_statement_without_particulars_has_nothing_to_look_up() -> None:
    assert found("The road was closed.") == []
