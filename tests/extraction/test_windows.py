"""What is read at once, over any layout of paragraphs, sentences and words."""

from collections.abc import Sequence
from itertools import accumulate, islice, pairwise
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.extraction.windows import CLOSING, ENDS, MAX_PIECES, OVERLAP, TOGETHER, Window, windows

LONGEST_WORD = MAX_PIECES - OVERLAP
"""In subwords: what surely fits a window beside what is read again."""
ENOUGH = 10_000


def cut(words: Sequence[str], sizes: Sequence[int] | None = None, breaks: Sequence[int] = ()) -> list[Window]:
    """Return the windows of words, of one subword each unless told; one that never came to an end would fail here."""
    found = list(islice(windows(words, sizes or [1] * len(words), breaks), ENOUGH))
    assert len(found) < ENOUGH
    return found


def layout(lengths: Sequence[int], sentence: int = 1_000_000) -> tuple[list[str], list[int]]:
    """Return paragraphs of so many words as words and breaks, with a full stop as every n-th word of a paragraph."""
    words = ["." if i % sentence == 0 else "w" for length in lengths for i in range(1, length + 1)]
    starts = {before for before in accumulate(lengths) if 0 < before < len(words)}
    return words, sorted(starts)


UNEVEN = (
    [*["w"] * 300, *["w"] * 55, ".", *["w"] * 10],
    [*[1] * 360, *[60] * 6],
    [300],
)
"""A paragraph whose first stretch ends after few subwords, since the words behind it are long."""


def sentences(number: int, length: int = 10) -> list[str]:
    return layout([number * length], length)[0]


@st.composite
def texts(draw: st.DrawFn) -> tuple[list[str], list[int], list[int]]:
    """Return words, their sizes and breaks: long and short paragraphs of words, stops and closing marks."""
    paragraph = st.one_of(st.integers(0, 80), st.integers(250, 260), st.integers(0, 700))
    lengths = draw(st.lists(paragraph, max_size=5))
    random = Random(draw(st.integers(0, 2**32 - 1)))
    word, breaks = layout(lengths)
    words = random.choices(
        ["w", ".", "”", "?"], draw(st.sampled_from([(99, 1, 0, 0), (9, 1, 1, 0), (1, 1, 1, 1)])), k=len(word)
    )
    sizes = random.choices(
        [1, 2, 60, LONGEST_WORD], draw(st.sampled_from([(1, 0, 0, 0), (90, 9, 1, 0), (96, 2, 1, 1)])), k=len(word)
    )
    return words, sizes, breaks


@given(texts())
@settings(deadline=None)
def test_every_word_is_decided_once_and_in_order(text: tuple[list[str], list[int], list[int]]) -> None:
    decided = [i for window in cut(*text) for i in range(window.first, window.end)]
    assert decided == list(range(len(text[0])))


@given(texts())
@settings(deadline=None)
def test_every_window_fits_the_encoder_and_decides_something(text: tuple[list[str], list[int], list[int]]) -> None:
    _, sizes, _ = text
    for window in cut(*text):
        assert 0 <= window.start <= window.first < window.end
        assert sum(sizes[window.start : window.end]) <= MAX_PIECES


@given(texts())
@settings(deadline=None)
def test_no_window_begins_or_ends_within_a_paragraph_that_fits(text: tuple[list[str], list[int], list[int]]) -> None:
    words, sizes, breaks = text
    edges = {edge for window in cut(*text) for edge in (window.start, window.first, window.end)}
    for start, end in pairwise([0, *breaks, len(words)]):
        if sum(sizes[start:end]) <= MAX_PIECES:
            assert not edges & set(range(start + 1, end))


@given(texts())
@example(UNEVEN)
@settings(deadline=None)
def test_what_is_read_again_is_of_the_same_paragraph(text: tuple[list[str], list[int], list[int]]) -> None:
    _, sizes, breaks = text
    for window in cut(*text):
        if window.start < window.first:
            assert sum(sizes[window.start : window.first]) <= OVERLAP
            assert not set(breaks) & set(range(window.start + 1, window.first + 1))


def test_text_without_words_has_no_windows() -> None:
    assert cut([]) == []


def test_short_paragraphs_are_read_together_and_long_ones_alone() -> None:
    words, breaks = layout([20, 20, 20, 20, 100, 5])
    assert [(window.start, window.end) for window in cut(words, breaks=breaks)] == [
        (0, 60),
        (60, 80),
        (80, 180),
        (180, 185),
    ]


def test_paragraphs_are_together_up_to_the_limit_and_no_further() -> None:
    words, breaks = layout([TOGETHER - 1, 1, 1])
    assert [(window.start, window.end) for window in cut(words, breaks=breaks)] == [
        (0, TOGETHER),
        (TOGETHER, TOGETHER + 1),
    ]
    assert list(windows(words, [1] * len(words), breaks, together=TOGETHER + 1)) == [Window(0, 0, TOGETHER + 1)]


def test_what_is_together_is_counted_in_subwords() -> None:
    words, breaks = layout([2, 2])
    half = TOGETHER // 4
    assert len(cut(words, [half] * 4, breaks)) == 1
    assert len(cut(words, [half, half, half, half + 1], breaks)) == 2


def test_paragraph_that_just_fits_is_one_window() -> None:
    assert cut(sentences(MAX_PIECES)[:MAX_PIECES]) == [Window(0, 0, MAX_PIECES)]
    assert len(cut(sentences(MAX_PIECES)[: MAX_PIECES + 1])) == 2


def test_long_paragraph_is_cut_between_sentences() -> None:
    words = sentences(100)
    ends = {i + 1 for i, word in enumerate(words) if word in ENDS}
    assert {window.end for window in cut(words)} <= ends


def test_later_stretch_reads_whole_sentences_again() -> None:
    found = cut(sentences(150))
    assert len(found) > 4
    for window in found[1:]:
        assert OVERLAP - 10 < window.first - window.start <= OVERLAP
        assert window.start % 10 == 0


def test_text_without_sentences_is_cut_where_it_must_be() -> None:
    assert cut(["w"] * (MAX_PIECES + 1)) == [
        Window(0, 0, MAX_PIECES),
        Window(MAX_PIECES - OVERLAP, MAX_PIECES, MAX_PIECES + 1),
    ]


def test_sentence_end_in_the_first_half_is_too_early_to_cut_at() -> None:
    words = [*["w"] * 50, ".", *["w"] * 400]
    assert cut(words)[0].end == MAX_PIECES


@pytest.mark.parametrize("end", sorted(ENDS))
@pytest.mark.parametrize("closing", [[], ["”"], [")", "”"], sorted(CLOSING)])
def test_closing_marks_stay_with_their_sentence(end: str, closing: list[str]) -> None:
    words = [*["w"] * 200, end, *closing, *["w"] * 200]
    assert cut(words)[0].end == 201 + len(closing)


def test_full_stop_before_the_limit_is_not_parted_from_the_mark_behind_it() -> None:
    words = [*["w"] * 199, ".", *["w"] * (MAX_PIECES - 201), ".", "”", *["w"] * 100]
    assert words[MAX_PIECES - 1] == "."
    assert cut(words)[0].end == 200
