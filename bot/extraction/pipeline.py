"""The language pipeline: one encoder with this package's weights, and the components that read from it."""

from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

from bot.extraction import actors, attribution_rules, attributions, claims, paragraphs, parsing, requests, salience

WEIGHTS = Path(__file__).parent / "weights"
LEARNED = ("factdesk_syntax", "factdesk_names")
"""What is read straight from the encoder's one pass."""
COMPONENTS = ("factdesk_actors", "factdesk_attributions", "factdesk_requests", "factdesk_claims", "factdesk_salience")
MODULES = (actors, attribution_rules, attributions, claims, paragraphs, parsing, requests, salience)
"""Imported for their registration with spaCy."""


@cache
def load(weights: Path = WEIGHTS) -> Language:
    """Return the pipeline, loaded once a process; raise ModelError where the weights are missing or damaged."""
    nlp = load_syntax(weights)
    for component in COMPONENTS:
        nlp.add_pipe(component)
    return nlp


def load_syntax(weights: Path = WEIGHTS) -> Language:
    """Return the learned part alone: the encoder, syntax and names."""
    nlp = spacy.blank("en")
    nlp.add_pipe("factdesk_paragraphs")
    nlp.add_pipe("factdesk_encoder", config={"folder": str(weights / "encoder")})
    for component in LEARNED:
        nlp.add_pipe(component)
    return nlp
