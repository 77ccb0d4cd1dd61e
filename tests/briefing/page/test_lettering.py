from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.page.lettering import fit, width, wrap

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]) | st.just(" "), max_size=80)


def test_words_stay_together_where_a_line_has_room() -> None:
    assert wrap("the Foreign Ministry of Ruritania", 120, 14, 3) == ["the Foreign", "Ministry of", "Ruritania"]


def test_what_has_no_room_ends_in_an_ellipsis() -> None:
    assert wrap("supply critical military equipment and more of it", 110, 14, 2)[-1].endswith("…")


def test_a_word_that_is_longer_than_a_line_is_cut() -> None:
    assert wrap("Donaudampfschifffahrtsgesellschaft", 100, 14, 3) == [
        fit("Donaudampfschifffahrtsgesellschaft", 100, 14)
    ]


@given(WORDS, st.integers(60, 300), st.integers(1, 4))
def test_no_line_takes_more_than_its_room(text: str, room: int, most: int) -> None:
    lines = wrap(text, room, 14, most)
    assert 1 <= len(lines) <= most
    assert all(width(line, 14) <= room + 1 for line in lines)
