"""What was shared, read from what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.share import TEXT_WORDS, Share, shares_in, tidy

LINK = "https://news.example/a"


def test_links_are_shared_each_once() -> None:
    assert shares_in(f"<{LINK}> <{LINK}#top> https://news.example/b?x=1&amp;y=2") == (
        Share(source=LINK, url=LINK),
        Share(source="https://news.example/b?x=1&y=2", url="https://news.example/b?x=1&y=2"),
    )


def test_a_few_words_around_a_link_leave_it_a_link() -> None:
    assert shares_in(f"please have a look at <{LINK}|this>") == (Share(source=LINK, url=LINK),)


def test_a_text_with_links_in_it_is_a_text() -> None:
    text = "word " * TEXT_WORDS + f"&amp; <{LINK}|a link> &lt;here&gt;"
    assert shares_in(text) == (Share(source="word " * TEXT_WORDS + "& a link <here>"),)


@pytest.mark.parametrize("text", ["", "  \n", "help", "status", "what can you do?"])
def test_a_few_words_share_nothing(text: str) -> None:
    assert shares_in(text) == ()


@pytest.mark.parametrize(
    ("url", "known_as"),
    [
        ("HTTPS://News.Example/A?utm_source=x&id=3&fbclid=y#part", "https://news.example/A?id=3"),
        ("https://news.example", "https://news.example/"),
        ("https://[broken", "https://[broken"),
    ],
)
def test_a_link_is_known_by_what_says_which_article_it_is(url: str, known_as: str) -> None:
    assert tidy(url) == known_as


@given(st.text(max_size=300))
def test_any_text_can_be_shared(text: str) -> None:
    assert all(share.source for share in shares_in(text))
