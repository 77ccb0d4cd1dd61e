"""Corpora become words with what the encoder's heads should say of them, and nothing where a corpus is silent."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.labels import NAMES, SPAN_HEADS
from bot.training import instances
from bot.training.framenet import read_framenet
from bot.training.gold import read_gold
from bot.training.instances import OPEN, Instance, Vocabulary, lexicon, opened, tagged, words_of
from bot.training.treebank import Sentence, read_conllu
from tests.training.corpora import ARTICLE, PEOPLE, PLACES, folder, gold, jsonl, row, treebank, zipped

NLP = spacy.blank("en")


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("corpora"))


@pytest.fixture(scope="module")
def vocabulary(corpora: Path) -> Vocabulary:
    return Vocabulary(read_conllu(corpora / "ud" / "gum_train.conllu.gz"))


def marked(instance: Instance, head: str) -> list[tuple[str, str]]:
    """Return the spans that BIO tags mark, as kind and words."""
    found: list[tuple[str, list[str]]] = []
    for word, number in zip(instance.words, instance.labels[head], strict=True):
        tag = SPAN_HEADS[head][max(number, 0)]
        if tag.startswith("B-"):
            found.append((tag[2:], [word]))
        elif tag.startswith("I-"):
            assert found[-1][0] == tag[2:]
            found[-1][1].append(word)
    return [(kind, " ".join(words)) for kind, words in found]


def follows(tags: list[int]) -> bool:
    """Say whether every inside tag stands behind its own kind."""
    return all(tag <= 0 or tag % 2 or before in {tag, tag - 1} for before, tag in pairwise([0, *tags]))


def test_words_of_a_text_leave_white_space_out_and_say_what_is_glued() -> None:
    doc = NLP.make_doc("“It rained,” he said.\n\nAnd stopped.")
    words, glued, indices = words_of(doc)
    assert words == ["“", "It", "rained", ",", "”", "he", "said", ".", "And", "stopped", "."]
    assert [word for word, joined in zip(words, glued, strict=True) if joined] == ["It", ",", "”", ".", "."]
    assert [doc[i].text for i in indices] == words


@pytest.mark.parametrize("text", ["", " \n ", "\n\n"])
def test_text_without_words_has_none(text: str) -> None:
    assert words_of(NLP.make_doc(text)) == ([], [], [])


@pytest.mark.parametrize(
    ("spans", "tags"),
    [
        ([], [0, 0, 0, 0, 0]),
        ([((0, 9), 0)], [1, 2, 0, 0, 0]),
        ([((0, 4), 0), ((5, 9), 1)], [1, 3, 0, 0, 0]),
        ([((2, 7), 1)], [3, 4, 0, 0, 0]),  # cuts two words, which count whole
        ([((4, 5), 1)], [0, 0, 0, 0, 0]),  # a space alone
        ([((0, 9), 0), ((5, 9), 2)], [1, 5, 0, 0, 0]),  # the later one wins
        ([((0, 14), 0), ((5, 9), 2)], [1, 5, 1, 0, 0]),  # what is cut off opens anew
        ([((15, 20), 0)], [0, 0, 0, 1, 2]),
    ],
)
def test_spans_of_characters_are_tags_of_words(spans: list[tuple[tuple[int, int], int]], tags: list[int]) -> None:
    doc = NLP.make_doc("Anna Berg said so.")
    assert tagged(doc, list(range(len(doc))), spans) == tags


@given(st.lists(st.sampled_from([OPEN, *range(7)]), max_size=12))
def test_opened_tags_are_under_the_grammar_and_mark_the_same_kinds(tags: list[int]) -> None:
    mended = opened(tags)
    assert follows(mended)
    assert [(tag + 1) // 2 for tag in mended] == [(tag + 1) // 2 for tag in tags]
    assert opened(mended) == mended
    if follows(tags):
        assert mended == tags


def test_piece_of_an_instance_has_heads_of_its_own(corpora: Path, vocabulary: Vocabulary) -> None:
    whole = next(instances.treebank(NLP, corpora, "gum_train.conllu.gz", vocabulary, curled=0))
    piece = whole.piece(4, 12)
    assert piece.words == whole.words[4:12] == ["Anna", "left", "Kyiv", ".", "Anna", "left", "Ankara", "."]
    assert piece.heads == [1, 1, 1, 1, 5, 5, 5, 5]
    assert piece.sentences == [1] * 4 + [2] * 4
    assert (piece.deps, piece.glued) == (whole.deps and whole.deps[4:12], whole.glued[4:12])
    assert piece.labels["tag"] == whole.labels["tag"][4:12]
    assert len(piece) == 8


def test_piece_that_begins_inside_a_span_opens_it_anew() -> None:
    whole = Instance(["a"] * 4, [False] * 4, {"claims": [1, 2, 2, 0], "pos": [2, 2, 2, 2]}, worth=1.0)
    piece = whole.piece(1, 4)
    assert piece.labels == {"claims": [1, 2, 0], "pos": [2, 2, 2]}
    assert (piece.heads, piece.deps, piece.sentences, piece.worth) == (None, None, None, 1.0)


def test_article_of_polnear_is_read_with_who_says_what_and_its_names(corpora: Path) -> None:
    named, said, *_ = instances.polnear(NLP, corpora)
    assert said.words == ["Anna", "Berg", "said", "that", "it", "rained", "."]
    assert marked(said, "attribution") == [("source", "Anna Berg"), ("cue", "said"), ("content", "that it rained")]
    assert marked(said, "names") == [("PERSON", "Anna Berg")]
    assert marked(named, "attribution") == []
    assert marked(named, "names") == [("PERSON", "Anna"), ("LOC", "Berlin"), ("ORG", "World Bank")]
    assert set(said.labels) == {"attribution", "names"}


def test_article_may_be_cut_where_its_paragraphs_begin(tmp_path: Path) -> None:
    text = "One.\nTwo two.\n\n \nThree. Three."
    jsonl(tmp_path / "polnear" / "train.jsonl.gz", [{"text": text, "attributions": []}])
    (article,) = instances.polnear(NLP, tmp_path)
    assert [article.words[at] for at in article.breaks] == ["Two", "Three"]
    assert article.breaks == [2, 5]


def simple(**layers: list[str]) -> Sentence:
    words = layers["words"]
    same = {name: ["X"] * len(words) for name in ("pos", "tags", "morphs", "deps")} | {"lemmas": words}
    return Sentence(**(same | layers), spaces=[True] * len(words), heads=[0] * len(words), misc=["_"] * len(words))


def test_vocabulary_has_the_most_frequent_label_first_and_no_rare_one() -> None:
    sentences = [simple(words=["a"] * 6, tags=["NN", "NN", "VB", "VB", "VB", "JJ"])]
    vocabulary = Vocabulary(sentences, least=2)
    assert vocabulary.labels["tag"] == ["VB", "NN"]
    assert vocabulary.numbers(sentences[0])["tag"] == [1, 1, 0, 0, 0, OPEN]
    assert set(vocabulary.labels) == {"pos", "tag", "morph", "lemma", "dep"}


def test_vocabulary_knows_how_lemmas_are_made_and_not_what_they_are() -> None:
    sentences = [simple(words=["roads", "Banks", "left"], lemmas=["road", "bank", "leave"])]
    assert Vocabulary(sentences, least=1).labels["lemma"] == ["=1|", "=2|ave", "l1|"]


@pytest.mark.parametrize(
    ("lemmas", "known"),
    [
        (["leave", "leave"], {"left": "leave"}),
        (["leave"], {}),  # seen once
        (["leave", "left", "leave"], {}),  # two of three
        (["leave"] * 4 + ["left"], {"left": "leave"}),  # four of five
    ],
)
def test_lexicon_holds_what_the_treebanks_agree_on(lemmas: list[str], known: dict[str, str]) -> None:
    sentences = [simple(words=["Left"], tags=["VBD"], lemmas=[lemma]) for lemma in lemmas]
    assert lexicon(sentences) == ({"VBD": known} if known else {})


@pytest.mark.parametrize(("word", "tag"), [("Anna", "NNP"), ("Banks", "NNPS"), ("12", "CD"), ("—", ":")])
def test_lexicon_holds_no_names_and_nothing_without_letters(word: str, tag: str) -> None:
    assert lexicon([simple(words=[word], tags=[tag])] * 5) == {}


def test_lemmas_of_a_word_are_known_by_its_tag() -> None:
    verb, adjective = (
        simple(words=["left"], tags=[tag], lemmas=[lemma]) for tag, lemma in (("VBD", "leave"), ("JJ", "left"))
    )
    assert lexicon([verb, adjective] * 2) == {"VBD": {"left": "leave"}, "JJ": {"left": "left"}}


def test_treebank_is_read_in_stretches_with_every_layer(corpora: Path, vocabulary: Vocabulary) -> None:
    first, second = instances.treebank(NLP, corpora, "ewt_train.conllu.gz", vocabulary, curled=0)
    assert (len(first), len(second)) == (80, 48)
    assert set(first.labels) == {"pos", "tag", "morph", "lemma", "sentence"}
    assert all(len(values) == len(first) for values in (*first.labels.values(), first.glued, first.heads, first.deps))
    assert first.labels["sentence"] == [1, 0, 0, 0] * 20
    assert first.heads is not None
    assert first.heads[4:8] == [5, 5, 5, 5]
    assert first.sentences == [k for k in range(20) for _ in range(4)]
    assert first.breaks == list(range(4, 80, 4))
    assert [vocabulary.labels["tag"][number] for number in first.labels["tag"][:4]] == ["NNP", "VBD", "NNP", "."]
    assert first.deps is not None
    assert [vocabulary.labels["dep"][number] for number in first.deps[:4]] == ["nsubj", "ROOT", "obj", "punct"]


def test_words_of_a_treebank_are_glued_as_its_text_was(corpora: Path, vocabulary: Vocabulary) -> None:
    first = next(instances.treebank(NLP, corpora, "ewt_train.conllu.gz", vocabulary, curled=0))
    assert first.glued[:8] == [False, False, False, True] * 2


QUOTED = "\n".join(
    [
        row(1, '"', '"', "PUNCT", "``", "_", "2", "punct"),
        row(2, "Anna", "Anna", "PROPN", "NNP", "_", "0", "root", misc="SpaceAfter=No"),
        row(3, "'s", "'s", "PART", "POS", "_", "2", "case"),
    ]
)


@pytest.mark.parametrize(("curled", "opening"), [(0, ['"', "“"]), (1, ["“", '"'])])
def test_every_other_stretch_has_curled_quotes(tmp_path: Path, curled: int, opening: list[str]) -> None:
    path = zipped(tmp_path / "ud" / "ewt_train.conllu.gz", f"{QUOTED}\n\n" * 40)
    vocabulary = Vocabulary(read_conllu(path))
    read = list(instances.treebank(NLP, tmp_path, path.name, vocabulary, curled=curled))
    assert [one.words[0] for one in read] == opening
    assert {one.words[2] for one in read} == {"'s", "’s"}
    assert read[0].labels["lemma"] == read[1].labels["lemma"]


def test_gum_alone_has_names(corpora: Path, vocabulary: Vocabulary) -> None:
    gum = next(instances.treebank(NLP, corpora, "gum_train.conllu.gz", vocabulary, curled=0))
    ewt = next(instances.treebank(NLP, corpora, "ewt_train.conllu.gz", vocabulary, curled=0))
    assert marked(gum, "names")[:4] == [("PERSON", "Anna"), ("LOC", "Berlin"), ("PERSON", "Anna"), ("LOC", "Kyiv")]
    assert "names" not in ewt.labels


def test_capitals_that_gum_is_silent_about_are_left_open(tmp_path: Path) -> None:
    silent = treebank().replace("Entity=(2-place)|", "").replace("# newpar\n", "")
    paragraphs = "# newdoc id = d\n# newpar\n" + "\n\n# newpar\n".join(silent.split("\n\n")[:4]) + "\n\n"
    path = zipped(tmp_path / "ud" / "gum_train.conllu.gz", paragraphs)
    (gum,) = instances.treebank(NLP, tmp_path, path.name, Vocabulary(read_conllu(path), least=1), curled=0)
    assert gum.labels["names"] == [2 * NAMES.index("PERSON") + 1, 0, OPEN, 0] * 4


def test_sentences_of_a_corpus_of_names_are_read(tmp_path: Path) -> None:
    record: dict[str, Any] = {
        "tokens": ["Anna", "Berg", "'s", "UN", "talk"],
        "ner": ["B-PERSON", "I-PERSON", "O", "B-ORG", "O"],
    }
    jsonl(tmp_path / "ner" / "a.jsonl.gz", [record])
    (one,) = instances.names(tmp_path, "ner/a.jsonl.gz")
    assert marked(one, "names") == [("PERSON", "Anna Berg"), ("ORG", "UN")]
    assert one.glued == [False, False, True, False, False]
    assert set(one.labels) == {"names"}


def test_sentences_of_framenet_have_the_parts_of_requests_and_accusations(corpora: Path) -> None:
    asked, accused, quiet, *_ = instances.frames(NLP, read_framenet(corpora))
    assert [part for part, _ in marked(asked, "requests")] == ["asker", "asking", "asked", "item"]
    assert marked(asked, "requests")[-1] == ("item", "to open the road")
    assert marked(asked, "accusations") == marked(accused, "requests") == []
    assert marked(accused, "accusations") == [
        ("accuser", "Anna"),
        ("accusing", "accused"),
        ("accused", "Berlin"),
        ("offence", "fraud"),
    ]
    assert quiet.labels == {"requests": [0] * len(quiet), "accusations": [0] * len(quiet)}


def test_article_of_a_desk_has_its_requests_and_claims(corpora: Path, tmp_path: Path) -> None:
    article, document = instances.desk(NLP, read_gold(gold(tmp_path) / "train", corpora))
    assert marked(article, "requests") == [
        ("asker", "Anna Berg"),
        ("asking", "asked"),
        ("asked", "Berlin"),
        ("item", "open the road"),
    ]
    assert marked(article, "claims") == [("claim", "the mayor had taken bribes")]
    assert [article.words[at] for at in article.breaks] == ["Peter", "Critics"]
    assert " ".join(article.words) == " ".join(token.text for token in NLP.make_doc(ARTICLE) if not token.is_space)
    assert marked(document, "claims") == [("claim", "Anna left Kyiv")]
    assert set(document.labels["requests"]) == {0}


def test_what_one_pass_alone_has_marked_is_left_open(corpora: Path, tmp_path: Path) -> None:
    article, _ = instances.desk(NLP, read_gold(gold(tmp_path) / "train", corpora))
    left_open = [word for word, tag in zip(article.words, article.labels["requests"], strict=True) if tag == OPEN]
    assert left_open == ["wait"]


def test_sentences_of_debates_are_worth_checking_or_not(tmp_path: Path) -> None:
    records = [{"text": "We built 40 roads.", "label": 1}, {"text": " ", "label": 0}, {"text": "Well.", "label": 0}]
    jsonl(tmp_path / "claimbuster" / "train.jsonl.gz", records)
    read = list(instances.claimbuster(NLP, tmp_path))
    assert [(one.words, one.worth, one.labels) for one in read] == [
        (["We", "built", "40", "roads", "."], 1.0, {}),
        (["Well", "."], 0.0, {}),
    ]


def test_every_corpus_has_a_label_a_word_under_the_grammar(
    corpora: Path, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    read = [
        *instances.polnear(NLP, corpora),
        *instances.treebank(NLP, corpora, "gum_train.conllu.gz", vocabulary, curled=1),
        *instances.names(corpora, "ner/btc.jsonl.gz"),
        *instances.frames(NLP, read_framenet(corpora)),
        *instances.desk(NLP, read_gold(gold(tmp_path) / "train", corpora)),
    ]
    assert len(read) > 3 * len(PEOPLE) * len(PLACES)
    for one in read:
        assert len(one.words) == len(one.glued)
        for head, values in one.labels.items():
            assert len(values) == len(one.words)
            assert head not in SPAN_HEADS or (follows(values) and max(values) < len(SPAN_HEADS[head]))
