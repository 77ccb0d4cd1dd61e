"""Trees made by hand: what a rule asks of a parse must not hang on the weights."""

import spacy
from spacy.tokens import Doc

from bot.extraction.syntax import clause, conjuncts, is_negated, is_passive, noun_phrase, subject, trimmed

VOCAB = spacy.blank("en").vocab


def tree(*tokens: tuple[str, int, str]) -> Doc:
    """Build a Doc of (word, head, label)."""
    words, heads, deps = zip(*tokens, strict=True)
    return Doc(VOCAB, words=list(words), heads=list(heads), deps=list(deps), pos=["X"] * len(words))


ASKED = tree(
    ("Japan", 2, "nsubj:pass"), ("was", 2, "aux:pass"), ("asked", 2, "ROOT"), ("not", 5, "advmod"), ("to", 5, "mark"),
    ("leave", 2, "xcomp"), ("and", 7, "cc"), ("stay", 5, "conj"), (".", 2, "punct"),
)  # fmt: skip


def test_passive_and_negation_are_the_verbs_own() -> None:
    assert is_passive(ASKED[2])
    assert not is_passive(ASKED[5])
    assert is_negated(ASKED[5])
    assert not is_negated(ASKED[2])


def test_subject_is_borrowed_from_the_clause_above() -> None:
    doc = tree(("Ann", 1, "nsubj"), ("came", 1, "ROOT"), ("and", 3, "cc"), ("left", 1, "conj"))
    doc[1].pos_ = "VERB"
    assert subject(doc[3]) == doc[0]
    assert subject(tree(("Leave", 0, "ROOT"))[0]) is None


def test_conjuncts_come_in_order() -> None:
    assert [token.text for token in conjuncts(ASKED[5])] == ["leave", "stay"]


def test_clause_is_cut_around_what_is_left_away() -> None:
    assert [span.text for span in clause(ASKED[2], without=[ASKED[5]])] == ["Japan was asked"]
    assert [span.text for span in clause(ASKED[2])] == ["Japan was asked not to leave and stay"]


def test_noun_phrase_ends_before_its_clauses() -> None:
    doc = tree(
        ("the", 1, "det"), ("mayor", 5, "nsubj"), ("of", 3, "case"), ("Bonn", 1, "nmod"), (",", 1, "punct"), ("left", 5, "ROOT")
    )  # fmt: skip
    assert noun_phrase(doc[1]).text == "the mayor of Bonn"


def test_trimmed_piece_may_be_nothing() -> None:
    doc = Doc(
        VOCAB,
        words=["“", "yes", ",", "”"],
        deps=["punct", "ROOT", "punct", "punct"],
        heads=[1, 1, 1, 1],
        pos=["PUNCT", "INTJ", "PUNCT", "PUNCT"],
    )
    piece = trimmed(doc, 0, 4)
    assert piece is not None
    assert piece.text == "yes"
    assert trimmed(doc, 2, 4) is None
    assert trimmed(doc, 1, 1) is None
