from hypothesis import given, settings

from bot.briefing.blocks import unfurl
from bot.sandbox.shapes import unfurl_problems
from tests.briefing.briefings import WORDS

URL = "https://post.example/a"


def test_the_card_names_the_article_and_offers_the_briefing() -> None:
    made = unfurl(
        "https://post.example/a", title="Kyiv <!here>", publisher="The Post", published="2025-07-26", words=496
    )
    assert not unfurl_problems({URL: made})
    told, row = made["blocks"]
    assert told["text"]["text"] == "Kyiv &lt;!here&gt;\nThe Post · 26 July 2025 · 496 words"
    (button,) = row["elements"]
    assert (button["action_id"], button["text"]["text"], button["value"]) == (
        "brief_this",
        "Brief this",
        "https://post.example/a",
    )


def test_a_bare_link_is_named_by_its_host() -> None:
    made = unfurl("https://www.post.example/a")
    assert not unfurl_problems({URL: made})
    assert made["blocks"][0]["text"]["text"] == "post.example"


def test_a_link_too_long_for_a_button_has_none() -> None:
    made = unfurl("https://post.example/" + "a" * 2000, title="Long")
    assert not unfurl_problems({URL: made})
    assert [block["type"] for block in made["blocks"]] == ["section"]


@given(WORDS, WORDS, WORDS)
@settings(max_examples=30, deadline=None)
def test_every_unfurl_keeps_slacks_limits(url: str, title: str, publisher: str) -> None:
    made = unfurl(url, title=title * 50, publisher=publisher * 50, published=title)
    assert not unfurl_problems({URL: made})
