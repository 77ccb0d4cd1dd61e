"""Trees go back into running text, so that what is learned looks like what is read."""

from pathlib import Path

import pytest
import spacy

from bot.training.treebank import Sentence, documents, make_doc, read_conllu, tree_examples, typographic_words
from tests.training.corpora import row, treebank, zipped

NLP = spacy.blank("en")


def trees(tmp_path: Path, *blocks: str) -> list[Sentence]:
    return list(read_conllu(zipped(tmp_path / "t.conllu.gz", "\n\n".join(blocks) + "\n\n")))


def test_tree_is_read_with_every_layer(tmp_path: Path) -> None:
    (tree,) = trees(tmp_path, "# sent_id = 1\n" + treebank().split("\n\n")[0])
    assert tree.words == ["Anna", "left", "Berlin", "."]
    assert tree.spaces == [True, True, False, True]
    assert tree.lemmas == ["Anna", "leave", "Berlin", "."]
    assert (tree.pos[1], tree.tags[1], tree.morphs) == ("VERB", "VBD", ["Number=Sing", "Tense=Past", "Number=Sing", ""])
    assert tree.heads == [1, 1, 1, 1]
    assert tree.deps == ["nsubj", "ROOT", "obj", "punct"]
    assert (tree.opens_document, tree.opens_paragraph, tree.document) == (True, True, "d1")


def test_trees_of_a_document_know_which_opens_it(tmp_path: Path) -> None:
    first, second, third, *_ = treebank().split("\n\n")
    read = trees(tmp_path, first, second, "# newdoc id = d2\n" + third)
    assert [(tree.document, tree.opens_document) for tree in read] == [("d1", True), ("d1", False), ("d2", True)]


CONTRACTION = "\n".join(
    [
        row(1, "We", "we", "PRON", "PRP", "_", "3", "nsubj"),
        row("2-3", "can't", misc="SpaceAfter=No"),
        row(2, "ca", "can", "AUX", "MD", "_", "0", "root"),
        row(3, "n't", "not", "PART", "RB", "_", "2", "advmod"),
        row("3.1", "ghost", "ghost", "VERB", "VB", "_", "2", "dep"),
        row(4, ".", ".", "PUNCT", ".", "_", "2", "punct"),
    ]
)


def test_contraction_is_its_words_without_a_space_between(tmp_path: Path) -> None:
    (tree,) = trees(tmp_path, CONTRACTION)
    assert tree.words == ["We", "ca", "n't", "."]
    assert tree.spaces == [True, False, False, True]
    assert make_doc(NLP.vocab, [tree]).text == "We can't. "


@pytest.mark.parametrize(
    ("first", "second"), [("can", "not"), ("ca", "n'"), ("cannot", "n't")], ids=["other words", "too short", "too long"]
)
def test_contraction_that_does_not_spell_out_is_left_away(tmp_path: Path, first: str, second: str) -> None:
    broken = CONTRACTION.replace("\tca\t", f"\t{first}\t").replace("\tn't\t", f"\t{second}\t")
    kept = treebank().split("\n\n")[1]
    assert [tree.words[0] for tree in trees(tmp_path, broken, kept)] == ["Anna"]


def test_paragraph_and_document_of_a_broken_tree_go_to_the_next(tmp_path: Path) -> None:
    broken = "# newdoc id = d\n# newpar\n" + CONTRACTION.replace("\tca\t", "\tcan\t")
    (tree,) = trees(tmp_path, broken, treebank().split("\n\n")[1])
    assert (tree.opens_document, tree.opens_paragraph) == (True, True)


def simple(*words: str, **marks: bool) -> Sentence:
    n = len(words)
    return Sentence(
        words=list(words), spaces=[True] * n, lemmas=list(words), pos=["X"] * n, tags=["X"] * n, morphs=[""] * n,
        heads=[0] * n, deps=["ROOT"] + ["dep"] * (n - 1), misc=["_"] * n, **marks,
    )  # fmt: skip


def test_documents_end_with_their_source_or_at_their_size() -> None:
    given = [simple("a"), simple("b"), simple("c"), simple("d", opens_document=True), simple("e")]
    assert [[tree.words[0] for tree in group] for group in documents(given, 2)] == [["a", "b"], ["c"], ["d", "e"]]
    assert list(documents([])) == []


def test_paragraph_break_is_a_token_between_sentences() -> None:
    doc = make_doc(NLP.vocab, [simple("One", "."), simple("Two", ".", opens_paragraph=True), simple("Three")])
    assert doc.text == "One .\n\nTwo . Three "
    assert [sent.text.strip() for sent in doc.sents] == ["One .", "Two .", "Three"]
    assert [token.text for token in doc if token.is_space] == ["\n\n"]
    assert NLP.make_doc(doc.text).text == doc.text


def test_first_paragraph_needs_no_break() -> None:
    assert make_doc(NLP.vocab, [simple("One", opens_paragraph=True)]).text == "One "


def test_heads_stay_in_their_sentence() -> None:
    doc = make_doc(NLP.vocab, [simple("One", "."), simple("Two", ".", opens_paragraph=True)])
    assert [token.head.text for token in doc] == ["One", "One", ".", "Two", "Two"]


def test_quotes_and_apostrophes_are_curled_by_their_tags() -> None:
    tree = simple('"', "It", "'s", '"')
    tree.tags = ["``", "PRP", "VBZ", "''"]
    assert typographic_words(tree) == ["“", "It", "’s", "”"]
    assert tree.words == ['"', "It", "'s", '"']


def test_quotes_without_a_tag_of_quotes_stay_straight() -> None:
    tree = simple('"', "It")
    assert typographic_words(tree) == ['"', "It"]


@pytest.mark.parametrize(("size", "documents"), [(8, 4), (1, 32), (100, 1)])
def test_treebank_is_examples_of_the_same_text(tmp_path: Path, size: int, documents: int) -> None:
    zipped(tmp_path / "ud" / "t.conllu.gz", treebank())
    examples = list(tree_examples(NLP, tmp_path, "t.conllu.gz", size))
    assert len(examples) == documents
    for example in examples:
        assert example.predicted.text == example.reference.text
        assert example.reference.has_annotation("DEP")
        assert not example.predicted.has_annotation("DEP")
    assert sum(len(list(example.reference.sents)) for example in examples) == 32
