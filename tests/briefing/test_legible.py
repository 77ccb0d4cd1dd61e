import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.briefing.legible import clip, legible, quoted, units
from tests.briefing.briefings import LONG


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]8;;http://e.example\x07link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred", "red"),
        ("a\r\n\tb\u2028c", "a b c"),
        ("a\u202egnp.exe\u202c", "agnp.exe"),
        ("שלום", "שלום"),
        ("\x00\x07\x7f", ""),
    ],
)
def test_nothing_in_a_text_drives_the_terminal(raw: str, shown: str) -> None:
    assert legible(raw) == shown


@given(LONG)
@settings(max_examples=50, deadline=None)
def test_a_legible_text_has_no_controls_and_one_line(text: str) -> None:
    assert not any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in legible(text))


@given(LONG, st.integers(2, 400))
@settings(max_examples=100, deadline=None)
def test_a_clipped_text_keeps_its_limit_and_its_beginning(text: str, limit: int) -> None:
    cut = clip(text, limit)
    assert units(cut) <= limit
    assert text.startswith(cut.removesuffix("…").rstrip()) or text == cut


def test_a_text_is_cut_after_a_word() -> None:
    assert clip("the long road to peace", 16) == "the long road…"


def test_a_cut_keeps_accents_and_families_together() -> None:
    assert clip("xxe\u0301\u0301yy", 5) == "xx…"
    assert clip("xx👩‍👩‍👧yyyy", 8) == "xx…"


def test_emoji_count_as_two() -> None:
    assert units("a𝔘") == 3


@pytest.mark.parametrize(("raw", "shown"), [("x", "“x”"), ("“x”", "“x”"), ("“x” and “y”", "““x” and “y””"), ("", "“”")])
def test_a_quote_has_one_pair_of_marks(raw: str, shown: str) -> None:
    assert quoted(raw) == shown
