import pytest

from bot.briefing.model import Briefing
from bot.briefing.page.entries import actors, claims, outlink, ruled
from bot.briefing.ruling import Ruling
from tests.briefing.briefings import NASTY


def test_the_weightiest_claim_comes_first(briefing: Briefing) -> None:
    assert [entry.label for entry in claims(briefing, {}, ()).shown] == ["C2", "C1", "C3"]


def test_claims_beyond_the_most_are_the_rest(briefing: Briefing) -> None:
    many = tuple(
        briefing.claims[0].model_copy(update={"id": f"C{number}", "priority": number / 40}) for number in range(40)
    )
    found = claims(briefing.model_copy(update={"claims": many}), {}, ())
    assert (len(found.shown), len(found.rest)) == (25, 15)
    assert (found.shown[0].label, found.rest[0].label) == ("C39", "C14")


def test_a_dismissed_claim_is_set_aside(briefing: Briefing) -> None:
    found = claims(briefing, {}, {"C2"})
    assert [entry.label for entry in found.shown] == ["C1", "C3"]
    assert [entry.label for entry in found.aside] == ["C2"]


def test_a_ruling_says_when_and_why(unproven: Ruling) -> None:
    told = ruled(unproven)
    assert (told.verdict, told.reason) == ("unproven", "no report is named")
    assert told.signature == "ruled on 26 July 2025"
    assert [link.href for link in told.links] == ["https://www.example.org/report?a=1&b=2"]


def test_what_was_given_as_a_link_and_is_none_stays_words(unproven: Ruling) -> None:
    told = ruled(unproven.model_copy(update={"links": ("javascript:alert(1)",)}))
    assert (told.links, told.other) == ((), ("javascript:alert(1)",))


@pytest.mark.parametrize(
    "url", [*NASTY, "javascript:x", "data:text/html,x", "//e.example", "http://", "ftp://e.example"]
)
def test_only_plain_web_links_can_be_followed(url: str) -> None:
    link = outlink(url)
    assert (link is not None) == (url == "https://evil.example/a_b?c=d&e=f")


def test_every_mention_of_an_actor_has_its_place(briefing: Briefing) -> None:
    assert actors(briefing)[1].places == ("at-actor-2-1", "at-actor-2-2")
