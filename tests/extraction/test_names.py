import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.names import initials, name_words, same_organisation, same_person


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Rustem Umerov", ("rustem", "umerov")),
        ("President Vladimir Zelenskyy’s", ("vladimir", "zelenskyy")),
        ("Mr. Holm", ("holm",)),
        ("Prime Minister Maria Silva", ("maria", "silva")),
        ("Martin Luther King Jr.", ("martin", "luther", "king")),
        ("the World Bank", ("world", "bank")),
        ("John F. Kennedy", ("john", "f", "kennedy")),
        ("President", ("president",)),
        ("’s", ()),
        ("", ()),
    ],
)
def test_name_is_its_words_without_title_and_possessive(name: str, words: tuple[str, ...]) -> None:
    assert name_words(name) == words


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Erdogan", "Recep Tayyip Erdogan"),
        ("President Erdogan", "Recep Tayyip Erdogan"),
        ("Recep", "Recep Tayyip Erdogan"),
        ("Recep Erdogan", "Recep Tayyip Erdogan"),
        ("Tayyip Erdogan", "Recep Tayyip Erdogan"),
        ("John Kennedy", "John F. Kennedy"),
        ("J. Kennedy", "John Kennedy"),
        ("Dr. Silva", "Maria Silva"),
        ("Maria Silva’s", "Maria Silva"),
    ],
)
def test_short_name_stands_for_the_full_one(short: str, full: str) -> None:
    assert same_person(name_words(short), name_words(full))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maria Silva", "Pedro Silva"),
        ("Pedro Silva", "Maria Silva"),
        ("Holm", "Maria Silva"),
        ("Maria Holm", "Maria Silva"),
        ("P. Silva", "Maria Silva"),
        ("Silva", "Maria Silvano"),
        ("", "Maria Silva"),
        ("Silva", ""),
    ],
)
def test_two_people_stay_two(one: str, other: str) -> None:
    assert not same_person(name_words(one), name_words(other))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("WHO", "World Health Organization"),
        ("W.H.O.", "World Health Organization"),
        ("CIA", "Central Intelligence Agency"),
        ("BBC", "BBC"),
        ("Amnesty", "Amnesty International"),
        ("Ministry of Defense", "Russian Ministry of Defense"),
        ("The Guardian", "Guardian"),
    ],
)
def test_acronym_or_part_stands_for_the_organisation(short: str, full: str) -> None:
    assert same_organisation(short, full)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("World Bank", "World Health Organization"),
        ("who", "World Health Organization"),
        ("EU", "European Commission"),
        ("World Health Organization", "WHO"),
        ("Bank", "World Bank"),
        ("", "World Bank"),
    ],
)
def test_two_organisations_stay_two(one: str, other: str) -> None:
    assert not same_organisation(one, other)


def test_acronym_skips_small_words() -> None:
    assert initials(name_words("Federal Bureau of Investigation")) == "fbi"


@given(st.text(), st.text())
def test_any_two_strings_can_be_compared(one: str, other: str) -> None:
    same_person(name_words(one), name_words(other))
    same_organisation(one, other)
