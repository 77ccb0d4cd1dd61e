"""From a folder of corpora to the weights that the bot ships: two spaCy training runs joined, and the tagger's."""

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import spacy
from spacy.cli.train import train as spacy_train
from spacy.language import Language

from bot.errors import FileError, ModelError
from bot.training import entities, treebank

CONFIGS = Path(__file__).parent
READERS = (entities, treebank)
"""Imported for their registration with spaCy."""


Part = Literal["syntax", "names", "attributions"]
PARTS: tuple[Part, ...] = ("syntax", "names", "attributions")


def train(corpora: Path, output: Path, parts: Sequence[Part] = PARTS, steps: int | None = None) -> Path:
    """Train `parts` below `output`, put them together in `output/weights`, and return that folder.

    `steps` stops each run early, to try it out; raises FileError where `corpora` is no such folder, ModelError where
    the tagger is to be trained without PyTorch.
    """
    needed = {"syntax": "ud", "names": "ner", "attributions": "polnear"}
    missing = [needed[part] for part in parts if not (corpora / needed[part]).is_dir()]
    if missing:
        raise FileError(
            f"{corpora} is not a folder of corpora: it has no {missing[0]}.",
            remedy="Give the folder that holds ud, ner and polnear.",
        )
    tagger = _tagger() if "attributions" in parts else None
    overrides: dict[str, Any] = {"paths.corpora": str(corpora)}
    if steps is not None:
        overrides |= {"training.max_steps": steps, "training.eval_frequency": steps}
    weights = output / "weights"
    for part in parts:
        if part != "attributions":
            spacy_train(CONFIGS / f"{part}.cfg", output / part, overrides=overrides)
    if tagger is not None:
        tagger.train_tagger(corpora, weights / "attribution", tagger.Recipe(steps=steps))
    syntax, names = (output / part / "model-best" for part in ("syntax", "names"))
    if syntax.is_dir() and names.is_dir():
        join(syntax, names, weights)
    return weights


def _tagger() -> ModuleType:
    """Return the tagger's training, before hours go into the rest; raise ModelError where its extra is not installed."""
    try:
        from bot.training import tagger
    except ImportError as error:
        raise ModelError(
            f"{error.name} is not installed.", remedy="Install the extra: pip install 'factdesk[train]'."
        ) from error
    return tagger


def join(syntax: Path, names: Path, weights: Path) -> Language:
    """Put the trained names behind the trained syntax and write them to `weights` as one pipeline."""
    nlp = spacy.load(syntax)
    nlp.add_pipe("ner", source=spacy.load(names))
    nlp.config["paths"]["corpora"] = None
    nlp.meta |= {"name": "factdesk", "description": "Syntax and names for Factdesk; see MODEL_CARD.md beside it."}
    nlp.to_disk(weights)
    return nlp
