"""Links in messages, as Slack writes them and as people do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.article import links_in
from bot.article.links import sole_link


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("", []),
        ("no link, only http:// and https://", []),
        ("see <https://a.example/x|the story> now", ["https://a.example/x"]),
        ("<https://a.example/x>", ["https://a.example/x"]),
        ("<https://a.example/?a=1&amp;b=2>", ["https://a.example/?a=1&b=2"]),
        ("<https://a.example/|https://b.example/>", ["https://a.example/"]),
        ("<@U1> <#C1|general> <!here> <mailto:a@b.example|a@b.example>", []),
        ("read https://a.example/x.", ["https://a.example/x"]),
        ("(https://a.example/x)", ["https://a.example/x"]),
        ("https://en.wikipedia.org/wiki/Turkey_(country)", ["https://en.wikipedia.org/wiki/Turkey_(country)"]),
        ("[story](https://a.example/x)", ["https://a.example/x"]),
        ("“https://a.example/x”, he said", ["https://a.example/x"]),
        ("*https://a.example/x*", ["https://a.example/x"]),
        ("HTTPS://A.example/x and http://b.example", ["HTTPS://A.example/x", "http://b.example"]),
        ("https://a.example/ <https://a.example/>", ["https://a.example/"]),
        (
            "https://a.example/1, https://a.example/2;https://b.example",
            ["https://a.example/1", "https://a.example/2;https://b.example"],
        ),
        ("ftp://a.example xhttp://b.example", []),
    ],
)
def test_links_are_found(text: str, links: list[str]) -> None:
    assert links_in(text) == links


@given(st.text())
def test_any_text_gives_links_without_spaces(text: str) -> None:
    assert all(link.lower().startswith("http") and " " not in link for link in links_in(text))


@pytest.mark.parametrize(
    ("source", "link"),
    [
        (" https://a.example/x \n", "https://a.example/x"),
        ("<https://a.example/x?a=1&amp;b|label with words>", "https://a.example/x?a=1&b"),
        ("ftp://a.example/x", "ftp://a.example/x"),
        ("https://a.example/x says the minister lied", None),
        ("Minister", None),
        ("", None),
    ],
)
def test_source_that_is_one_link_is_told_from_a_text(source: str, link: str | None) -> None:
    assert sole_link(source) == link
