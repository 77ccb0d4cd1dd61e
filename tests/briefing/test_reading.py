import pytest

from bot.briefing import reading, wording
from bot.briefing.model import ActorKind, Briefing, CheckKind, Party, ReasonKind, SourceKind
from bot.briefing.ruling import Verdict
from tests.briefing.briefings import article, seed


def test_every_kind_has_its_words() -> None:
    for kinds, words in (
        (ReasonKind, wording.REASON),
        (SourceKind, wording.SOURCE),
        (ActorKind, wording.ACTOR),
        (CheckKind, wording.CHECK),
    ):
        assert set(kinds.__args__) == set(words)  # type: ignore[attr-defined]
    assert {verdict.value for verdict in Verdict} == set(wording.VERDICT)


def test_an_article_without_title_is_called_by_its_first_words(briefing: Briefing) -> None:
    assert reading.headline(briefing.article).startswith("In a recent development that has sparked")
    assert reading.headline(briefing.article).endswith("…")
    assert reading.headline(article("")) == "Untitled article"


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"publisher": "The Post"}, "The Post"),
        ({"url": "https://www.post.example/a"}, "post.example"),
        ({}, "pasted text"),
        ({"url": "http://["}, "pasted text"),
    ],
)
def test_the_outlet_is_the_best_known_name(fields: dict[str, str], shown: str) -> None:
    assert reading.outlet(article("x", **fields)) == shown


def test_the_facts_are_authors_date_and_length() -> None:
    shown = reading.facts(article("one two", published="2025-07-26T10:00:00Z", authors=("A", "B", "C", "D")))
    assert shown == ["by A, B, C and others", "26 July 2025", "2 words"]
    assert reading.facts(article("one", published="last week")) == ["last week", "1 word"]


def test_a_portrait_tells_role_country_and_deeds(briefing: Briefing) -> None:
    umerov, ukraine, _ = briefing.actors
    assert reading.portrait(briefing, umerov) == ["First Deputy Minister of Defense", "Ukraine", "1 mention", "asks"]
    assert reading.portrait(briefing, ukraine) == ["state", "2 mentions", "asks"]


def test_a_resolved_party_shows_the_words_it_rests_on(briefing: Briefing) -> None:
    assert reading.party(briefing, briefing.requests[2].requester, "") == "Rustem Umerov (“the minister”)"
    assert reading.party(briefing, briefing.requests[0].requester, "") == "Ukraine"
    assert reading.party(briefing, Party(), "addressee not named") == "addressee not named"


def test_a_claim_tells_who_says_so(briefing: Briefing) -> None:
    shown = [reading.speaker(briefing, claim) for claim in briefing.claims]
    assert shown == ["investigative reports (unnamed source)", "no source given", "Critics (vague source)"]


def test_grounds_show_their_trigger_but_not_the_source_twice() -> None:
    briefing = seed()
    shown = reading.grounds(briefing, briefing.claims[0])
    assert shown == ["accusation (“sabotaged”)", "unnamed source", "contested in the text (“though unverified”)"]


def test_requests_of_one_sentence_stand_together(briefing: Briefing) -> None:
    groups = reading.by_sentence(briefing.requests)
    assert [[request.id for request in group] for group in groups] == [["R1", "R2"], ["R3"]]


def test_the_foremost_keep_their_order() -> None:
    assert reading.foremost([3, 1, 5, 4], 2, float) == [5, 4]
    assert reading.foremost([1, 1, 1], 2, float) == [1, 1]


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "no claims to check"), (1, "1 claim to check"), (1200, "1,200 claims to check")]
)
def test_counts_read_as_words(number: int, shown: str) -> None:
    assert wording.count(number, "claim", " to check") == shown


def test_a_headline_ends_with_its_line() -> None:
    assert reading.headline(article("\n Floods force thousands out\n\nNairobi, 12 May")) == "Floods force thousands out"
