import io
import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from rich.console import Console

from bot.briefing import terminal
from bot.briefing.model import Briefing
from tests.briefing.briefings import article, briefings, seed

STYLE = re.compile(r"\x1b\[[0-9;]*m")


def shown(briefing: Briefing, width: int = 80, *, colour: bool = False) -> str:
    file = io.StringIO()
    Console(file=file, width=width, force_terminal=colour, color_system="standard" if colour else None).print(
        terminal.render(briefing)
    )
    return file.getvalue()


@pytest.mark.parametrize("width", [80, 120])
def test_no_word_is_cut_and_no_line_too_long(width: int) -> None:
    briefing = seed(title="Ukraine asks Turkey for air defence", publisher="Example Post")
    text = shown(briefing, width)
    words = set(text.split())
    for claim in briefing.claims:
        inner = claim.text.quote.split()[1:-1]
        assert set(inner) <= words
    assert max(map(len, text.splitlines())) <= width


def test_the_briefing_reads_from_top_to_bottom(briefing: Briefing) -> None:
    text = " ".join(shown(briefing, 120).split())
    for part in (
        "pasted text · 143 words 3 actors · 3 requests · 3 claims to check ACTORS Rustem Umerov First Deputy Minister of Defense · Ukraine",
        "R1 Ukraine → Turkey · request · “invest in its defense industry” R2 Ukraine → Turkey",
        "R3 Rustem Umerov (“the minister”) → addressee not named · need · check the extraction",
        "C1 “Zelenskyy had actively sabotaged negotiations in Turkey during March 2022” Who says so: investigative reports (unnamed source)",
        "To check: March 2022 (date) · Turkey (place) > Previously, investigative reports suggested",
    ):
        assert part in text


def test_nothing_found_is_said() -> None:
    text = " ".join(shown(Briefing(id="b", article=article("A text."), notices=("The text was cut.",))).split())
    assert (
        "Note: The text was cut. No requests and no claims to check were found. That does not make the article right"
        in text
    )


def test_a_pipe_gets_no_colour_and_a_terminal_does(briefing: Briefing) -> None:
    assert "\x1b" not in shown(briefing)
    assert STYLE.search(shown(briefing, colour=True))


def test_markup_of_rich_stays_text() -> None:
    briefing = Briefing(id="b", article=article("x", title="[bold]A[/bold] [link=http://e.example]b[/link] :smile:"))
    assert "[bold]A[/bold] [link=http://e.example]b[/link] :smile:" in shown(briefing)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(briefings(most=4))
def test_no_control_character_reaches_a_terminal(briefing: Briefing) -> None:
    text = STYLE.sub("", shown(briefing, colour=True))
    assert {character for character in text if unicodedata.category(character) == "Cc"} <= {"\n"}
