"""Syntax and names scored against what the pipeline itself reads, whole and with one thing changed."""

from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language

from bot.extraction.pipeline import load_syntax
from bot.training.scores import score_names, score_syntax
from tests.training.corpora import jsonl, row, zipped

TEXT = "Anna Berg asked Turkey to send forty tanks"
FILE = "t.conllu.gz"
LAYERS = ("tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_syntax()


def own_reading(nlp: Language) -> list[list[str]]:
    """Return the pipeline's own tree of `TEXT`, as the fields of a treebank's lines."""
    return [
        [token.text, token.lemma_, token.pos_, token.tag_, str(token.morph) or "_", str(token.head.i + 1), token.dep_]
        if token.head.i != token.i
        else [token.text, token.lemma_, token.pos_, token.tag_, str(token.morph) or "_", "0", "root"]
        for token in nlp(TEXT)
    ]


def scored(nlp: Language, corpora: Path, *trees: list[list[str]], together: int = 1) -> dict[str, float]:
    blocks = ["\n".join(row(i, *fields) for i, fields in enumerate(tree, 1)) for tree in trees]
    zipped(corpora / "ud" / FILE, "\n\n".join(blocks) + "\n\n")
    return score_syntax(nlp, corpora, FILE, together)


def test_pipeline_agrees_with_itself(nlp: Language, tmp_path: Path) -> None:
    scores = scored(nlp, tmp_path, own_reading(nlp))
    assert scores == dict.fromkeys((*LAYERS, "sents_f"), 1.0)


@pytest.mark.parametrize(
    ("field", "wrong", "fallen"),
    [
        (1, "nonsense", {"lemma_acc"}),
        (2, "X", {"pos_acc"}),
        (3, "XX", {"tag_acc"}),
        (4, "Typo=Yes", {"morph_acc"}),
        (5, "1", {"dep_uas", "dep_las"}),
        (6, "list", {"dep_las"}),
    ],
    ids=["lemma", "part of speech", "tag", "morphology", "head", "relation"],
)
def test_one_wrong_word_of_eight_costs_an_eighth(
    nlp: Language, tmp_path: Path, field: int, wrong: str, fallen: set[str]
) -> None:
    tree = own_reading(nlp)
    tree[-1][field] = wrong
    scores = scored(nlp, tmp_path, tree)
    assert {name: scores[name] for name in LAYERS} == pytest.approx(
        {name: 7 / 8 if name in fallen else 1.0 for name in LAYERS}
    )


def test_sentences_are_scored_where_there_is_more_than_one(nlp: Language, tmp_path: Path) -> None:
    tree = own_reading(nlp)
    assert scored(nlp, tmp_path, tree, tree, tree, together=1)["sents_f"] == 1.0
    halves = [[*map(list, tree[:4])], [*map(list, tree[4:])]]
    for half in halves:
        for fields in half:
            fields[5] = "1"
        half[0][5:] = ["0", "root"]
    assert scored(nlp, tmp_path, *halves, together=2)["sents_f"] == 0.0


@pytest.fixture(scope="module")
def namer() -> Language:
    """Return a pipeline that knows four names by heart."""
    nlp = spacy.blank("en")
    known = {"PERSON": "Anna Berg", "ORG": "World Bank", "LOC": "Berlin", "MISC": "Mass"}
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": name} for label, name in known.items()])
    return nlp


WORDS = ["Anna", "Berg", "met", "the", "World", "Bank", "after", "Mass", "in", "Berlin"]
TAGS = ["B-PERSON", "I-PERSON", "O", "O", "B-ORG", "I-ORG", "O", "B-MISC", "O", "B-LOC"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, (1.0, 1.0, {"PERSON": 1.0, "ORG": 1.0, "LOC": 1.0})),
        ({9: "O"}, (2 / 3, 1.0, {"PERSON": 1.0, "ORG": 1.0, "LOC": 0.0})),
        ({2: "B-PERSON", 3: "B-ORG"}, (1.0, 3 / 5, {"PERSON": 2 / 3, "ORG": 2 / 3, "LOC": 1.0})),
        ({1: "O"}, (2 / 3, 2 / 3, {"PERSON": 0.0, "ORG": 1.0, "LOC": 1.0})),
        ({9: "B-ORG"}, (2 / 3, 2 / 3, {"PERSON": 1.0, "ORG": 2 / 3, "LOC": 0.0})),
        ({7: "O"}, (1.0, 1.0, {"PERSON": 1.0, "ORG": 1.0, "LOC": 1.0})),
        ({2: "B-MISC"}, (1.0, 1.0, {"PERSON": 1.0, "ORG": 1.0, "LOC": 1.0})),
    ],
    ids=["none", "one extra", "two missed", "other edge", "other kind", "extra of no scored kind", "missed of none"],
)
def test_names_are_scored_by_their_edges_and_kinds(
    namer: Language, tmp_path: Path, change: dict[int, str], expected: tuple[float, float, dict[str, float]]
) -> None:
    wanted = [change.get(i, tag) for i, tag in enumerate(TAGS)]
    jsonl(tmp_path / "ner" / "a.jsonl.gz", [{"tokens": WORDS, "ner": wanted}])
    precision, recall, by_type = expected
    f1 = 2 * precision * recall / (precision + recall)
    scores = score_names(namer, tmp_path, "ner/a.jsonl.gz")
    assert scores == pytest.approx({"p": precision, "r": recall, "f": f1, **by_type})


def test_names_add_up_over_texts(namer: Language, tmp_path: Path) -> None:
    texts = [{"tokens": WORDS, "ner": TAGS}, {"tokens": WORDS, "ner": ["O"] * len(WORDS)}]
    jsonl(tmp_path / "ner" / "a.jsonl.gz", texts)
    scores = score_names(namer, tmp_path, "ner/a.jsonl.gz")
    assert (scores["p"], scores["r"]) == (0.5, 1.0)


def test_text_without_names_scores_nothing(namer: Language, tmp_path: Path) -> None:
    jsonl(tmp_path / "ner" / "a.jsonl.gz", [{"tokens": ["It", "rained", "."], "ner": ["O"] * 3}])
    assert set(score_names(namer, tmp_path, "ner/a.jsonl.gz").values()) == {0.0}
