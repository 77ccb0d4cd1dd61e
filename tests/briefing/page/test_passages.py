from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.page.marks import Mark
from bot.briefing.page.passages import Piece, holdable, passages
from tests.briefing.briefings import NASTY
from tests.briefing.page.pages import bare

TEXTS = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=8), st.just("\n\n")), max_size=12).map("".join)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    edges = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    kinds = st.sampled_from(["claim", "request", "actor"])
    drawn = draw(st.lists(st.tuples(edges, kinds), max_size=8))
    return text, [Mark(start, end, kind, number) for number, ((start, end), kind) in enumerate(drawn, 1)]


def pieces(text: str, marks: list[Mark]) -> list[Piece]:
    return [piece for paragraph in passages(text, marks) for piece in paragraph]


def test_overlapping_marks_are_cut_where_either_begins_or_ends() -> None:
    claim, request = Mark(4, 13, "claim", 1), Mark(8, 18, "request", 1)
    (paragraph,) = passages("The red fox ran away.", [claim, request])
    assert [(piece.text, piece.covering) for piece in paragraph] == [
        ("The ", ()),
        ("red ", (claim,)),
        ("fox r", (claim, request)),
        ("an aw", (request,)),
        ("ay.", ()),
    ]


def test_the_shortest_of_the_marks_of_a_kind_is_innermost() -> None:
    outer, inner = Mark(0, 9, "actor", 1), Mark(0, 4, "actor", 2)
    assert pieces("four more", [outer, inner])[0].of("actor") == [outer, inner]


def test_items_that_begin_together_are_labelled_in_their_order() -> None:
    marks = [Mark(0, 3, "claim", number) for number in (1, 2, 3)]
    assert [mark.number for mark in pieces("All of it", marks)[0].labels] == [1, 2, 3]


def test_every_line_is_a_paragraph() -> None:
    assert [len(paragraph) for paragraph in passages("One.\r\nTwo.\n\n  \nThree.", [])] == [1, 1, 1]


def test_a_text_that_was_wrapped_by_hand_has_its_paragraphs_at_blank_lines() -> None:
    assert [paragraph[0].text for paragraph in passages("A line\nand more.\n\nAnother\nline.", [])] == [
        "A line\nand more.",
        "Another\nline.",
    ]


def test_a_long_line_is_a_paragraph_also_where_there_are_blank_lines() -> None:
    assert len(passages(f"Title\n\n{'long ' * 40}\nNext paragraph.", [])) == 3


def test_text_that_turns_around_what_follows_is_isolated() -> None:
    assert [piece.isolated for piece in pieces("a\nb\u202ec", [])] == [False, True]


@given(marked_texts())
def test_pieces_hold_all_of_the_text_but_space_between_paragraphs(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    together = "".join(piece.text for piece in pieces(text, marks))
    assert "".join(bare(together).split()) == "".join(bare(text).split())


@given(marked_texts())
def test_every_mark_covers_exactly_its_own_text(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    cut = pieces(text, marks)
    for mark in marks:
        covered = "".join(piece.text for piece in cut if mark in piece.covering)
        assert "".join(bare(covered).split()) == "".join(bare(text[mark.start : mark.end]).split())


@given(marked_texts())
def test_every_mark_starts_once_also_without_a_length(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    starting = [mark for piece in pieces(text, marks) for mark in piece.starting]
    assert sorted(mark.number for mark in starting) == [mark.number for mark in marks]


@given(st.text())
def test_what_html_cannot_hold_is_replaced_character_for_character(text: str) -> None:
    held = holdable(text)
    assert len(held) == len(text)
    assert held.encode().decode() == held
    assert "\x00" not in held
    assert holdable(held) == held
