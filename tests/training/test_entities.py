"""Names in four shapes become entities of the same text."""

from pathlib import Path

import pytest
import spacy

from bot.training.entities import bio_doc, detokenized_spaces, gum_doc, name_examples
from bot.training.treebank import read_conllu
from tests.training.corpora import jsonl, row, treebank, zipped

NLP = spacy.blank("en")


def names(corpora: Path, file: str) -> list[list[tuple[str, str]]]:
    examples = list(name_examples(NLP, corpora, file))
    assert all(example.predicted.text == example.reference.text for example in examples)
    return [[(ent.text, ent.label_) for ent in example.reference.ents] for example in examples]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Anna left ( early ) .", "Anna left (early)."),
        ("It does n't cost $ 40 , he said .", "It doesn't cost $40, he said."),
        ("Turkey 's “ road ” is 12 % longer !", "Turkey's “road” is 12% longer!"),
        ("They ’re here", "They’re here"),
        ("Anna", "Anna"),
    ],
)
def test_tokens_are_put_together_as_people_write(words: str, text: str) -> None:
    tokens = words.split()
    doc = bio_doc(NLP.vocab, tokens, ["O"] * len(tokens))
    assert doc.text.strip() == text


def test_no_tokens_have_no_spaces() -> None:
    assert detokenized_spaces([]) == []


def test_bio_tags_are_names(tmp_path: Path) -> None:
    tagged = {
        "tokens": ["The", "World", "Bank", "told", "Anna", "."],
        "ner": ["O", "B-ORG", "I-ORG", "O", "B-PERSON", "O"],
    }
    jsonl(tmp_path / "ner" / "a.jsonl.gz", [tagged])
    assert names(tmp_path, "ner/a.jsonl.gz") == [[("World Bank", "ORG"), ("Anna", "PERSON")]]


def test_spans_of_articles_are_names(tmp_path: Path) -> None:
    text = "Anna Berg told the World Bank.\n\nBerlin’s mayor left."
    record = {"text": text, "entities_silver": [[0, 9, "PERSON"], [19, 29, "ORG"], [32, 38, "LOC"], [0, 4, "PERSON"]]}
    jsonl(tmp_path / "polnear" / "a.jsonl.gz", [record])
    assert names(tmp_path, "polnear/a.jsonl.gz") == [
        [("Anna Berg", "PERSON"), ("World Bank", "ORG"), ("Berlin", "LOC")]
    ]


def test_long_article_is_cut_at_its_paragraphs_without_loss(tmp_path: Path) -> None:
    text = "\n".join(["Anna left the city on Monday."] * 200)
    spans = [[at, at + 4, "PERSON"] for at in range(0, len(text), 30)]
    jsonl(tmp_path / "polnear" / "a.jsonl.gz", [{"text": text, "entities_silver": spans}])
    examples = list(name_examples(NLP, tmp_path, "polnear/a.jsonl.gz"))
    assert len(examples) > 1
    assert "".join(example.text for example in examples) == text
    assert sum(len(example.reference.ents) for example in examples) == 200


def test_gum_names_are_the_bracketed_mentions_headed_by_a_name(tmp_path: Path) -> None:
    zipped(tmp_path / "ud" / "a.conllu.gz", treebank())
    assert names(tmp_path, "ud/a.conllu.gz")[0][:2] == [("Anna", "PERSON"), ("Berlin", "LOC")]


GUM = "\n".join(
    [
        row(1, "President", "president", "PROPN", "NNP", "_", "5", "nsubj", misc="Entity=(1-person-new"),
        row(2, "Anna", "Anna", "PROPN", "NNP", "_", "1", "flat"),
        row(3, "Berg", "Berg", "PROPN", "NNP", "_", "1", "flat", misc="Entity=1)"),
        row(4, "recently", "recently", "ADV", "RB", "_", "5", "advmod"),
        row(5, "left", "leave", "VERB", "VBD", "_", "0", "root"),
        row(6, "the", "the", "DET", "DT", "_", "7", "det", misc="Entity=(2-organization-new"),
        row(7, "University", "University", "PROPN", "NNP", "_", "5", "obj"),
        row(8, "of", "of", "ADP", "IN", "_", "9", "case"),
        row(9, "Oslo", "Oslo", "PROPN", "NNP", "_", "7", "nmod", misc="Entity=(3-place-new)2)"),
        row(10, "for", "for", "ADP", "IN", "_", "12", "case"),
        row(11, "a", "a", "DET", "DT", "_", "12", "det", misc="Entity=(4-place-new"),
        row(12, "town", "town", "NOUN", "NN", "_", "5", "obl", misc="Entity=4)|SpaceAfter=No"),
        row(13, ".", ".", "PUNCT", ".", "_", "5", "punct"),
    ]
)


def test_gum_mention_is_cut_down_to_its_name(tmp_path: Path) -> None:
    zipped(tmp_path / "ud" / "a.conllu.gz", GUM + "\n\n")
    assert names(tmp_path, "ud/a.conllu.gz") == [[("President Anna Berg", "PERSON"), ("University of Oslo", "ORG")]]


def test_capitals_that_gum_is_silent_about_are_left_open(tmp_path: Path) -> None:
    silent = GUM.replace("Entity=(1-person-new", "_").replace("Entity=1)", "_")
    zipped(tmp_path / "ud" / "a.conllu.gz", silent + "\n\n")
    (example,) = name_examples(NLP, tmp_path, "ud/a.conllu.gz")
    assert [token.ent_iob_ for token in example.reference[:5]] == ["", "", "", "O", "O"]


def test_names_of_gum_stand_where_they_do_in_running_text(tmp_path: Path) -> None:
    path = zipped(tmp_path / "ud" / "a.conllu.gz", "\n\n".join(["# newpar\n" + GUM] * 2) + "\n\n")
    doc, found, unsure = gum_doc(NLP.vocab, list(read_conllu(path)))
    assert [span.text for span in found] == ["President Anna Berg", "University of Oslo"] * 2
    assert [token.text for token in doc if token.is_space] == ["\n\n"]
    assert unsure == []
