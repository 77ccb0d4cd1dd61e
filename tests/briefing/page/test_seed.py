"""The page of the project's first document, as the extraction reads it today."""

from pathlib import Path
from typing import Any

import pytest

from bot.article import from_text
from bot.briefing.model import Briefing
from bot.briefing.page import render
from bot.briefing.page.ties import ties
from bot.extraction import extract
from tests.briefing.page.pages import by_id, marked, parsed, text, with_class

SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.fixture(scope="module")
def seed() -> Briefing:
    (path,) = SEEDS.glob("*.txt")
    return extract(from_text(path.read_text("utf8")))


@pytest.fixture(scope="module")
def page(seed: Briefing) -> Any:
    return parsed(render(seed))


def test_every_claim_and_request_is_marked_word_for_word(seed: Briefing, page: Any) -> None:
    assert seed.claims
    assert seed.requests
    for number, claim in enumerate(seed.claims, 1):
        assert marked(page, "claim", number) == claim.text.quote
    for number, request in enumerate(seed.requests, 1):
        assert marked(page, "request", number) == request.item.quote


def test_every_mention_can_be_reached(seed: Briefing, page: Any) -> None:
    for number, actor in enumerate(seed.actors, 1):
        for count in range(1, len(actor.mentions) + 1):
            assert by_id(page, f"at-actor-{number}-{count}") is not None


def test_the_text_is_the_articles_with_nothing_but_labels_added(seed: Briefing, page: Any) -> None:
    (shown,) = with_class(page, "text")
    labels = [text(label) for label in with_class(shown, "label")]
    rest = text(shown)
    for label in labels:
        rest = rest.replace(label, "", 1)
    assert rest.split() == seed.article.text.split()


def test_the_picture_shows_who_asks_turkey_and_who_accuses_the_president(seed: Briefing, page: Any) -> None:
    pairs = {(tie.who.name, tie.deed, tie.whom.name) for tie in ties(seed)}
    assert ("Ukraine", "asks", "Turkey") in pairs
    assert ("investigative reports", "accuses", "Vladimir Zelenskyy") in pairs
    (svg,) = page.iter("svg")
    assert "Ukraine" in text(svg)
