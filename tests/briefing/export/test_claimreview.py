import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from bot.briefing.export import Dossier, Standing, claimreview
from bot.briefing.model import Actor, Attribution, Source
from bot.briefing.ruling import Verdict
from tests.briefing.briefings import seed, span
from tests.briefing.export.dossiers import POST, dossier, dossiers, ruled

SCHEMA = json.loads(Path(__file__).with_name("claimreview.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
FULL = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://post.example/checks/seed#C1",
    "claimReviewed": "Zelenskyy had actively sabotaged negotiations in Turkey during March 2022",
    "datePublished": "2025-07-26",
    "author": {"@type": "Organization", "name": "The Post", "url": "https://post.example"},
    "itemReviewed": {
        "@type": "Claim",
        "datePublished": "2025-07-25",
        "appearance": {
            "@type": "CreativeWork",
            "url": "https://news.example/a?b=1&c=2",
            "headline": "Kyiv & Ankara",
            "publisher": {"@type": "Organization", "name": "News"},
            "datePublished": "2025-07-25",
        },
    },
    "reviewRating": {
        "@type": "Rating",
        "alternateName": "False",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
    },
}


def problems(data: object) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(data)]


def said_by(kind: Any, *, actor: Actor | None = None, words: str | None = "Rustem Umerov") -> Dossier:
    """Return the dossier with C1's claim said by such a source."""
    source = Source(kind=kind, actor=actor.id if actor else None, span=span(words) if words else None)
    said = Attribution(id="S1", source=source, cue=(), content=(), mode="indirect")
    briefing = seed().model_copy(update={"attributions": (said,), "actors": (actor,) if actor else ()})
    return dossier(briefing=briefing)


def author(case: Dossier) -> object:
    """Return who the review says made the claim."""
    item: dict[str, Any] = claimreview.dump([case], POST).get("itemReviewed", {})
    return item.get("author")


def test_the_schema_is_one_and_refuses_what_is_no_claim_review() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert not problems(FULL)
    for broken in (
        {**FULL, "@type": "Review"},
        {**FULL, "url": "post.example"},
        {**FULL, "datePublished": "26 July"},
        {**FULL, "reviewRating": {"@type": "Rating", "ratingValue": 1}},
        {**FULL, "reviewRating": {**FULL["reviewRating"], "ratingValue": 6}},  # type: ignore[dict-item]
        {**FULL, "author": {"@type": "Organization", "name": "The Post"}},
        {**FULL, "reason": "ours"},
        {key: value for key, value in FULL.items() if key != "claimReviewed"},
    ):
        assert problems(broken)


def test_a_ruled_claim_is_a_claim_review() -> None:
    assert claimreview.dump([dossier()], POST) == FULL


def test_open_claims_and_those_set_aside_are_not_published() -> None:
    data = claimreview.dump([dossier(rulings={})], POST)
    assert data == {"@context": "https://schema.org", "@graph": []}
    assert not problems(data)


def test_several_are_a_graph_over_all_dossiers() -> None:
    case = dossier(rulings={"C1": ruled("C1"), "C3": ruled("C3"), "C4": ruled("C4")})
    data = claimreview.dump([case, dossier()], POST)
    assert not problems(data)
    assert [review["url"].partition("#")[2] for review in data["@graph"]] == ["C1", "C3", "C4", "C1"]


def test_nothing_that_was_written_for_the_desk_is_published() -> None:
    text = claimreview.dumps([dossier()], POST)
    for ours in ("no such report", "proof.example", "the drive", "Ada", "U1", "lawyers", "ministry"):
        assert ours not in text


@pytest.mark.parametrize(
    ("verdict", "value"),
    [
        (Verdict.TRUE, 5),
        (Verdict.MOSTLY_TRUE, 4),
        (Verdict.FALSE, 1),
        (Verdict.MISLEADING, None),
        (Verdict.UNPROVEN, None),
        (Verdict.NOT_CHECKABLE, None),
    ],
)
def test_a_verdict_has_a_number_only_where_it_says_how_true_a_claim_is(verdict: Verdict, value: int | None) -> None:
    data = claimreview.dump([dossier(rulings={"C1": ruled("C1", verdict)})], POST)
    assert not problems(data)
    assert data["reviewRating"].get("ratingValue") == value
    assert data["reviewRating"]["alternateName"] == verdict.value.capitalize()


def test_every_verdict_has_been_thought_of() -> None:
    assert {verdict.value for verdict in Verdict} - set(claimreview.SCALE) == {
        "misleading",
        "unproven",
        "not checkable",
    }


def test_a_verdict_of_the_desks_own_has_its_words() -> None:
    assert claimreview.rating("satire") == {"@type": "Rating", "alternateName": "Satire"}


@pytest.mark.parametrize(
    ("kind", "type_"),
    [("person", "Person"), ("organisation", "Organization"), ("state", "Organization"), ("group", "Organization")],
)
def test_who_made_the_claim_is_named_as_the_article_knows_them(kind: Any, type_: str) -> None:
    actor = Actor(id="A1", name="Rustem Umerov", kind=kind, mentions=())
    assert author(said_by("named", actor=actor)) == {"@type": type_, "name": "Rustem Umerov"}


@pytest.mark.parametrize("kind", ["unnamed", "vague", "document", "none"])
def test_a_source_without_a_name_is_nobody(kind: Any) -> None:
    actor = Actor(id="A1", name="officials", kind="group", mentions=())
    assert author(said_by(kind, actor=actor)) is None


@pytest.mark.parametrize(("kind", "named"), [("organisation", True), ("media", True), ("named", False)])
def test_of_words_that_are_no_known_actor_only_an_organisation_is_named(kind: Any, named: bool) -> None:
    assert (author(said_by(kind)) is not None) is named
    assert author(said_by(kind, words=None)) is None


def test_a_pasted_text_without_a_date_has_no_appearance() -> None:
    data = claimreview.dump([dossier(briefing=seed())], POST)
    assert "itemReviewed" not in data
    assert not problems(data)


@pytest.mark.parametrize("published", ["2025-07-25T23:00:00Z", "2025-07-25"])
def test_the_day_of_a_time_is_published(published: str) -> None:
    data = claimreview.dump([dossier(briefing=seed(published=published))], POST)
    assert data["itemReviewed"] == {"@type": "Claim", "datePublished": "2025-07-25"}


def test_the_text_cannot_end_the_script_that_it_stands_in() -> None:
    text = claimreview.dumps(
        [dossier(briefing=seed(url="https://a.example", title="</script><!-- & --> \u2028"))], POST
    )
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text)["itemReviewed"]["appearance"]["headline"] == "</script><!-- & -->"


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(dossiers(), max_size=2))
def test_whatever_the_words_what_is_published_is_valid(cases: list[Dossier]) -> None:
    text = claimreview.dumps(cases, POST)
    assert not set(text) & set("<>&")
    data = json.loads(text.encode())
    assert not problems(data)
    published = [data] if "@type" in data else data["@graph"]
    ruled_on = [one for case in cases for one in case.told() if one.standing is Standing.RULED]
    assert len(published) <= len(ruled_on)
