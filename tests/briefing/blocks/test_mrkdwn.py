import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.briefing.blocks.mrkdwn import bold, link, literal, mrkdwn, plain, user
from bot.briefing.legible import legible, units
from tests.briefing.briefings import LONG


def test_nobody_is_pinged_and_nothing_linked() -> None:
    assert mrkdwn("<!channel> & <@U1>", 100) == "&lt;!channel&gt; &amp; &lt;@U1&gt;"


def test_marks_of_formatting_stay_in_sight_without_force() -> None:
    assert mrkdwn("*b*", 100).replace("\u2060", "") == "*b*"
    assert mrkdwn("*b*", 100) == f"{literal('*')}b{literal('*')}"
    assert ":smile:" not in mrkdwn(":smile:", 100)


def test_a_cut_never_parts_an_entity() -> None:
    assert mrkdwn("&" * 10, 12) == "&amp;&amp;…"
    assert plain("<" * 10, 12) == "&lt;&lt;…"


@given(LONG, st.integers(3, 500))
@settings(max_examples=100, deadline=None)
def test_escaped_text_keeps_its_limit_and_can_be_read_back(text: str, limit: int) -> None:
    for escape in (mrkdwn, plain):
        shown = escape(text, limit)
        assert units(shown) <= limit
        assert "<" not in shown
        assert ">" not in shown
        read = html.unescape(shown).replace("\u2060", "").removesuffix("…").rstrip()
        assert legible(text).replace("\u2060", "").startswith(read)


@pytest.mark.parametrize("name", ["U0123", "W9"])
def test_a_user_is_mentioned(name: str) -> None:
    assert user(name) == f"<@{name}>"


@pytest.mark.parametrize("name", ["U1> <!channel", "!channel", "u1"])
def test_what_is_no_user_is_text(name: str) -> None:
    assert "<" not in user(name)


def test_a_link_holds_only_what_an_address_may() -> None:
    assert link("https://a.example/?x=1&y=<z>|", "A & B") == "<https://a.example/?x=1&amp;y=%3Cz%3E%7C|A &amp; B>"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "mailto:a@b.example", "", "https://", "http://[", "https://a.example/" + "x" * 300]
)
def test_what_is_no_address_or_too_long_is_only_named(url: str) -> None:
    assert link(url, "label") == "label"


@pytest.mark.parametrize(("name", "shown"), [("Rustem Umerov", "*Rustem Umerov*"), ("A & B", "A &amp; B"), ("", "")])
def test_plain_names_are_bold(name: str, shown: str) -> None:
    assert bold(name, 40) == shown
