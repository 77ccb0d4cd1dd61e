"""What nobody has established, each reason with the words that give it."""

from typing import Any

import pytest

from bot.briefing.model import ReasonKind
from bot.extraction import load
from tests.extraction.newsroom import brief, parsed, reasons, sole_claim

EACH: list[tuple[str, str, ReasonKind, str]] = [
    ("The army reportedly destroyed the bridge on Sunday.", "destroyed the bridge", "reported", "reportedly"),
    (
        "Reuters reported on Monday that the president had resigned.",
        "the president had resigned",
        "reported",
        "Reuters",
    ),
    ("Maria Silva claimed on Tuesday that the president had taken money.", "taken money", "reported", "claimed"),
    ("It is said that the president has fled the country.", "has fled the country", "reported", "is said"),
    ("A senior official said that two soldiers had been shot at the border.", "shot", "unnamed", "A senior official"),
    ("Critics said on Monday that the company had dumped waste in the river.", "dumped", "unnamed", "Critics"),
    ("Three of the prisoners were beaten on Friday, according to police.", "beaten", "unnamed", "police"),
    ("Maria Silva said that the company had poisoned the river.", "poisoned the river", "accusation", "poisoned"),
    ("Anna Berg accused Peter Holm of stealing the money.", "stealing the money", "accusation", "accused"),
    ("Russia denied that its army had attacked the village.", "attacked the village", "contested", "denied"),
    ("Maria Silva said that 4,000 soldiers had died.", "4,000 soldiers had died", "figure", "4,000"),
    ("The company said on Monday that it had lost $40 million last year.", "lost $40 million", "figure", "$40 million"),
    ("The attack killed 42 people.", "killed 42 people", "figure", "42"),
]


@pytest.mark.parametrize(("text", "words", "reason", "trigger"), EACH)
def test_reason_stands_with_the_words_that_give_it(text: str, words: str, reason: ReasonKind, trigger: str) -> None:
    claim = sole_claim(text)
    assert words in claim.text.quote
    assert reasons(claim)[reason] == trigger


@pytest.mark.parametrize(
    "text",
    [
        "Maria Silva said that the law was wrong.",
        "Maria Silva said that the company would pay the workers.",
        "Maria Silva promised that the government would build the road.",
        "Maria Silva said she was happy.",
        "Maria Silva said that the company should pay the workers.",
        "Peter Holm said that he had met the minister in Berlin.",
        "The president met the ambassador in Berlin on Tuesday.",
        "The court was founded in 1950 and has its seat in Berlin.",
        "Maria Silva will visit Berlin in May.",
        "Critics asked whether the company had poisoned the river.",
        "Officials said that the company should pay the workers.",
    ],
)
def test_policy_opinion_and_procedure_on_record_are_no_claims(text: str) -> None:
    assert [claim.text.quote for claim in brief(text).claims] == []


@pytest.mark.parametrize(
    ("after", "trigger"),
    [
        ("The claim is disputed.", "disputed"),
        ("These claims, though unverified, have angered the town.", "unverified"),
        ("The allegation is unproven.", "unproven"),
    ],
)
def test_next_sentence_contests_the_claim_that_it_takes_up(after: str, trigger: str) -> None:
    claim = sole_claim(f"Officials said that the army had killed twelve civilians. {after}")
    assert reasons(claim)["contested"] == trigger


def test_later_word_contests_nothing_far_back() -> None:
    gap = "The town was quiet on Monday and the road was open to everybody who wanted to leave it. " * 5
    found = brief(f"Officials said that the army had left the city. {gap}The claim is disputed.").claims
    assert "contested" not in reasons(next(claim for claim in found if "army" in claim.text.quote))


def test_all_reasons_of_one_claim_are_kept_each_once() -> None:
    claim = sole_claim("Officials claim that the army killed 42 civilians. The claim is disputed.")
    assert set(reasons(claim)) == {"unnamed", "reported", "accusation", "figure", "contested"}
    assert len(claim.why) == 5


def test_more_reasons_are_worth_more() -> None:
    one = sole_claim("A senior official said that two people had left the country by boat.")
    two = sole_claim("A senior official said that the army had attacked two villages by boat.")
    assert 0 < one.priority < two.priority <= 1


def test_claim_leads_to_its_attribution() -> None:
    briefing = brief("Maria Silva said that the law was wrong. Critics said that the army had attacked the village.")
    (claim,) = briefing.claims
    report = next(report for report in briefing.attributions if report.id == claim.attribution)
    assert report.source.kind == "vague"


def test_claim_of_the_writer_has_no_attribution() -> None:
    assert sole_claim("The army reportedly destroyed the bridge on Sunday.").attribution is None


def test_negated_harm_is_no_accusation() -> None:
    briefing = brief("Maria Silva said that the company had not poisoned the river.")
    assert all("accusation" not in reasons(claim) for claim in briefing.claims)


def test_reason_that_no_list_knows_stands_with_no_reporting_verb() -> None:
    doc = parsed(
        "Anna Berg told the court that her editor had taken away her passport. "
        "Anna Berg said she had been kept in a cellar for weeks."
    )
    finder: Any = load().get_pipe("factdesk_claims")
    unlisted = [frame for frame in finder.candidates(doc) if frame.features.get("by_no_list")]
    assert unlisted
    assert not {"told", "said"} & {trigger.text for frame in unlisted for _, trigger in frame.reasons}


def test_relative_clause_alone_is_no_claim() -> None:
    briefing = brief("The visit comes amid allegations that have shadowed the leadership of Anna Berg for years.")
    assert not any(claim.text.quote.startswith("that have") for claim in briefing.claims)
