"""Why a statement is flagged, by its source, its hedges and its words.

Apart from the claims because each reason stands on a span of its own that the desk is shown.
"""

from spacy.tokens import Span, Token

from bot.briefing.model import ReasonKind
from bot.extraction.frames import Report
from bot.extraction.lexicon import words
from bot.extraction.syntax import SUBJECTS, child, is_negated, is_passive, lemma

Reason = tuple[ReasonKind, Span]


def source_reasons(report: Report) -> list[Reason]:
    """Return what the source itself gives reason for."""
    where = report.source.span if report.source is not None else report.cue[0] if report.cue else report.content[0]
    reasons: list[Reason] = []
    if report.source_kind in {"unnamed", "vague"}:
        reasons.append(("unnamed", where))
    told = report.verb is not None and lemma(report.verb) in words("hedges", "passives")
    impersonal = report.source is None and told and report.verb is not None and is_passive(report.verb)
    doubtful = report.verb is not None and lemma(report.verb) in words("hedges", "doubtful")
    nobodys = (
        report.source_kind == "document"
        and report.source is not None
        and report.source.actor is None
        and not any(t.ent_type_ for t in report.source.span)
    )
    if report.source_kind == "media" or nobodys or impersonal or doubtful:
        reasons.append(("reported", report.cue[0] if doubtful and report.cue else where))
    if report.source is not None and lemma(report.source.span.root) in words("hedges", "rumours"):
        reasons.append(("reported", where))
    if report.cue_type == "noun" and report.source is None and lemma(report.cue[0].root) in words("hedges", "anaphors"):
        reasons.append(("reported", where))
    return reasons


def hedges(statement: Span) -> list[Reason]:
    """Return the hedges inside the statement."""
    for token in statement:
        if token.lower_ in words("hedges", "adverbs") or (
            token.dep_ == "amod" and token.lower_ in words("hedges", "adjectives")
        ):
            return [("reported", statement.doc[token.i : token.i + 1])]
    return []


def accusing_word(statement: Span) -> Span | None:
    """Return the word that makes the statement an accusation of somebody."""
    for token in statement:
        pos = token.pos_
        listed = (
            (pos == "VERB" and lemma(token) in words("accusations", "verbs") and not _harmless(token))
            or (pos == "NOUN" and lemma(token) in words("accusations", "nouns"))
            or (pos == "ADJ" and lemma(token) in words("accusations", "adjectives"))
        )
        if listed and not is_negated(token):
            return statement.doc[token.i : token.i + 1]
    return None


def _harmless(verb: Token) -> bool:
    """Say whether a verb of harm has neither a doer nor somebody it is done to that is named."""
    if lemma(verb) == "fail":
        return child(verb, "xcomp") is None
    return child(verb, *SUBJECTS, "obj", "obl", "obl:agent", "xcomp", "ccomp") is None and verb.dep_ not in {
        "amod",
        "acl:relcl",
        "acl",
        "xcomp",
        "advcl",
        "conj",
    }


def unique(reasons: list[Reason]) -> list[Reason]:
    """Keep the first span of each reason."""
    seen: dict[ReasonKind, Span] = {}
    for kind, span in reasons:
        seen.setdefault(kind, span)
    return list(seen.items())
