"""Claims that the text itself leaves open, also from another sentence."""

import pytest

from tests.extraction.newsroom import brief, reasons

ACCUSED = "Anna Berg said on Monday that the company had poisoned the river for years."


@pytest.mark.parametrize(
    ("after", "trigger"),
    [
        ("The company denied the allegation.", "denied"),
        ("The company has rejected the claims.", "rejected"),
        ("The company denied any wrongdoing.", "denied"),
        ("These claims are disputed.", "disputed"),
        ("The report could not be independently verified.", "verified"),
        ("The police have not confirmed the claim.", "confirmed"),
    ],
)
def test_denial_in_a_later_sentence_contests_the_claim_before(after: str, trigger: str) -> None:
    claims = brief(f"{ACCUSED} {after}").claims
    assert reasons(claims[0])["contested"] == trigger


@pytest.mark.parametrize(
    "after",
    ["The company did not deny the allegation.", "The company rejected the offer.", "The company left the city."],
)
def test_what_denies_nothing_contests_nothing(after: str) -> None:
    claims = brief(f"{ACCUSED} {after}").claims
    assert "contested" not in reasons(claims[0])


def test_claim_that_could_not_be_verified_is_the_one_before_the_comma() -> None:
    (claim,) = brief(
        "Local media reported that Peter Holm had been paid 4 million euros, a claim that could not be verified."
    ).claims
    assert reasons(claim)["contested"] == "verified"
