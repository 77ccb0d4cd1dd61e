"""Components that read from the encoder: on sentences that no weights should miss, and on scores made up at random."""

import math
from pathlib import Path
from typing import cast

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, MorphAnalysis

from bot.errors import ModelError
from bot.extraction.encoder import Arcs, Encoder, Reading
from bot.extraction.labels import NAMES, SPAN_HEADS
from bot.extraction.parsing import ENCODER, EncoderPass, NameReader, SyntaxReader, encoder_of, gelu
from bot.extraction.pipeline import LEARNED, load_syntax
from bot.extraction.windows import Window

TEXT = "Maria Silva said that the roads were closed. Russia denied it.\n\nThe children went home"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_syntax()


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)


def read(nlp: Language, text: str) -> Doc:
    """Return a Doc that has been read, and that no other component has seen."""
    doc = nlp.make_doc(text)
    doc._.reading = encoder_of(nlp)(doc)
    return doc


def of(doc: Doc, attribute: str) -> dict[str, str]:
    """Return what each word of a text is; no word may stand in it twice."""
    return {token.text: getattr(token, attribute) for token in doc if not token.is_space and not token.is_punct}


def test_words_have_tags_and_parts_of_speech(doc: Doc) -> None:
    tags, parts = of(doc, "tag_"), of(doc, "pos_")
    assert [tags[word] for word in ("Silva", "said", "the", "roads", "denied", "it")] == [
        "NNP",
        "VBD",
        "DT",
        "NNS",
        "VBD",
        "PRP",
    ]
    assert [parts[word] for word in ("Silva", "said", "the", "roads", "denied", "it")] == [
        "PROPN",
        "VERB",
        "DET",
        "NOUN",
        "VERB",
        "PRON",
    ]


def test_words_have_their_morphology(doc: Doc) -> None:
    (roads,) = (token for token in doc if token.text == "roads")
    (said,) = (token for token in doc if token.text == "said")
    assert roads.morph.get("Number") == ["Plur"]
    assert said.morph.get("Tense") == ["Past"]
    assert said.morph.get("VerbForm") == ["Fin"]


def test_words_have_lemmas_known_or_made(doc: Doc, nlp: Language) -> None:
    lemmas = of(doc, "lemma_")
    assert {word: lemmas[word] for word in ("Silva", "said", "roads", "denied", "children", "went")} == {
        "Silva": "Silva",
        "said": "say",
        "roads": "road",
        "denied": "deny",
        "children": "child",
        "went": "go",
    }
    lexicon = encoder_of(nlp).lexicon
    assert lexicon["VBD"]["went"] == "go"
    assert "skyscrapers" not in lexicon["NNS"]
    assert of(nlp("The skyscrapers were closed."), "lemma_")["skyscrapers"] == "skyscraper"


def test_known_lemma_goes_before_what_the_encoder_would_make(nlp: Language) -> None:
    doc = read(nlp, "The skyscrapers were closed.")
    reader = SyntaxReader(nlp, "")
    reader.lexicon = {"NNS": {"skyscrapers": "tower"}}
    assert of(reader(doc), "lemma_")["skyscrapers"] == "tower"


def test_words_hang_on_their_heads_by_relations(doc: Doc) -> None:
    said, closed, denied = (next(token for token in doc if token.text == word) for word in ("said", "closed", "denied"))
    assert (said.dep_, said.head) == ("ROOT", said)
    assert (closed.dep_, closed.head) == ("ccomp", said)
    assert [(child.text, child.dep_) for child in denied.children] == [
        ("Russia", "nsubj"),
        ("it", "obj"),
        (".", "punct"),
    ]


def test_text_is_cut_into_its_sentences(doc: Doc) -> None:
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Maria Silva said that the roads were closed.",
        "Russia denied it.",
        "The children went home",
    ]


