"""Tags in their order, how words are written, and lemmas as rules."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.extraction.labels import (
    KINDS,
    LOWER,
    MIXED,
    NAMES,
    REQUESTS,
    SHAPES,
    SPAN_HEADS,
    TITLE,
    UPPER,
    bio,
    lemma_of,
    lemma_rule,
    shape,
)

WORDS = st.text(min_size=1, max_size=12) | st.text("abcABCüÜßẞſİıΣσς'-.|", min_size=1, max_size=8)


def test_tags_begin_and_go_on_with_each_kind_in_order() -> None:
    assert bio(()) == ("O",)
    assert bio(("one", "two")) == ("O", "B-one", "I-one", "B-two", "I-two")


@pytest.mark.parametrize(("head", "kinds"), [("attribution", KINDS), ("names", NAMES), ("requests", REQUESTS)])
def test_kind_is_found_by_the_number_of_its_tag(head: str, kinds: tuple[str, ...]) -> None:
    tags = SPAN_HEADS[head]
    assert len(tags) == 2 * len(kinds) + 1
    for number, kind in enumerate(kinds):
        assert tags[2 * number + 1 : 2 * number + 3] == (f"B-{kind}", f"I-{kind}")


def test_tag_of_a_head_stands_for_one_thing_alone() -> None:
    assert all(len(set(tags)) == len(tags) for tags in SPAN_HEADS.values())


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("law", LOWER),
        ("7", LOWER),
        ("—", LOWER),
        ("50km", LOWER),
        ("Silva", TITLE),
        ("I", TITLE),
        ("Zoë", TITLE),
        ("G7", TITLE),
        ("Jean-paul", TITLE),
        ("NATO", UPPER),
        ("U.S.", UPPER),
        ("COVID-19", UPPER),
        ("ÖVP", UPPER),
        ("McDonald", MIXED),
        ("iPhone", MIXED),
        ("Jean-Paul", MIXED),
        ("50Km", MIXED),
    ],
)
def test_word_has_the_shape_of_its_capitals(word: str, kind: int) -> None:
    assert shape(word, glued=False) == 2 * kind
    assert shape(word, glued=True) == 2 * kind + 1


@given(st.text(), st.booleans())
def test_every_word_has_a_shape(word: str, glued: bool) -> None:
    assert shape(word, glued=glued) in range(SHAPES)
    assert shape(word, glued=glued) % 2 == glued


@pytest.mark.parametrize(
    ("word", "lemma", "rule"),
    [
        ("law", "law", "=0|"),
        ("laws", "law", "=1|"),
        ("Laws", "law", "l1|"),
        ("The", "the", "l0|"),
        ("Silva", "Silva", "=0|"),
        ("denied", "deny", "=3|y"),
        ("Denied", "deny", "l3|y"),
        ("went", "go", "=4|go"),
        ("n't", "not", "=2|ot"),
        ("|", "/", "=1|/"),
        ("x", "|", "=1||"),
    ],
)
def test_lemma_is_written_as_what_becomes_of_the_word(word: str, lemma: str, rule: str) -> None:
    assert lemma_rule(word, lemma) == rule
    assert lemma_of(word, rule) == lemma


@given(WORDS, WORDS)
@example("İ", "i")
@example("İstanbul", "istanbul")
@example("ẞ", "ß")
@example("ΟΔΟΣ", "οδός")
def test_rule_of_a_lemma_makes_it_again(word: str, lemma: str) -> None:
    assert lemma_of(word, lemma_rule(word, lemma)) == lemma


@pytest.mark.parametrize(
    ("one", "others"), [("laws", ["roads", "Kings"]), ("Denied", ["Cried", "Tried"]), ("NATO", ["Silva", "u"])]
)
def test_words_that_change_alike_share_a_rule(one: str, others: list[str]) -> None:
    rules = {"laws": "=1|", "Denied": "l3|y", "NATO": "=0|"}
    lemmas = {"laws": "law", "roads": "road", "Kings": "King", "Denied": "deny", "Cried": "cry", "Tried": "try"}
    for word in (one, *others):
        assert lemma_rule(word, lemmas.get(word, word)) == rules[one]


@pytest.mark.parametrize(("word", "rule"), [("go", "=3|y"), ("Go", "l4|"), ("é", "=2|be")])
def test_rule_that_cuts_more_than_there_is_leaves_the_word(word: str, rule: str) -> None:
    assert lemma_of(word, rule) == word


@pytest.mark.parametrize(("word", "rule"), [("s", "=1|"), ("S", "l1|"), ("is", "=2|")])
def test_rule_that_leaves_nothing_leaves_the_word(word: str, rule: str) -> None:
    assert lemma_of(word, rule) == word
