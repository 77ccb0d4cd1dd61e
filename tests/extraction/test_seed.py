"""The project's first document, with what a person finds in it."""

import pytest

from bot.briefing.model import Briefing, Claim, Request
from tests.extraction.newsroom import actor, reasons, who

ACTORS = {
    "Ukraine": "state",
    "Turkey": "state",
    "Rustem Umerov": "person",
    "Hakan Fidan": "person",
    "Recep Tayyip Erdogan": "person",
    "Vladimir Zelenskyy": "person",
    "Russian Ministry of Foreign Affairs": "organisation",
    "Biden administration": "organisation",
}


def requested(briefing: Briefing, words: str) -> Request:
    found = [request for request in briefing.requests if words in request.item.quote]
    assert len(found) == 1, f"“{words}” is asked {len(found)} times in {[r.item.quote for r in briefing.requests]}"
    return found[0]


def claimed(briefing: Briefing, words: str) -> Claim:
    found = [claim for claim in briefing.claims if words in claim.text.quote]
    assert found, f"“{words}” is not among {[claim.text.quote for claim in briefing.claims]}"
    return min(found, key=lambda claim: len(claim.text.quote))


@pytest.mark.parametrize("name", ACTORS)
def test_each_actor_is_there_once_under_the_fullest_name(seed: Briefing, name: str) -> None:
    assert actor(seed, name).kind == ACTORS[name]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Umerov", "Rustem Umerov"),
        ("Fidan", "Hakan Fidan"),
        ("Erdogan", "Recep Tayyip Erdogan"),
        ("Zelenskyy", "Vladimir Zelenskyy"),
    ],
)
def test_surname_stands_for_the_person_named_before(seed: Briefing, short: str, full: str) -> None:
    assert short in {mention.quote for mention in actor(seed, full).mentions}
    assert short not in {other.name for other in seed.actors}


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Rustem Umerov", "First Deputy Minister of Defense"),
        ("Hakan Fidan", "Foreign Minister"),
        ("Recep Tayyip Erdogan", "President"),
        ("Vladimir Zelenskyy", "President"),
    ],
)
def test_person_has_the_role_that_the_article_gives(seed: Briefing, name: str, role: str) -> None:
    found = actor(seed, name).role
    assert found is not None
    assert role in found.quote


@pytest.mark.parametrize("name", ["Hakan Fidan", "Recep Tayyip Erdogan", "Rustem Umerov"])
def test_role_begins_with_no_preposition(seed: Briefing, name: str) -> None:
    found = actor(seed, name).role
    assert found is not None
    assert found.quote.split()[0].lower() not in {"with", "by", "to", "of", "from", "between", "and"}


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Ukraine", "UA"),
        ("Turkey", "TR"),
        ("Rustem Umerov", "UA"),
        ("Hakan Fidan", "TR"),
        ("Recep Tayyip Erdogan", "TR"),
        ("Vladimir Zelenskyy", "UA"),
    ],
)
def test_actor_has_the_state_that_the_article_gives(seed: Briefing, name: str, country: str) -> None:
    assert actor(seed, name).country == country


@pytest.mark.parametrize("item", ["invest in its defense industry", "supply critical military equipment"])
def test_ukraine_asks_turkey_for_two_things(seed: Briefing, item: str) -> None:
    request = requested(seed, item)
    assert (who(seed, request.requester), who(seed, request.addressee)) == ("Ukraine", "Turkey")
    assert request.force == "request"
    assert request.cue.quote == "requested"


@pytest.mark.parametrize(
    "item", ["investment in its domestic defense industry", "advanced air defense systems", "ammunition", "long-range"]
)
def test_umerov_voices_four_needs(seed: Briefing, item: str) -> None:
    request = requested(seed, item)
    assert who(seed, request.requester) == "Rustem Umerov"
    assert request.force == "need"


def test_things_asked_for_are_not_asked_together(seed: Briefing) -> None:
    assert "supply" not in requested(seed, "invest in its defense industry").item.quote
    assert "ammunition" not in requested(seed, "advanced air defense systems").item.quote


def test_sabotage_is_a_claim_of_reports_that_the_text_calls_unverified(seed: Briefing) -> None:
    claim = claimed(seed, "sabotaged negotiations in Turkey during March 2022")
    why = reasons(claim)
    assert {"reported", "unnamed", "contested"} <= set(why)
    assert why["contested"] == "unverified"
    assert "March 2022" in {check.span.quote for check in claim.check}


def test_behest_of_the_biden_administration_is_reported(seed: Briefing) -> None:
    assert "reported" in reasons(claimed(seed, "at the behest of the Biden administration"))


def test_sabotage_and_behest_are_two_claims(seed: Briefing) -> None:
    assert claimed(seed, "sabotaged negotiations").id != claimed(seed, "at the behest").id


def test_what_critics_argue_is_a_claim_of_nobody_named(seed: Briefing) -> None:
    claim = claimed(seed, "part of a strategy to secure")
    assert reasons(claim)["unnamed"] == "Critics"
    report = next(report for report in seed.attributions if report.id == claim.attribution)
    assert report.source.kind == "vague"


@pytest.mark.parametrize("words", ["held a meeting in Kyiv", "reaffirmed", "shared details", "praised Fidan"])
def test_what_the_article_establishes_is_no_claim(seed: Briefing, words: str) -> None:
    assert not [claim.text.quote for claim in seed.claims if words in claim.text.quote]


def test_surest_claim_is_the_sabotage(seed: Briefing) -> None:
    assert max(seed.claims, key=lambda claim: claim.priority) == claimed(seed, "sabotaged negotiations")
