"""Score the trained part of the pipeline against the corpora: syntax on a treebank, names on a corpus of names."""

from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.scorer import Scorer, get_ner_prf
from spacy.training import Example

from bot.training.entities import name_examples
from bot.training.treebank import tree_examples

ANNOTATORS = ("tagger", "morphologizer", "trainable_lemmatizer", "parser")
"""The spaCy components whose annotation is scored, whichever component has set it."""
SCORED_NAMES = ("PERSON", "ORG", "LOC")


def score_syntax(
    nlp: Language, corpora: Path, file: str = "ewt_dev.conllu.gz", sentences_per_doc: int = 1
) -> dict[str, float]:
    """Return accuracies from 0 to 1 on a treebank: tag_acc, pos_acc, morph_acc, lemma_acc, dep_uas, dep_las, and sents_f."""
    examples = [_read(nlp, example) for example in tree_examples(nlp, corpora, file, sentences_per_doc)]
    scores = Scorer(default_pipeline=ANNOTATORS).score(examples)
    return {
        key: float(scores[key] or 0.0)
        for key in ("tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")
    }


def _read(nlp: Language, example: Example) -> Example:
    """Return an example with the pipeline's own reading beside the reference."""
    return Example(nlp(example.reference.text), example.reference)


def score_names(nlp: Language, corpora: Path, file: str = "ner/crossner_politics_dev.jsonl.gz") -> dict[str, float]:
    """Return precision, recall and F1 from 0 to 1 over `SCORED_NAMES` together, and F1 of each."""
    examples = [_read(nlp, example) for example in name_examples(nlp, corpora, file)]
    scores: dict[str, Any] = get_ner_prf(examples)
    gold = found = right = 0.0
    by_type = {}
    for label in SCORED_NAMES:
        counted = (scores["ents_per_type"] or {}).get(label, {"p": 0.0, "r": 0.0, "f": 0.0})
        by_type[label] = float(counted["f"])
    for example in examples:
        wanted = {(e.start_char, e.end_char, e.label_) for e in example.reference.ents if e.label_ in SCORED_NAMES}
        got = {(e.start_char, e.end_char, e.label_) for e in example.predicted.ents if e.label_ in SCORED_NAMES}
        gold, found, right = gold + len(wanted), found + len(got), right + len(wanted & got)
    precision, recall = right / max(1.0, found), right / max(1.0, gold)
    return {"p": precision, "r": recall, "f": 2 * precision * recall / max(1e-9, precision + recall), **by_type}
