"""What orders claims: reasons first, then how sure the claim is and how much it is worth checking."""

from tests.extraction.newsroom import brief

GRAVE = (
    "Critics said on Monday that the minister had taken bribes from the company. The minister denied the allegation."
)
LIGHT = "The fair drew 400 people."


def test_contested_accusation_by_nobody_named_comes_before_a_figure() -> None:
    claims = sorted(brief(f"{LIGHT}\n\n{GRAVE}").claims, key=lambda claim: -claim.priority)
    assert "taken bribes" in claims[0].text.quote


def test_confidence_and_priority_are_shares() -> None:
    claims = brief(f"{LIGHT}\n\n{GRAVE}").claims
    assert claims
    assert all(0.0 < claim.confidence <= 1.0 and 0.0 < claim.priority <= 1.0 for claim in claims)
