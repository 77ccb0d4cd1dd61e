"""What a noun tells: where its clause ends, and what the sentence makes of it."""

import pytest

from bot.extraction.nominals import told_by
from tests.extraction.newsroom import brief, parsed, reasons, sole_claim, sole_report

VERDICTS = [
    (
        "Reports that 30 shops had been looted there could not be independently confirmed.",
        "30 shops had been looted there",
        "not be independently confirmed",
    ),
    ("Claims that the army had used gas have not been verified.", "the army had used gas", "not been verified"),
    ("The company denied allegations that it had bribed officials.", "it had bribed officials", "denied"),
    ("Russia denied reports that it had sent troops to the border.", "it had sent troops to the border", "denied"),
    ("The mayor dismissed allegations that he had taken bribes as a fabrication.", "he had taken bribes", "dismissed"),
]


@pytest.mark.parametrize(("text", "told", "verdict"), VERDICTS)
def test_claim_is_what_the_noun_tells_and_the_verdict_its_reason(text: str, told: str, verdict: str) -> None:
    claim = sole_claim(text)
    assert claim.text.quote == told
    assert reasons(claim)["contested"] == verdict


def test_report_by_nobody_is_reported_by_its_noun() -> None:
    assert reasons(sole_claim("There were reports that soldiers had looted the town."))["reported"] == "reports"


def test_report_by_a_noun_has_no_source_from_another_sentence() -> None:
    reports = brief(
        "Critics said the mayor had lied. Reports that shops had been looted could not be confirmed."
    ).attributions
    assert [report.source.span.quote if report.source.span else "" for report in reports] == ["Critics", ""]


def test_who_in_a_relative_clause_is_whom_it_stands_for() -> None:
    report = sole_report("Anna Berg, who said the company had lied, left the meeting.")
    assert report.source.span is not None
    assert report.source.span.quote == "Anna Berg"


def test_noun_without_a_clause_tells_nothing() -> None:
    assert not any(told_by(token) for token in parsed("The report on the fire was long."))
