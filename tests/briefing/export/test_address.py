from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.export.address import part, web
from tests.briefing.briefings import WORDS


@pytest.mark.parametrize(
    ("given_address", "address"),
    [
        ("https://a.example/b?c=1&d=2#e", "https://a.example/b?c=1&d=2#e"),
        ("https://a.example/%7Eb/100%", "https://a.example/%7Eb/100%25"),
        ('https://a.example/<b>|"c" d', "https://a.example/%3Cb%3E%7C%22c%22%20d"),
        ("https://müller.example/é", "https://xn--mller-kva.example/%C3%A9"),
        ("HTTPS://A.example:8443", "https://a.example:8443"),
        ("http://[2001:db8::1]/a", "http://[2001:db8::1]/a"),
        (" https://a.example/\nb", "https://a.example/%20b"),
    ],
)
def test_an_address_of_the_web_holds_only_what_an_address_may(given_address: str, address: str) -> None:
    assert web(given_address) == address


@pytest.mark.parametrize(
    "text",
    ["", "javascript:alert(1)", "mailto:a@b.example", "//a.example", "https://", "http://[", "https://a.example:x/",
     "https://user:secret@a.example/", "https://a b.example/", "https://{x}.example", "a.example/b", "https://" + "ü" * 99],
)  # fmt: skip
def test_what_is_none_of_the_web_or_holds_a_password_is_no_address(text: str) -> None:
    assert web(text) is None


@given(st.one_of(WORDS, WORDS.map("https://a.example/{}".format), WORDS.map("https://{}/".format)))
def test_whatever_comes_an_address_stays_one_when_read_again(text: str) -> None:
    found = web(text)
    if found is not None:
        assert found.isascii()
        assert not set(found) & set(' <>"{}|\\^`')
        assert urlsplit(found).scheme in {"http", "https"}
        assert web(found) == found


@given(WORDS)
def test_words_become_a_single_piece_of_an_address(text: str) -> None:
    assert not set(part(text)) & set("/?#&<> ")
