"""The thread's small language, without Slack."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.ruling import Verdict
from bot.desk.words import MAX_REASON, Ruled, Unclear, read

CLAIMS = ("C1", "C2", "C3")


def only(text: str) -> Ruled | Unclear:
    (outcome,) = read(text, CLAIMS)
    return outcome


def test_a_verdict_with_a_reason_and_a_link() -> None:
    assert only("C2 false because the report was withdrawn <https://example.org/a?b=1&amp;c=2>") == Ruled(
        claim="C2",
        verdict=Verdict.FALSE,
        reason="the report was withdrawn",
        links=("https://example.org/a?b=1&c=2",),
    )


def test_slacks_labelled_links_become_links_and_leave_the_reason() -> None:
    ruled = only("C2 false because <https://example.org/x|this report> says so, and <https://example.org/y>.")
    assert ruled == Ruled(
        claim="C2",
        verdict=Verdict.FALSE,
        reason="says so, and .",
        links=("https://example.org/x", "https://example.org/y"),
    )


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("C2 true", Verdict.TRUE),
        ("c2 TRUE.", Verdict.TRUE),
        ("C2: mostly true", Verdict.MOSTLY_TRUE),
        ("C2 is mostly  true - two of three", Verdict.MOSTLY_TRUE),
        ("C2 = unproven", Verdict.UNPROVEN),
        ("C2 -&gt; unverified", Verdict.UNPROVEN),
        ("C2 not checkable since nobody kept notes", Verdict.NOT_CHECKABLE),
        ("C2 can’t be checked", Verdict.NOT_CHECKABLE),
        ("C2 ruled misleading", Verdict.MISLEADING),
        ("C2 lacks context: 2019 is missing", Verdict.MISLEADING),
        ("*C2* _false_", Verdict.FALSE),
        ("`C2 false`", Verdict.FALSE),
        ("C2 is not true", Verdict.FALSE),
        ("C2 isn't true because …", Verdict.FALSE),
        ("<@U0BOT> C2 false", Verdict.FALSE),
        ("Claim C2 false", Verdict.FALSE),
        ("C2 is not a claim", None),
        ("C2 not a claim, it is an opinion", None),
    ],
)
def test_spellings_of_a_verdict(said: str, verdict: Verdict | None) -> None:
    ruled = only(said)
    assert isinstance(ruled, Ruled)
    assert (ruled.claim, ruled.verdict) == ("C2", verdict)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("C1 unproven because no report is named", "no report is named"),
        ("C1 unproven: no report is named", "no report is named"),
        ("C1 unproven (no report is named)", "no report is named"),
        ("C1 unproven – no report (of two) is named", "no report (of two) is named"),
        ("C1 unproven because of the date", "because of the date"),
        ("C1 unproven, because who would know?", "who would know?"),
        ("C1 unproven according to &lt;AFP&gt; &amp; dpa", "according to <AFP> & dpa"),
        ("C1 unproven because <@U123> and <@U4|ann> asked <#C9|desk>", "@U123 and @ann asked @desk"),
        ("C1 unproven because\nno report\nis named", "no report is named"),
    ],
)
def test_the_reason_is_what_stands_after_the_verdict(said: str, reason: str) -> None:
    ruled = only(said)
    assert isinstance(ruled, Ruled)
    assert ruled.reason == reason


def test_a_very_long_reason_is_cut_with_a_sign() -> None:
    ruled = only(f"C1 false because {'x' * 5000}")
    assert isinstance(ruled, Ruled)
    assert len(ruled.reason) == MAX_REASON
    assert ruled.reason.endswith("…")


def test_several_claims_and_several_lines_are_several_rulings() -> None:
    outcomes = read("C1 and C3 false because of the date\nC2 true, see https://example.org/c.", CLAIMS)
    assert [(each.claim, each.verdict) for each in outcomes if isinstance(each, Ruled)] == [
        ("C1", Verdict.FALSE),
        ("C3", Verdict.FALSE),
        ("C2", Verdict.TRUE),
    ]
    assert isinstance(outcomes[2], Ruled)
    assert outcomes[2].links == ("https://example.org/c",)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "I think C2 is false",
        "C2?",
        "C2 false?",
        "C2 is true??",
        "C2 true, right?",
        "C2 false - or did I miss something?",
        "C2 looks odd to me",
        "C2 confirms what we heard yesterday",
        "C2 mine",
        "&gt; C2 false because of the date",
        "C20H25N3O is false",
        "<#C2> false",
        "see C2",
        "C2",
    ],
)
def test_ordinary_discussion_is_left_alone(said: str) -> None:
    assert read(said, CLAIMS) == ()


@pytest.mark.parametrize("said", ["C9 false", "C9 false because of the date", "C9 not a claim"])
def test_an_unknown_claim_is_told_which_there_are(said: str) -> None:
    outcome = only(said)
    assert isinstance(outcome, Unclear)
    assert "no C9" in outcome.sentence
    assert "C1 to C3" in outcome.remedy


@pytest.mark.parametrize(
    ("said", "meant"), [("C2 falsish", "false"), ("C2 flase because x", "false"), ("C2 ture", "true")]
)
def test_a_near_miss_is_asked_about(said: str, meant: str) -> None:
    outcome = only(said)
    assert isinstance(outcome, Unclear)
    assert f"`C2 {meant} because" in outcome.remedy


def test_a_verdict_that_runs_into_a_sentence_is_no_ruling_but_gets_a_hint() -> None:
    outcome = only("C2 false flag operations are everywhere")
    assert isinstance(outcome, Unclear)
    assert "because" in outcome.remedy


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for outcome in read(f"C1 {text}", CLAIMS):
        assert isinstance(outcome, Ruled | Unclear)


@given(st.sampled_from(list(Verdict)), st.sampled_from(CLAIMS))
def test_every_verdict_can_be_written_as_it_is_shown(verdict: Verdict, claim: str) -> None:
    assert only(f"{claim} {verdict}") == Ruled(claim=claim, verdict=verdict)
