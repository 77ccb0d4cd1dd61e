import pytest

from bot.extraction.statements import is_factual, is_forecast, is_mostly, is_question, statements, without_comment
from tests.extraction.newsroom import parsed


def test_each_sentence_is_a_statement() -> None:
    doc = parsed("The road is closed. The bridge is open.")
    assert [piece.text for piece in statements(doc[:])] == ["The road is closed", "The bridge is open"]


def test_clauses_with_subjects_of_their_own_are_statements() -> None:
    doc = parsed("The soldiers killed the mayor, and the police arrested the thief.")
    assert [piece.text for piece in statements(doc[:])] == [
        "The soldiers killed the mayor",
        "the police arrested the thief",
    ]


def test_clauses_of_one_subject_are_one_statement() -> None:
    assert len(list(statements(parsed("The army left the city and burned the bridge.")[:]))) == 1


@pytest.mark.parametrize(
    ("text", "factual"),
    [
        ("The company paid the workers.", True),
        ("The company should pay the workers.", False),
        ("The company must pay the workers.", False),
        ("If the company paid, the workers would return.", False),
    ],
)
def test_what_ought_to_be_is_no_fact(text: str, factual: bool) -> None:
    assert is_factual(parsed(text)[:]) is factual


@pytest.mark.parametrize(
    ("text", "forecast"),
    [
        ("The company will pay the workers.", True),
        ("The company would pay the workers.", True),
        ("The company paid the workers.", False),
    ],
)
def test_forecast_is_known_by_its_auxiliary(text: str, forecast: bool) -> None:
    assert is_forecast(parsed(text)[:]) is forecast


def test_question_is_known_by_its_mark() -> None:
    assert is_question(parsed("Did the company pay?")[:])
    assert is_question(parsed("Did the company pay?")[:4])
    assert not is_question(parsed("The company paid.")[:])


def test_statement_is_asked_for_where_most_of_it_is() -> None:
    span = parsed("send more doctors to Berlin")[:]
    assert is_mostly(span, {0, 1, 2})
    assert not is_mostly(span, {0, 1})
    assert not is_mostly(span, set())


def test_comment_behind_a_comma_is_no_part_of_a_statement() -> None:
    doc = parsed("The company had lost three ships, reflecting the weakness of its fleet.")
    assert without_comment(doc[:]).text == "The company had lost three ships"
