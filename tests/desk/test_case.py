"""Where a case stands follows from its log."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from bot.briefing.ruling import Verdict
from bot.desk.case import ClaimState, Entry, Kind, State, standing, states
from bot.desk.words import Ruled

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def line(kind: Kind, claim: str | None = "C1", **more: object) -> Entry:
    verdict = Verdict.FALSE if kind is Kind.RULING else None
    return Entry.model_validate({"kind": kind, "claim": claim, "verdict": verdict, "by": "U1", "at": NOW} | more)


RULING, DISMISSAL, REOPENING = (line(kind) for kind in (Kind.RULING, Kind.DISMISSAL, Kind.REOPENING))


def test_what_somebody_ruled_becomes_a_line() -> None:
    ruled = Ruled(claim="C1", verdict=Verdict.FALSE, reason="r", links=("https://a.example",))
    entry = Entry.of(ruled, by="U1", at=NOW)
    assert entry == RULING.model_copy(update={"reason": "r", "links": ("https://a.example",)})
    assert entry.ruling is not None
    assert (entry.ruling.verdict, entry.ruling.by) == (Verdict.FALSE, "U1")


def test_what_was_found_to_be_no_claim_is_a_dismissal() -> None:
    entry = Entry.of(Ruled(claim="C1", verdict=None), by="U1", at=NOW)
    assert entry == DISMISSAL
    assert entry.ruling is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": Kind.RULING, "claim": "C1"},
        {"kind": Kind.NOTE, "claim": "C1", "verdict": Verdict.TRUE},
        {"kind": Kind.ASSIGNMENT, "who": "U2"},
        {"kind": Kind.RULING, "verdict": Verdict.TRUE},
    ],
)
def test_a_line_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Entry.model_validate({"by": "U1", "at": NOW} | wrong)


def test_a_note_or_a_correction_may_be_about_the_whole_case() -> None:
    assert line(Kind.NOTE, None).claim is None
    assert line(Kind.CORRECTION, None).claim is None


def test_the_latest_decision_stands() -> None:
    other = line(Kind.RULING, "C2")
    log = [RULING, other, line(Kind.NOTE), DISMISSAL, line(Kind.ASSIGNMENT, who="U2")]
    assert standing(log) == {"C1": DISMISSAL, "C2": other}


def test_a_reopened_claim_has_no_decision_until_the_next() -> None:
    assert standing([RULING, REOPENING]) == {}
    assert standing([RULING, REOPENING, DISMISSAL]) == {"C1": DISMISSAL}


@pytest.mark.parametrize(
    ("log", "state", "who", "seq"),
    [
        ([], State.OPEN, None, 0),
        ([RULING], State.RULED, "U1", 1),
        ([DISMISSAL], State.DISMISSED, "U1", 1),
        ([line(Kind.ASSIGNMENT, who="U2")], State.OPEN, "U2", 1),
        ([line(Kind.ASSIGNMENT, who="U2"), line(Kind.ASSIGNMENT)], State.OPEN, None, 2),
        ([line(Kind.ASSIGNMENT, who="U2"), line(Kind.NOTE), line(Kind.CORRECTION)], State.OPEN, "U2", 1),
        ([RULING, REOPENING], State.OPEN, None, 2),
        ([RULING, line(Kind.REOPENING, who="U2")], State.OPEN, "U2", 2),
        ([line(Kind.NOTE, None), RULING], State.RULED, "U1", 2),
    ],
)
def test_a_claim_stands_where_its_last_change_put_it(log: list[Entry], state: State, who: str | None, seq: int) -> None:
    assert states(["C1"], log) == {"C1": ClaimState(claim="C1", state=state, who=who, seq=seq)}


def test_an_added_claim_is_one_of_the_cases_own() -> None:
    found = states(["C1"], [line(Kind.ADDITION, "C2"), line(Kind.RULING, "C2")])
    assert {claim: one.state for claim, one in found.items()} == {"C1": State.OPEN, "C2": State.RULED}
