"""The page as a whole: what a browser makes of it, and that the text of an article never becomes anything but text."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.briefing.model import Actor, Briefing, Mention
from bot.briefing.page import render
from bot.briefing.ruling import Ruling
from tests.briefing.briefings import NASTY, article, briefings
from tests.briefing.page.pages import bare, by_id, classes, marked, parsed, text, with_class, with_mentions

OURS = {
    "html", "head", "body", "meta", "title", "style", "a", "header", "h1", "h2", "h3", "p", "span", "bdi", "main", "div",
    "article", "fieldset", "legend", "label", "input", "mark", "nav", "section", "ol", "ul", "li", "dl", "dt", "dd", "strong",
    "details", "summary", "figure", "figcaption", "svg", "defs", "marker", "path", "g", "rect", "tspan", "text", "table",
    "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
SEARCHING = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def crowded(draw: st.DrawFn) -> Briefing:
    """Any briefing, with an actor mentioned here and there so that mentions overlap with everything else."""
    briefing = draw(briefings(most=3))
    words = briefing.article.text
    edges = st.tuples(st.integers(0, len(words)), st.integers(0, len(words))).map(sorted)
    return with_mentions(briefing, [briefing.article.span(*pair) for pair in draw(st.lists(edges, max_size=6))])


def test_the_page_says_what_it_is_about(briefing: Briefing) -> None:
    root = parsed(render(briefing))
    assert root.get("lang") == "en"
    (title,) = root.iter("title")
    assert title.text.startswith("In a recent development")
    assert "3 actors3 requests3 claims to check" in text(with_class(root, "counts")[0])


def test_every_item_is_marked_where_it_stands(briefing: Briefing) -> None:
    root = parsed(render(briefing))
    for number, claim in enumerate(briefing.claims, 1):
        assert marked(root, "claim", number) == claim.text.quote
    for number, request in enumerate(briefing.requests, 1):
        assert marked(root, "request", number) == request.item.quote


def test_list_and_text_lead_to_each_other(briefing: Briefing) -> None:
    root = parsed(render(briefing))
    label = by_id(root, "at-claim-1")
    assert text(label).startswith("C1")
    assert label.get("href") == "#claim-1"
    entry = by_id(root, "claim-1")
    assert "#at-claim-1" in [link.get("href") for link in entry.iter("a")]


def test_a_mention_leads_to_its_actor(briefing: Briefing) -> None:
    root = parsed(render(briefing))
    assert {(text(link), link.get("href")) for link in with_class(root, "actor") if link.tag == "a"} >= {
        ("Rustem Umerov", "#actor-1"),
        ("Turkey", "#actor-3"),
    }


def test_where_marks_overlap_each_has_its_layer(briefing: Briefing) -> None:
    request, claim = briefing.requests[0], briefing.claims[0].model_copy(update={"text": briefing.requests[0].item})
    both = briefing.model_copy(update={"requests": (request,), "claims": (claim,)})
    (outer,) = with_class(parsed(render(both)), "claim-1-span")
    assert [classes(inner)[0] for inner in outer.iter()] == ["claim", "request"]


def test_two_claims_on_the_same_words_are_told_from_one(briefing: Briefing) -> None:
    twin = briefing.claims[0].model_copy(update={"id": "C9"})
    root = parsed(render(briefing.model_copy(update={"claims": (briefing.claims[0], twin)})))
    assert all("twice" in classes(piece) for piece in with_class(root, "claim-2-span"))


def test_claims_with_lower_priority_are_folded_away_but_there(briefing: Briefing) -> None:
    many = tuple(briefing.claims[0].model_copy(update={"id": f"C{number}"}) for number in range(1, 31))
    root = parsed(render(briefing.model_copy(update={"claims": many})))
    folded = next(part for part in root.iter("details") if len(with_class(part, "claim-entry")) == 5)
    assert folded.get("open") is None
    assert text(next(folded.iter("summary"))) == "and 5 more with lower priority"
    assert len(with_class(root, "claim-entry")) == 30


def test_a_ruling_stands_with_its_claim(briefing: Briefing, unproven: Ruling) -> None:
    root = parsed(render(briefing, rulings={"C1": unproven}))
    (told,) = with_class(by_id(root, "claim-1"), "ruling")
    assert "unproven: no evidence that settles it" in text(told)
    (link,) = told.iter("a")
    assert (link.get("href"), link.get("rel")) == ("https://www.example.org/report?a=1&b=2", "noopener noreferrer")


def test_a_dismissed_claim_is_set_aside_and_not_counted(briefing: Briefing) -> None:
    root = parsed(render(briefing, dismissed=("C2",)))
    assert "2 claims to check" in text(with_class(root, "counts")[0])
    assert "aside" in classes(with_class(root, "claim-2-span")[0])


def test_where_nobody_asks_or_accuses_there_is_no_picture(briefing: Briefing) -> None:
    quiet = briefing.model_copy(update={"requests": (), "claims": ()})
    root = parsed(render(quiet))
    assert not list(root.iter("svg"))
    assert "No requests and no claims to check were found." in text(root)


def test_the_table_tells_all_that_the_picture_shows(briefing: Briefing) -> None:
    root = parsed(render(briefing))
    rows = [[text(cell) for cell in row] for row in next(root.iter("tbody"))]
    assert rows[0] == ["R1", "Ukraine", "asks", "Turkey", "“invest in its defense industry”"]
    letters = " ".join(text(line) for line in next(root.iter("svg")).iter("text"))
    assert all(row[0] in letters for row in rows)


def test_notices_are_shown(briefing: Briefing) -> None:
    noticed = briefing.model_copy(update={"notices": ("Only the first 5 words were analysed.",)})
    assert "Note: Only the first 5 words" in text(with_class(parsed(render(noticed)), "notice")[0])


@pytest.mark.parametrize("language", ["", 'en" onload="x', "e", "english-language-of-old"])
def test_a_language_that_is_none_is_not_claimed(language: str) -> None:
    root = parsed(render(Briefing(id="b", article=article("Text.", language=language))))
    assert with_class(root, "text")[0].get("lang") is None


@pytest.mark.parametrize("words", NASTY)
def test_text_from_outside_stays_text(words: str) -> None:
    root = parsed(render(Briefing(id=words, article=article(f"a{words}b", title=words, publisher=words, url=words))))
    assert {element.tag for element in root.iter()} <= OURS
    assert bare(text(with_class(root, "text")[0])).split() == bare(f"a{words}b").split()


def test_a_text_of_a_hundred_thousand_characters_without_a_space_is_whole() -> None:
    root = parsed(render(Briefing(id="b", article=article("𝔘" * 100_000))))
    assert text(with_class(root, "text")[0]).strip() == "𝔘" * 100_000


def test_offsets_are_code_points() -> None:
    words = "𝔘𝔫𝔦 👩‍👩‍👧 said"
    mention = Mention(start=4, end=9, quote=words[4:9], form="name")
    family = Actor(id="A1", name="Family", kind="group", mentions=(mention,))
    root = parsed(render(Briefing(id="b", article=article(words), actors=(family,))))
    assert marked(root, "actor", 1) == "👩‍👩‍👧"


@SEARCHING
@given(crowded())
def test_any_page_is_well_formed_and_all_its_markup_is_ours(briefing: Briefing) -> None:
    root = parsed(render(briefing))
    assert {element.tag for element in root.iter()} <= OURS
    assert not [name for element in root.iter() for name in element.attrib if name == "style" or name.startswith("on")]
    for element in root.iter():
        if element.get("href", "#").startswith("#"):
            continue
        assert element.get("href").startswith(("https://", "http://"))
        assert element.get("rel") == "noopener noreferrer"


@SEARCHING
@given(crowded())
def test_on_any_page_every_anchor_is_one_and_every_link_finds_its_own(briefing: Briefing) -> None:
    root = parsed(render(briefing))
    anchors = Counter(element.get("id") for element in root.iter() if element.get("id"))
    assert set(anchors.values()) == {1}
    links = [element.get("href") for element in root.iter("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(anchors)
    named = [element.get("aria-labelledby") for element in root.iter() if element.get("aria-labelledby")]
    assert set(named) <= set(anchors)


@SEARCHING
@given(crowded())
def test_on_any_page_what_is_marked_is_the_items_own_text(briefing: Briefing) -> None:
    root = parsed(render(briefing))
    for number, claim in enumerate(briefing.claims, 1):
        assert bare(marked(root, "claim", number)).split() == bare(claim.text.quote).split()
    for number, request in enumerate(briefing.requests, 1):
        assert bare(marked(root, "request", number)).split() == bare(request.item.quote).split()


@SEARCHING
@given(crowded())
def test_on_any_page_headings_are_in_order(briefing: Briefing) -> None:
    levels = [int(element.tag[1]) for element in parsed(render(briefing)).iter() if element.tag in {"h1", "h2", "h3"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
