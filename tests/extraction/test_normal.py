import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.extraction.normal import BREAKS, INVISIBLE, SPACES, normal

ODD = st.sampled_from([*INVISIBLE, *SPACES, *BREAKS, "\u0301", "\u0308", "e", "a", " ", "\n", "\ud83d", "각", "🙂"])
TEXTS = st.text(st.characters()) | st.lists(ODD, max_size=30).map("".join)


def test_ordinary_text_is_not_copied() -> None:
    raw = "The minister said: “Yes – at 10 o’clock.”\n\nThe road is closed."
    view = normal(raw)
    assert view.text is raw
    assert view.raw(4, 12) == (4, 12)


@given(TEXTS)
@example("")
@example("e\u0301\u0301x")
@example("\u200be\u200b\u0301")
def test_every_character_stands_for_its_own_piece_of_the_raw_text(raw: str) -> None:
    view = normal(raw)
    assert len(view.text) == len(view.starts) == len(view.ends)
    end = 0
    for start, stop in zip(view.starts, view.ends, strict=True):
        assert end <= start < stop <= len(raw)
        assert set(raw[end:start]) <= set(INVISIBLE)
        end = stop
    assert set(raw[end:]) <= set(INVISIBLE)


@given(TEXTS)
def test_the_view_holds_nothing_odd(raw: str) -> None:
    assert not set(normal(raw).text) & {*INVISIBLE, *SPACES, *BREAKS}
    normal(raw).text.encode()


@given(TEXTS)
def test_a_letter_is_changed_by_composing_alone(raw: str) -> None:
    view = normal(raw)
    for i, char in enumerate(view.text):
        piece = raw[view.starts[i] : view.ends[i]]
        if not piece.isspace() and char != "\ufffd" and len(piece) > 1:
            assert unicodedata.normalize("NFC", piece) == char


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\u00a0b\tc", "a b c"),
        ("a\r\nb", "a \nb"),
        ("a\u2028b\u2029c\x85d", "a\nb\nc\nd"),
        ("e\u0301te\u0301", "été"),
        ("co\u00adoperation", "cooperation"),
        ("\ufefftitle", "title"),
        ("\u202eevil\u202c", "evil"),
        ("half \ud83d", "half \ufffd"),
    ],
)
def test_the_view_is_what_a_reader_sees(raw: str, text: str) -> None:
    assert normal(raw).text == text


def test_the_way_back_covers_what_was_left_out_inside() -> None:
    raw = "the co\u00adoper\u0061\u0301tion was"
    view = normal(raw)
    start = view.text.index("cooper")
    assert raw[slice(*view.raw(start, start + len("cooperátion")))] == "co\u00adoper\u0061\u0301tion"
