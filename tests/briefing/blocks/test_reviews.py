from hypothesis import given, settings
from hypothesis import strategies as st

from bot.briefing.blocks import kit
from bot.briefing.blocks.reviews import reviews
from bot.briefing.review import Review
from bot.sandbox.shapes import message_problems
from tests.briefing.briefings import LONG, WORDS

FLAT = Review(
    claim="The earth is flat",
    claimant="A blog",
    publisher="PolitiFact",
    rating="Pants on Fire",
    title="No, it is not",
    url="https://www.politifact.com/flat?a=1&b=2",
    date="2020-07-31",
)
ANY = st.builds(
    Review,
    claim=LONG,
    claimant=LONG,
    publisher=LONG,
    rating=LONG,
    title=LONG,
    url=WORDS | st.just("https://a.example/b?c&d|e<f>"),
    date=st.none() | WORDS | st.just("2020-07-31"),
)


def test_a_review_tells_whose_it_is_what_they_said_and_what_they_had_checked() -> None:
    section, small = reviews([FLAT])
    assert section["text"]["text"].splitlines() == [
        "*Claims like this one, checked by others*",
        "• PolitiFact: Pants on Fire · 31 July 2020 · <https://www.politifact.com/flat?a=1&amp;b=2|No, it is not>",
        "> “The earth is flat” (A blog)",
    ]
    assert "not a ruling of this desk" in small["elements"][0]["text"]


def test_a_review_of_which_little_is_known_has_no_gaps() -> None:
    bare = Review(publisher="Full Fact", rating="Wrong.", url="https://fullfact.org/a")
    assert reviews([bare])[0]["text"]["text"].splitlines()[1:] == [
        "• Full Fact: Wrong. · <https://fullfact.org/a|fullfact.org>"
    ]


def test_only_the_foremost_are_shown() -> None:
    many = [FLAT.model_copy(update={"publisher": f"P{number}"}) for number in range(9)]
    text = reviews(many)[0]["text"]["text"]
    assert [f"P{number}:" in text for number in range(9)] == [True] * 3 + [False] * 6


def test_that_nothing_was_found_is_said() -> None:
    (line,) = reviews([])
    assert line["elements"][0]["text"] == "No published fact check of a claim like this one was found."


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY, max_size=5))
def test_no_review_pings_links_or_breaks_out_of_slacks_limits(found: list[Review]) -> None:
    blocks = reviews(found)
    assert not message_problems({"text": "x", "blocks": blocks})
    assert kit.weight(blocks) <= 3600
    for line in blocks[0].get("text", {"text": ""})["text"].splitlines():
        assert "<!" not in line
        assert "<@" not in line
        assert line.startswith(("• ", "> ", "*Claims like"))
        assert line.count("<") == line.count("<http")
