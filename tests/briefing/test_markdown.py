import pytest
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.briefing import markdown
from bot.briefing.legible import legible
from bot.briefing.model import Briefing
from tests.briefing.briefings import NASTY, article, briefings

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {"heading", "paragraph", "inline", "bullet_list", "list_item", "blockquote", "strong", "text", "softbreak"}


def tokens(text: str) -> list[Token]:
    return [token for block in READER.parse(text) for token in (block, *(block.children or []))]


def kinds(text: str) -> set[str]:
    return {token.type.removesuffix("_open").removesuffix("_close") for token in tokens(text)}


@pytest.mark.parametrize("text", NASTY)
def test_text_from_outside_stays_text(text: str) -> None:
    escaped = markdown.escape(text)
    assert kinds(escaped) <= {"paragraph", "inline", "text"}
    assert "".join(token.content for token in tokens(escaped) if token.type == "text") == legible(text)


def test_no_address_is_left_for_a_renderer_to_link() -> None:
    escaped = markdown.escape("see https://e.example, www.e.example or a@e.example")
    assert escaped == r"see https\://e.example, www\.e.example or a\@e.example"


def test_the_briefing_reads_from_top_to_bottom(briefing: Briefing) -> None:
    text = markdown.render(briefing)
    assert text.startswith("# In a recent development")
    for line in (
        "- **Rustem Umerov** — First Deputy Minister of Defense · Ukraine · 1 mention · asks",
        "- **R3** Rustem Umerov (“the minister”) → addressee not named · need · check the extraction · “bolster Ukraine’s long-range military capabilities”",
        "### C1 “Zelenskyy had actively sabotaged negotiations in Turkey during March 2022”",
        "- **Why:** accusation (“sabotaged”) · unnamed source · contested in the text (“though unverified”)",
    ):
        assert line in text.splitlines()


def test_nothing_found_is_said() -> None:
    assert "No requests and no claims to check were found." in markdown.render(
        Briefing(id="b", article=article("A text."))
    )


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(briefings(most=3))
def test_only_our_own_markup_is_markup(briefing: Briefing) -> None:
    text = markdown.render(briefing)
    assert kinds(text) <= OURS
    headings = sum(token.type == "heading_open" for token in tokens(text))
    assert headings == 1 + len(briefing.claims) + sum(map(bool, (briefing.actors, briefing.requests, briefing.claims)))