def test_names_are_people_organisations_and_places(nlp: Language) -> None:
    doc = nlp("President Peter Holm of the World Health Organization flew from Berlin to New York on Monday.")
    assert [(name.text.removeprefix("the "), name.label_) for name in doc.ents] == [
        ("Peter Holm", "PERSON"),
        ("World Health Organization", "ORG"),
        ("Berlin", "LOC"),
        ("New York", "LOC"),
    ]


def test_everything_is_marked_as_set(doc: Doc) -> None:
    for attribute in ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB"):
        assert doc.has_annotation(attribute, require_complete=attribute != "SENT_START"), attribute


def test_encoder_reads_once_and_components_share_it(doc: Doc, nlp: Language) -> None:
    assert isinstance(doc._.reading, Reading)
    assert isinstance(encoder_of(nlp), Encoder)
    assert [type(nlp.get_pipe(name)) for name in ("factdesk_encoder", *LEARNED)] == [
        EncoderPass,
        SyntaxReader,
        NameReader,
    ]


def test_white_space_hangs_on_the_token_before_it(nlp: Language) -> None:
    doc = nlp("The road\n\nis  closed. \n")
    spaces = [token for token in doc if token.is_space]
    assert [token.head.i for token in spaces] == [token.i - 1 for token in spaces]
    for token in spaces:
        assert (token.pos_, token.tag_, str(token.morph), token.lemma_, token.dep_) == (
            "SPACE",
            "_SP",
            "",
            token.text,
            "dep",
        )
    assert len(spaces) == 3


def test_white_space_at_the_beginning_hangs_on_the_first_word(nlp: Language) -> None:
    doc = nlp("\n\n \t The road is closed.")
    first = next(token for token in doc if not token.is_space)
    assert first.i > 0
    assert {token.head.i for token in doc[: first.i]} == {first.i}
    assert len(list(doc.sents)) == 1


def test_empty_text_is_an_empty_doc(nlp: Language) -> None:
    doc = nlp("")
    assert (len(doc), list(doc.sents), doc.ents) == (0, [], ())


