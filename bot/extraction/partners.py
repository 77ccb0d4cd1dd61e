"""Whom a need is voiced to where no word says so: the partner of the meeting or the talk in which it is voiced.

Apart from the requests because this looks at the sentences around one, and only where the sentence itself names nobody.
"""

from spacy.tokens import Span, Token

from bot.extraction.frames import Findings, PartyFrame, RequestFrame
from bot.extraction.lexicon import words
from bot.extraction.sources import party
from bot.extraction.syntax import child, children, lemma

SENTENCES = 3
"""So many sentences back a meeting is looked for."""


def partner(frame: RequestFrame, found: Findings) -> PartyFrame | None:
    """Return the other side of the nearest meeting before a need; None where there is none, or it is the requester."""
    asker = frame.requester.actor if frame.requester is not None else None
    if asker is None:
        return None
    for sentence in _back(frame.cue):
        for token in sentence:
            other = _other_side(token)
            if other is None:
                continue
            met = party(other, found)
            if met.actor is not None and met.actor is not asker:
                return met
    return None


def _back(cue: Span) -> list[Span]:
    """Return the sentence of a cue and those before it, the nearest first, as far as a meeting is looked for."""
    doc, sentences = cue.doc, [cue.sent]
    while len(sentences) < SENTENCES and sentences[-1].start > 0:
        sentences.append(doc[sentences[-1].start - 1].sent)
    return sentences


def _other_side(token: Token) -> Token | None:
    """Return X in "a meeting with X", "spoke with X", "met X"."""
    if token.pos_ == "NOUN" and lemma(token) in words("requests", "meetings", "nouns"):
        return next((t for t in children(token, "nmod") if _with(t)), None) or next(
            (t for t in children(token.head, "obl") if _with(t)), None
        )
    if token.pos_ == "VERB" and lemma(token) in words("requests", "meetings", "verbs"):
        return next((t for t in children(token, "obl") if _with(t)), None) or (
            child(token, "obj") if lemma(token) == "meet" else None
        )
    return None


def _with(token: Token) -> bool:
    case = child(token, "case")
    return case is not None and case.lower_ == "with"
