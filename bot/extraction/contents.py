"""What a reporting verb reports: the clause below, above or beside it, and the quotation that belongs to it.

Apart from the attributions because finding what is said and finding who says it are two questions.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from bot.extraction.lexicon import words
from bot.extraction.surface import surface_end
from bot.extraction.syntax import child, children, clause, has_verb, is_passive, lemma, trimmed


def verb_content(verb: Token, cue_type: str) -> Iterator[Span]:
    """Yield what the verb reports, by its place in the tree."""
    said = children(verb, "ccomp")
    if cue_type == "accuse":
        yield from _charge(verb)
        return
    if cue_type == "deny" and not said:
        yield from _denied(verb)
        return
    if said:
        for head in said:
            yield from clause(head)
        return
    if (
        verb.dep_ in {"parataxis", "advcl:relcl"}
        and verb.head.i != verb.i
        and verb.head.pos_ in {"VERB", "AUX", "NOUN", "ADJ", "PROPN"}
    ):
        yield from clause(verb.head, without=[verb])
        return
    that = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else verb
    if that.lower_ == "that" and that.dep_ in {"mark", "nsubj", "det"} and that.head.i > that.i:
        span = trimmed(verb.doc, that.i + 1, surface_end(that.i + 1, verb.sent))
        if span is not None and has_verb(span):
            yield span
            return
    following = child(verb, "parataxis")
    if following is not None and (has_verb(verb.doc[following.left_edge.i : following.right_edge.i + 1])):
        yield from clause(following)
        return
    if (
        is_passive(verb)
        and (complement := child(verb, "xcomp")) is not None
        and lemma(verb) in words("hedges", "passives")
    ):
        about = child(verb, "nsubj:pass", "nsubj")
        yield from ([] if about is None else clause(about))
        yield from clause(complement)


def _charge(verb: Token) -> Iterator[Span]:
    """Yield the accused and the charge: "accused Scientology of holding her"."""
    accused = child(verb, "obj", "nsubj:pass")
    below = children(verb, "obl", "advcl", "ccomp") + (children(accused, "nmod", "acl") if accused is not None else [])
    charges = [
        other
        for other in below
        if other.dep_ == "ccomp"
        or any(m.lower_ in {"of", "for", "with", "over"} for m in other.lefts if m.dep_ in {"case", "mark"})
    ]
    if accused is not None and charges and accused.dep_ == "obj":
        span = trimmed(verb.doc, accused.left_edge.i, max(charge.right_edge.i for charge in charges) + 1)
        if span is not None:
            yield span
    elif charges:
        for charge in charges:
            yield from clause(charge)


def _denied(verb: Token) -> Iterator[Span]:
    """Yield what is denied: a gerund or a noun that carries a claim."""
    for other in children(verb, "xcomp", "advcl"):
        if other.tag_ == "VBG":
            yield from clause(other)
    thing = child(verb, "obj")
    if (
        thing is not None
        and lemma(thing) in words("hedges", "anaphors")
        and (said := child(thing, "acl", "ccomp")) is not None
    ):
        yield from clause(said)


def joined(doc: Doc, content: list[Span], quoted: Span | None) -> list[Span]:
    """Join a verb's clause with the quotation that it opens, closes or runs through."""
    if quoted is None:
        return content
    touching = [span for span in content if span.start < quoted.end and quoted.start < span.end]
    if not touching:
        return content or [quoted]
    others = [span for span in content if span not in touching]
    start = min(quoted.start, *(span.start for span in touching))
    end = max(quoted.end, *(span.end for span in touching))
    span = trimmed(doc, start, end)
    return sorted([*others, *([span] if span is not None else [])], key=lambda piece: piece.start)
