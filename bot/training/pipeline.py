"""From a folder of corpora to the weights that the bot ships: two spaCy training runs, joined into one pipeline."""

from pathlib import Path
from typing import Any

import spacy
from spacy.cli.train import train as spacy_train
from spacy.language import Language

from bot.errors import FileError
from bot.training import entities, treebank

CONFIGS = Path(__file__).parent
READERS = (entities, treebank)
"""Imported for their registration with spaCy."""


def train(corpora: Path, output: Path, steps: int | None = None) -> Language:
    """Train syntax and names below `output`, join them in `output/weights`, and return the joined pipeline.

    `steps` stops each run early, to try it out; raises FileError where `corpora` is no such folder.
    """
    if not (corpora / "ud").is_dir() or not (corpora / "ner").is_dir():
        raise FileError(
            f"{corpora} is not a folder of corpora.", remedy="Give the folder that holds ud, ner and polnear."
        )
    overrides: dict[str, Any] = {"paths.corpora": str(corpora)}
    if steps is not None:
        overrides |= {"training.max_steps": steps, "training.eval_frequency": steps}
    for part in ("syntax", "names"):
        spacy_train(CONFIGS / f"{part}.cfg", output / part, overrides=overrides)
    return join(output / "syntax" / "model-best", output / "names" / "model-best", output / "weights")


def join(syntax: Path, names: Path, weights: Path) -> Language:
    """Put the trained names behind the trained syntax and write them to `weights` as one pipeline."""
    nlp = spacy.load(syntax)
    nlp.add_pipe("ner", source=spacy.load(names))
    nlp.config["paths"]["corpora"] = None
    nlp.meta |= {"name": "factdesk", "description": "Syntax and names for Factdesk; see MODEL_CARD.md beside it."}
    nlp.to_disk(weights)
    return nlp