@pytest.mark.parametrize("text", [" ", "\n", "\n\n \t\n", "   "])
def test_text_of_white_space_alone_has_no_words_and_no_names(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert {(token.pos_, token.tag_, token.lemma_ == token.text) for token in doc} == {("SPACE", "_SP", True)}
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text
    assert doc.ents == ()


@pytest.mark.parametrize("text", ["a", "?", "😀", "\u200b", "Minister", "汉"])
def test_one_word_is_its_own_root(nlp: Language, text: str) -> None:
    (token,) = nlp(text)
    assert (token.dep_, token.head) == ("ROOT", token)


@pytest.mark.parametrize("word", ["that", "roads", "closed", "."])
def test_sentence_begins_where_it_must(nlp: Language, word: str) -> None:
    doc = read(nlp, "Maria Silva said that the roads were closed.")
    must = next(token.i for token in doc if token.text == word)
    doc[must].is_sent_start = True
    doc = SyntaxReader(nlp, "")(doc)
    assert [sentence.start for sentence in doc.sents] == [0, must]
    assert all(token.head.sent == token.sent for token in doc)


def test_sentence_that_must_begin_with_white_space_begins_with_the_word_behind_it(nlp: Language) -> None:
    doc = read(nlp, "Maria Silva said  that the roads were closed.")
    assert doc[3].is_space
    doc[3].is_sent_start = True
    assert [sentence.start for sentence in SyntaxReader(nlp, "")(doc).sents] == [0, 4]


@pytest.mark.parametrize("gap", ["\n", "\n\n", " \n ", "\r\n"])
def test_sentence_never_runs_over_the_end_of_a_paragraph(nlp: Language, gap: str) -> None:
    doc = nlp(f"Minister resigns after the{gap}vote of the{gap}parliament in Berlin")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Minister resigns after the",
        "vote of the",
        "parliament in Berlin",
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n", " \n "])
def test_name_never_runs_over_the_end_of_a_paragraph(nlp: Language, gap: str) -> None:
    doc = nlp(f"Anna Berg{gap}Peter Holm arrived in Berlin on Monday.")
    assert [name.text for name in doc.ents] == ["Anna Berg", "Peter Holm", "Berlin"]


TEXTS = st.lists(st.sampled_from(["Word", "s", ".", " ", "  ", "\n", "\n\n", " y", " Z ", " KYIV —"]), max_size=80).map(
    "".join
)
SEEDS = st.integers(0, 2**32 - 1)
LIKELY = st.sampled_from([-9, -2, 0, 9])
"""How often sentences begin: never, hardly, every other word, with each word."""


def pretended(nlp: Language, text: str, seed: int, likely: float) -> Doc:
    """Return a Doc with its paragraphs, and a reading of it with scores made up at random."""
    random, encoder = np.random.default_rng(seed), encoder_of(nlp)
    doc = cast(Doc, nlp.get_pipe("factdesk_paragraphs")(nlp.make_doc(text)))
    words = [token.i for token in doc if not token.is_space]
    width = max(column.stop for column in encoder._columns.values())
    scores = random.normal(0, 1, (len(words), width)).astype(np.float32)
    scores[:, encoder._columns["sentence"]] += np.float32(likely)
    arcs = random.normal(0, 1, (len(words), 2 * len(encoder.arcs.root) + 2 * len(encoder.arcs.relation_root)))
    windows = [Window(0, 0, len(words))] if words else []
    doc._.reading = Reading(words, windows, scores, arcs.astype(np.float32), [scores] * len(windows), encoder._columns)
    return doc


@given(TEXTS, SEEDS, LIKELY)
@settings(deadline=None)
def test_whatever_the_scores_every_sentence_is_one_tree_of_its_own(
    nlp: Language, text: str, seed: int, likely: float
) -> None:
    doc = SyntaxReader(nlp, "")(pretended(nlp, text, seed, likely))
    assert [token.i for sentence in doc.sents for token in sentence] == list(range(len(doc)))
    for sentence in doc.sents:
        assert [token for token in sentence if token.head == token] == [sentence.root]
        assert {token.i for token in sentence.root.subtree} == {token.i for token in sentence}
        assert [token for token in sentence if token.dep_ == "ROOT"] == [sentence.root] or not doc._.reading.words


@given(TEXTS, SEEDS, LIKELY)
@settings(deadline=None)
def test_sentences_begin_where_they_must_and_where_the_encoder_says_and_nowhere_else(
    nlp: Language, text: str, seed: int, likely: float
) -> None:
    doc = pretended(nlp, text, seed, likely)
    reading = doc._.reading
    said = {i for i, (score,) in zip(reading.words, reading.of("sentence"), strict=True) if score > 0}
    must = {token.i for token in doc if token.is_sent_start}
    # one that must begin with white space begins with the word behind it
    begins = said | {next((i for i in reading.words if i >= at), None) for at in must} | {*reading.words[:1]}
    found = [
        next((token.i for token in sentence if not token.is_space), None)
        for sentence in SyntaxReader(nlp, "")(doc).sents
    ]
    if reading.words:
        assert found == sorted(begins - {None})


@given(TEXTS, SEEDS)
@settings(deadline=None)
def test_whatever_the_scores_every_token_has_its_attributes(nlp: Language, text: str, seed: int) -> None:
    doc = SyntaxReader(nlp, "")(pretended(nlp, text, seed, 0))
    labels = encoder_of(nlp).labels
    morphs = [str(MorphAnalysis(nlp.vocab, label)) for label in labels["morph"]]
    for token in doc:
        assert token.lemma_, token.text
        if token.is_space:
            assert (token.pos_, token.tag_, token.dep_) == ("SPACE", "_SP", "dep")
        else:
            assert token.pos_ in labels["pos"]
            assert token.tag_ in labels["tag"]
            assert str(token.morph) in morphs
            assert token.dep_ in labels["dep"]


@given(TEXTS, SEEDS)
@settings(deadline=None)
def test_whatever_the_scores_names_hold_words_of_one_paragraph(nlp: Language, text: str, seed: int) -> None:
    doc = NameReader(nlp, "")(SyntaxReader(nlp, "")(pretended(nlp, text, seed, -9)))
    for name in doc.ents:
        assert name.label_ in NAMES
        assert not name[0].is_space
        assert not name[-1].is_space
        assert "\n" not in name.text


def test_names_are_where_the_scores_put_them_behind_white_space(nlp: Language) -> None:
    doc = pretended(nlp, "\n\nMaria  Silva met Zoë in Bonn", 1, -9)
    scores = doc._.reading.of("names")
    scores[:] = 0
    for word, tag in enumerate(("B-PERSON", "I-PERSON", "O", "B-PERSON", "O", "B-LOC")):
        scores[word, SPAN_HEADS["names"].index(tag)] = 10
    found = [(name.text, name.label_) for name in NameReader(nlp, "")(doc).ents]
    assert found == [("Maria  Silva", "PERSON"), ("Zoë", "PERSON"), ("Bonn", "LOC")]


def test_names_that_end_in_the_same_word_are_of_the_kind_that_they_are_together(nlp: Language) -> None:
    doc = pretended(nlp, "Holm met Anna Berg and Peter Holm met Berg", 1, -9)
    scores = doc._.reading.of("names")
    scores[:] = 0
    for word, tag, sure in (
        (0, "B-ORG", 2),
        (2, "B-LOC", 9),
        (3, "I-LOC", 9),
        (5, "B-PERSON", 9),
        (6, "I-PERSON", 9),
        (8, "B-PERSON", 2),
    ):
        scores[word, SPAN_HEADS["names"].index(tag)] = sure
    assert [(name.text, name.label_) for name in NameReader(nlp, "")(doc).ents] == [
        ("Holm", "PERSON"),
        ("Anna Berg", "LOC"),
        ("Peter Holm", "PERSON"),
        ("Berg", "LOC"),
    ]


@pytest.mark.parametrize(("together", "relation"), [(-5, "nsubj"), (0, "nsubj"), (5, "obj")])
def test_relation_is_named_from_both_ends_of_an_arc(nlp: Language, together: float, relation: str) -> None:
    doc, reader = pretended(nlp, "Trains left", 1, -9), SyntaxReader(nlp, "")
    labels = encoder_of(nlp).labels["dep"]
    layer = {"nsubj": (0, 0), "obj": (1, -1), "iobj": (-1, -1)}  # "iobj" would win where a negative sum was heard
    weight, bias = np.array([layer.get(label, (0, -99)) for label in labels], dtype=np.float32).T
    reader.arcs = Arcs(np.ones(1, dtype=np.float32), np.zeros(1, dtype=np.float32), weight[:, None], bias)
    doc._.reading.arcs = np.array([[1, 0, together - 2, 0], [1, 3, 0, 2]], dtype=np.float32)
    trains, left = reader(doc)
    assert (left.head, left.dep_) == (left, "ROOT")
    assert (trains.head, trains.dep_) == (left, relation)


def test_gelu_is_near_the_exact_one() -> None:
    values = np.linspace(-8, 8, 999, dtype=np.float32)
    exact = [0.5 * x * (1 + math.erf(x / math.sqrt(2))) for x in values.tolist()]
    assert np.abs(gelu(values) - np.array(exact)).max() < 1e-3


def test_folder_without_weights_is_told() -> None:
    with pytest.raises(ModelError, match="nowhere"):
        spacy.blank("en").add_pipe("factdesk_encoder", config={"folder": "nowhere"})


def test_encoder_is_the_shipped_one_unless_told(nlp: Language) -> None:
    assert nlp.get_pipe_meta("factdesk_encoder").default_config["folder"] == ENCODER
    assert Path(ENCODER, "encoder.json").is_file()
