"""Component: who of those an article names acts in it, and in what order they matter.

Apart from finding and merging the actors because this looks back over everything found: who speaks, asks and is asked.
"""

import math

from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.extraction.frames import ActorFrame, Findings, findings
from bot.extraction.lexicon import by_word
from bot.extraction.parsing import encoder_of
from bot.extraction.sources import is_medium
from bot.extraction.syntax import SUBJECTS, lemma

BENEFIT = 0.8
"""What share of the usual confidence is enough for an actor that a claim speaks of."""


@Language.factory("factdesk_salience", requires=["doc._.findings"], assigns=["doc._.findings"])
class SalienceFinder:
    """Choose the actors that a briefing shows."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.judge = encoder_of(nlp).judges["actors"]

    def __call__(self, doc: Doc) -> Doc:
        """Set each actor's confidence and `doc._.findings.acting`, the foremost first."""
        found = findings(doc)
        said = {i for report in found.reports for span in report.content for i in range(span.start, span.end)}
        for actor in found.actors:
            actor.features = _features(doc, actor, found, said)
            actor.confidence = self.judge(actor.features)
        kept = [actor for actor in found.actors if _takes_part(actor) or actor.confidence >= self._enough(actor)]
        found.acting = sorted(kept, key=lambda actor: (-prominence(actor), actor.mentions[0].span.start))
        return doc

    def _enough(self, actor: ActorFrame) -> float:
        """Return the confidence that an actor needs: less where a claim to check speaks of it."""
        return self.judge.least * (BENEFIT if actor.features["in_claim"] else 1.0)


def _takes_part(actor: ActorFrame) -> bool:
    """Say whether an actor asks or is asked: whoever that is, is one."""
    return bool(actor.features["asks"] or actor.features["asked"])


def prominence(actor: ActorFrame) -> float:
    """Return how much an actor does and how often it is named."""
    return actor.acts + 0.1 * len(actor.mentions)


def _features(doc: Doc, actor: ActorFrame, found: Findings, said: set[int]) -> dict[str, float]:
    names = [mention.span for mention in actor.mentions if mention.form == "name"]
    speaks = sum(1 for report in found.reports if report.source is not None and report.source.actor is actor)
    asks = sum(1 for one in found.requests if one.requester is not None and one.requester.actor is actor)
    asked = sum(1 for one in found.requests if one.addressee is not None and one.addressee.actor is actor)
    first = min(mention.span.start for mention in actor.mentions)
    deeds = [span for span in names if span.root.dep_ in SUBJECTS or span.root.dep_ == "obl:agent"]
    own = [span for span in deeds if span.start not in said]
    idle = not deeds and not speaks and not asks and not asked
    return {
        actor.kind: 1.0,
        "mentions": math.log1p(len(actor.mentions)),
        "speaks": math.log1p(speaks),
        "asks": float(asks > 0),
        "asked": float(asked > 0),
        "subject": math.log1p(len(deeds)),
        "subject_unquoted": math.log1p(len(own)),
        "only_in_speech": float(all(mention.span.start in said for mention in actor.mentions)),
        "in_claim": float(
            any(claim.text.start <= span.start < claim.text.end for claim in found.claims for span in names)
        ),
        "acts": math.log1p(actor.acts),
        "late": first / max(1, len(doc)),
        "role": float(actor.role is not None),
        "words": math.log1p(max((len(span) for span in names), default=1)),
        "possessive": float(all(span.root.dep_ == "nmod:poss" for span in names)),
        "modifier": float(all(span.root.dep_ in {"compound", "amod", "nmod:desc"} for span in names)),
        "idle": float(idle),
        **_told(actor, names),
    }


def _told(actor: ActorFrame, names: list[Span]) -> dict[str, float]:
    """Return whether somebody speaks to an actor and what is its own acts; a medium is named for what it heard or printed."""
    roots = [span.root for span in names]
    verbs = by_word("cues", "verbs")
    return {
        "medium": float(actor.kind == "organisation" and is_medium(actor)),
        "heard": float(any(root.dep_ in {"obj", "iobj", "obl"} and lemma(root.head) in verbs for root in roots)),
        "owner": float(any(root.dep_ == "nmod:poss" and root.head.dep_ in SUBJECTS for root in roots)),
    }
