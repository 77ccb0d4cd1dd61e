"""What is typed and what Slack makes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import richtext
from bot.sandbox.workspace import Channel, Person, Team

TEAM = Team(
    "T1",
    "Desk",
    "desk",
    people={"U1": Person("U1", "ana.b", "Ana B")},
    channels={"C1": Channel("C1", "T1", "desk"), "D1": Channel("D1", "T1", "", "im")},
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("https://a.example/x.", "<https://a.example/x>."),
        ("(see https://a.example/x)", "(see <https://a.example/x>)"),
        ("https://a.example/x_(y)", "<https://a.example/x_(y)>"),
        ("“https://a.example/x”", "“<https://a.example/x>”"),
        ("hello @ana.b.", "hello <@U1>."),
        ("@nobody #nowhere", "@nobody #nowhere"),
        ("<@U1> <@U9> <#C1>", "<@U1> &lt;@U9&gt; <#C1>"),
        ("@here <!channel> #desk", "<!here> <!channel> <#C1|desk>"),
        ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
    ],
)
def test_what_is_typed_becomes_slacks_own(typed: str, stored: str) -> None:
    assert richtext.typed(TEAM, typed) == stored


@given(st.text(alphabet="ab <>&@#!:/.|h\n"))
def test_nothing_that_is_typed_breaks_out_of_its_escape(text: str) -> None:
    stored = richtext.typed(TEAM, text)
    bare = stored
    for token in ("<!here>", "<@U1>", "<#C1>"):
        bare = bare.replace(token, "")
    assert "<" not in bare
    assert ">" not in bare
    assert richtext.unescape(richtext.escape(text)) == text


@given(st.text(alphabet="ab <>&;\n", min_size=1))
def test_plain_words_are_the_same_in_rich_text(text: str) -> None:
    (section,) = richtext.rich_text(richtext.typed(TEAM, text))["elements"]
    assert "".join(one["text"] for one in section["elements"]) == text


def test_links_are_found_each_once() -> None:
    stored = richtext.typed(TEAM, "https://a.example/?x=1&y=2 and https://a.example/?x=1&y=2, @ana.b")
    assert richtext.links(stored) == ["https://a.example/?x=1&y=2"]
    assert richtext.links("<mailto:a@b.example|a> <https://c.example|C>") == ["https://c.example"]
