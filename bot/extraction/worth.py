"""How much a claim is worth checking, and what tells how sure it is: what orders the claims on every face.

Apart from finding them: the score that debates taught (ClaimBuster) and the reasons' own weight order claims and decide
of none.
"""

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from bot.briefing.model import ReasonKind
from bot.extraction.encoder import Reading
from bot.extraction.figures import figures
from bot.extraction.frames import ClaimFrame
from bot.extraction.judgement import likelihood
from bot.extraction.lexicon import words
from bot.extraction.marked import Beliefs
from bot.extraction.statements import is_forecast, is_question
from bot.extraction.syntax import SUBJECTS, child, children, lemma

GRAVITY: dict[ReasonKind, float] = {
    "accusation": 0.32,
    "contested": 0.26,
    "unnamed": 0.22,
    "reported": 0.2,
    "figure": 0.16,
}
"""How much each reason adds to a claim's priority."""
SCRAP, BRIEF = 4, 7
"""In tokens: a statement is seldom so short, or shorter still."""
SHARES = (0.55, 0.25, 0.2)
"""What reasons, confidence and worth count in a priority."""


def weigh(doc: Doc, claims: list[ClaimFrame]) -> None:
    """Set each claim's features."""
    reading: Reading = doc._.reading
    beliefs = Beliefs(doc, reading, "claims")
    worths = _worths(doc, reading)
    for claim in claims:
        worth = likelihood(float(worths[claim.text.start : claim.text.end].mean()))
        claim.features |= _features(claim, beliefs) | _form(claim.text) | {"worth": worth}


def priority(claim: ClaimFrame) -> float:
    """Return how much a claim is worth checking, at most 1."""
    gravity = min(1.0, 0.1 + sum(GRAVITY[kind] for kind, _ in claim.reasons))
    parts = (gravity, claim.confidence, claim.features["worth"])
    return round(sum(share * part for share, part in zip(SHARES, parts, strict=True)), 3)


def _features(claim: ClaimFrame, beliefs: Beliefs) -> dict[str, float]:
    report = claim.report
    verb = report.verb if report is not None else None
    kinds = {kind for kind, _ in claim.reasons}
    return {
        "belief": beliefs.mean("claim", claim.text),
        "peak": beliefs.most("claim", claim.text),
        "contrast": beliefs.contrast("claim", claim.text),
        "opening": beliefs.opening("claim", claim.text),
        "reported_by_somebody": float(report is not None),
        "on_record": float(report is not None and report.source_kind in {"named", "organisation"}),
        "doubted": float(verb is not None and lemma(verb) in words("hedges", "doubtful")),
        "direct": float(report is not None and report.mode == "direct"),
        "forecast": float(is_forecast(claim.text)),
        "question": float(is_question(claim.text)),
        "scrap": float(len(claim.text) < SCRAP),
        "brief": float(len(claim.text) < BRIEF),
        **{kind: float(kind in kinds) for kind in GRAVITY},
    }


def _form(text: Span) -> dict[str, float]:
    """Return what the words of a claim show: a clause or a noun with what hangs on it, figures, and whether polls give them."""
    root = text.root
    return {
        "has_subject": float(any(text.start <= t.i < text.end for t in children(root, *SUBJECTS))),
        "noun": float(root.pos_ in {"NOUN", "PROPN"} and child(root, "cop") is None),
        "figures": float(len(figures(text))),
        "poll": float(any(lemma(t) in words("sources", "polls") for t in text.sent)),
    }


def _worths(doc: Doc, reading: Reading) -> NDArray[np.float32]:
    worths = np.zeros(len(doc), dtype=np.float32)
    worths[reading.words] = reading.of("worth")[:, 0]
    return worths
