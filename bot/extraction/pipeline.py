"""The language pipeline: trained weights of this package, and our own components after them."""

from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

from bot.errors import ModelError
from bot.extraction import actors, attribution_rules, attributions, claims, paragraphs, requests

WEIGHTS = Path(__file__).parent / "weights"
COMPONENTS = ("factdesk_actors", "factdesk_attributions", "factdesk_requests", "factdesk_claims")
MODULES = (actors, attribution_rules, attributions, claims, paragraphs, requests)
"""Imported for their registration with spaCy."""


@cache
def load(weights: Path = WEIGHTS) -> Language:
    """Return the pipeline, loaded once a process; raise ModelError where the weights are missing or damaged."""
    nlp = load_syntax(weights)
    for component in COMPONENTS:
        config = {"folder": str(weights / "attribution")} if component == "factdesk_attributions" else {}
        nlp.add_pipe(component, config=config)
    return nlp


def load_syntax(weights: Path = WEIGHTS) -> Language:
    """Return the trained part alone: tagger, morphologizer, lemmatizer, parser and names."""
    if not (weights / "config.cfg").is_file():
        raise ModelError(f"The language pipeline's weights are not in {weights}.")
    try:
        nlp = spacy.load(weights)
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise ModelError(
            f"The language pipeline's weights in {weights} are damaged ({type(error).__name__})."
        ) from error
    nlp.add_pipe("factdesk_paragraphs", before="parser")
    return nlp
