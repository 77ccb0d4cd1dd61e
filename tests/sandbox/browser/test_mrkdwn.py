"""Slack's markup becomes HTML that shows what Slack shows, and nothing that a text smuggles in."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.browser.mrkdwn import mrkdwn, plain
from tests.sandbox.browser.names import Names

OURS = {"strong", "em", "s", "code", "pre", "a", "span", "blockquote", "ul", "ol", "li", "br"}
LINK = 'target="_blank" rel="noopener noreferrer nofollow"'


def shown(text: str, *, verbatim: bool = False) -> str:
    return str(mrkdwn(text, Names(), verbatim=verbatim))


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("*bold* _slanted_ ~gone~", "<strong>bold</strong> <em>slanted</em> <s>gone</s>"),
        ("*_both_*", "<strong><em>both</em></strong>"),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
        ("* not bold * and **", "* not bold * and **"),
        ("*a _b* c_", "<strong>a _b</strong> c_"),
        ("*one* _two *three_ four*", "<strong>one</strong> _two <strong>three_ four</strong>"),
        ("`a *b* <https://x.org|c>`", "<code>a *b* c</code>"),
        ("```\nif a &lt; b:\n  *c*\n```", "<pre>if a &lt; b:\n  *c*</pre>"),
        ("&gt; one\n&gt; two\nthree", "<blockquote>one<br>two</blockquote>three"),
        ("> *as said*", "<blockquote><strong>as said</strong></blockquote>"),
        ("• one\n• two", "<ul><li>one</li><li>two</li></ul>"),
        ("3. three\n4. four", '<ol start="3"><li>three</li><li>four</li></ol>'),
        ("a &amp; b &lt;c&gt; &quot;", "a &amp; b &lt;c&gt; &amp;quot;"),
        ("first\n\nsecond", "first<br><br>second"),
    ],
)
def test_marks_become_elements_where_slack_sees_them(written: str, html: str) -> None:
    assert shown(written) == html


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("<https://x.org/a?b=1&amp;c=2|the *piece*>", f'<a href="https://x.org/a?b=1&amp;c=2" {LINK}>the *piece*</a>'),
        ("<https://x.org>", f'<a href="https://x.org" {LINK}>https://x.org</a>'),
        ("<mailto:a@b.org|a@b.org>", f'<a href="mailto:a@b.org" {LINK}>a@b.org</a>'),
        ("<javascript:alert(1)|press>", "press"),
        ("see https://x.org/a_b_c.", f'see <a href="https://x.org/a_b_c" {LINK}>https://x.org/a_b_c</a>.'),
        (
            "<@U1> <@U9|ghost> <@U8>",
            '<span class="mention">@Maya &lt;Okafor&gt;</span> <span class="mention">@ghost</span> <span class="mention">@U8</span>',
        ),
        ("<#C1> <#C9|away>", '<span class="mention">#fact-desk</span> <span class="mention">#away</span>'),
        ("<!here> <!subteam^S1|@desk>", '<span class="mention">@here</span> <span class="mention">@desk</span>'),
        ("<!date^0^{nothing}|in 1970>", "{nothing}"),
        ("<!date^soon^{date}|soon>", "soon"),
    ],
)
def test_what_stands_in_angle_brackets_is_meant(written: str, html: str) -> None:
    assert shown(written) == html


def test_verbatim_text_gets_no_link_of_its_own() -> None:
    assert shown("https://x.org", verbatim=True) == "https://x.org"


def test_shortcodes_become_emoji_where_they_are_known() -> None:
    assert shown(":eyes: :no_such_thing: :+1::skin-tone-3:") == "👀 :no_such_thing: 👍🏼"


def test_plain_text_has_no_marks_and_emoji_only_where_it_allows_them() -> None:
    assert plain("*a* &lt;b&gt; :eyes:", emoji=False) == "*a* &lt;b&gt; :eyes:"
    assert plain("<b> :eyes:") == "&lt;b&gt; 👀"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


PIECES = (*'*_~`<>|&;@#! \n\ue000\ue0010a•-."', "</", "<script", "javascript:", "https://", "!date^")
MARKS = st.lists(st.sampled_from(PIECES)).map("".join)


@given(MARKS | st.text())
def test_no_text_whatever_brings_in_an_element_that_is_not_ours(text: str) -> None:
    tags = _Tags()
    tags.feed(shown(text))
    tags.close()
    assert tags.open == []
    assert tags.seen <= OURS
    assert all(link.lower().startswith(("http://", "https://", "mailto:", "tel:")) for link in tags.links)
