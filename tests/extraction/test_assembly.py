"""A briefing's form holds whatever the article says."""

from itertools import pairwise

import pytest

from bot.briefing.model import Briefing, Party, Span
from bot.extraction import extract
from tests.briefing.briefings import article
from tests.extraction.newsroom import brief

TEXT = (
    "President Peter Holm urged Russia on Tuesday to withdraw its troops and release the prisoners. Officials claim that "
    "the army killed 42 civilians.\n\nMaria Silva said that Ukraine needs more tanks from Germany. She added that the road "
    "was closed. Critics said on Monday that the company had poisoned the river."
)


@pytest.fixture(scope="module", params=["seed", "news"])
def briefing(request: pytest.FixtureRequest, seed: Briefing) -> Briefing:
    return seed if request.param == "seed" else brief(TEXT)


def test_ids_count_from_one(briefing: Briefing) -> None:
    for letter, ids in {
        "A": [actor.id for actor in briefing.actors],
        "S": [report.id for report in briefing.attributions],
        "R": [request.id for request in briefing.requests],
        "C": [claim.id for claim in briefing.claims],
    }.items():
        assert ids == [f"{letter}{n}" for n in range(1, len(ids) + 1)]
        assert ids


def test_everything_that_is_referred_to_is_there(briefing: Briefing) -> None:
    actors = {actor.id for actor in briefing.actors}
    reports = {report.id for report in briefing.attributions}
    parties: list[Party] = [report.source for report in briefing.attributions]
    parties += [party for request in briefing.requests for party in (request.requester, request.addressee) if party]
    assert {party.actor for party in parties} - {None} <= actors
    assert {claim.attribution for claim in briefing.claims} - {None} <= reports


def holds(evidence: tuple[Span, ...], item: Span) -> bool:
    return any(sentence.start <= item.start and item.end <= sentence.end for sentence in evidence)


def test_evidence_is_sentences_that_hold_the_item(briefing: Briefing) -> None:
    assert all(holds(request.evidence, request.item) for request in briefing.requests)
    assert all(holds(request.evidence, request.cue) for request in briefing.requests)
    assert all(holds(claim.evidence, claim.text) for claim in briefing.claims)
    sentences = [span for request in briefing.requests for span in request.evidence]
    sentences += [span for claim in briefing.claims for span in claim.evidence]
    assert all(span.quote == span.quote.strip() for span in sentences)
    assert all(span.quote[-1] in '.!?”"' for span in sentences)


def test_what_is_checked_stands_in_the_claim(briefing: Briefing) -> None:
    for claim in briefing.claims:
        assert all(claim.text.start <= check.span.start and check.span.end <= claim.text.end for check in claim.check)


def test_requests_and_claims_stand_in_the_articles_order(briefing: Briefing) -> None:
    for spans in ([r.item for r in briefing.requests], [c.text for c in briefing.claims]):
        assert [span.start for span in spans] == sorted(span.start for span in spans)


def test_mentions_stand_in_order_and_apart(briefing: Briefing) -> None:
    for actor in briefing.actors:
        assert all(a.end <= b.start for a, b in pairwise(actor.mentions))
        assert actor.mentions


def test_no_two_actors_share_a_mention(briefing: Briefing) -> None:
    places = [(mention.start, mention.end) for actor in briefing.actors for mention in actor.mentions]
    assert len(places) == len(set(places))


def test_same_article_makes_the_same_briefing() -> None:
    assert brief(TEXT) == brief(TEXT)


def test_id_is_of_text_and_link() -> None:
    plain = brief(TEXT).id
    assert plain == brief(TEXT).id
    assert len({plain, brief(TEXT + " ").id, extract(article(TEXT, url="https://a.example/b")).id}) == 3
    assert extract(article(TEXT, title="Another title")).id == plain


def test_article_is_handed_on_untouched() -> None:
    given = article(
        "  " + TEXT + "\r\n", url="https://a.example/b", title="T", authors=("A. B.",), published="2025-07-26"
    )
    assert extract(given).article == given
