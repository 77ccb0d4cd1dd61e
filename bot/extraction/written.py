"""Claims in the writer's own voice: hedged, charged against somebody, or with a figure that nobody is named for.

Apart from the reported ones because there is no attribution to start from.
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from bot.extraction.figures import figures
from bot.extraction.frames import ClaimFrame
from bot.extraction.lexicon import words
from bot.extraction.reasons import Reason
from bot.extraction.statements import MIN_TOKENS, is_question
from bot.extraction.syntax import SUBJECTS, child, children, clause, lemma, noun_phrase, trimmed

MEASURES = frozenset(
    {
        "mile",
        "kilometre",
        "kilometer",
        "km",
        "metre",
        "meter",
        "foot",
        "inch",
        "acre",
        "hectare",
        "gallon",
        "degree",
        "page",
        "member",
        "nation",
        "country",
        "state",
        "street",
    }
)


def written(sent: Span, covered: set[int]) -> Iterator[ClaimFrame]:
    """Yield claims that the writer makes without a source: hedged, by hearsay, charged against somebody, or with figures."""
    hedged = False
    for token in sent:
        if token.i in covered:
            continue
        word = token.lower_
        if word in words("hedges", "adverbs") or (token.dep_ == "amod" and word in words("hedges", "adjectives")):
            hedged = True
            yield from _hedged(token, sent.doc[token.i : token.i + 1])
        elif token.tag_ == "VBN":
            yield from _charged(token)
            yield from _hearsay(token, covered)
    if not hedged:
        yield from _counted(sent, covered)


def _charged(verb: Token) -> Iterator[ClaimFrame]:
    """Yield what somebody is charged with by nobody named: "was accused of lying"."""
    if lemma(verb) not in words("hedges", "charges"):
        return
    for other in children(verb, "obl", "advcl"):
        case = child(other, "case", "mark")
        if case is not None and case.lower_ in {"with", "of", "for"}:
            for piece in clause(other, without=[case]):
                yield ClaimFrame(piece, None, [("accusation", verb.doc[verb.i : verb.i + 1])], 0.0)


def _hearsay(verb: Token, covered: set[int]) -> Iterator[ClaimFrame]:
    """Yield what "is said": "it is said that X fled", "X is said to have fled"."""
    be = child(verb, "aux:pass")
    if be is None or lemma(verb) not in words("hedges", "passives") or child(verb, "obl:agent") is not None:
        return
    cue: Reason = ("reported", verb.doc[be.i : verb.i + 1])
    about, deed = child(verb, "nsubj:pass"), child(verb, "xcomp")
    if about is not None and deed is not None:
        piece = trimmed(verb.doc, about.left_edge.i, deed.right_edge.i + 1)
        if piece is not None:
            yield ClaimFrame(piece, None, [cue], 0.0)
        return
    for said in children(verb, "ccomp", "csubj"):
        for piece in clause(said):
            if piece.start not in covered:
                yield ClaimFrame(piece, None, [cue], 0.0)


def _counted(sent: Span, covered: set[int]) -> Iterator[ClaimFrame]:
    """Yield what the sentence counts, where no pollster is named for it."""
    if any(lemma(t) in {"poll", "survey", "pollster"} for t in sent):
        return
    numbers = [f for f in figures(sent) if f.start not in covered and f.root.tag_ != "NNS" and _is_told(f)]
    statement = _statement_around(numbers[0].root, covered) if numbers else None
    if statement is not None and not is_question(statement):
        yield ClaimFrame(statement, None, [("figure", numbers[0])], 0.0)


def _hedged(token: Token, hedge: Span) -> Iterator[ClaimFrame]:
    """Yield the clause that a hedge has in its scope."""
    head = token.head
    if token.dep_ == "amod":
        for piece in [noun_phrase(head)]:
            if len(piece) >= MIN_TOKENS:
                yield ClaimFrame(piece, None, [("reported", hedge)], 0.0)
        return
    others = [
        other
        for other in children(head, "conj", "parataxis")
        if child(other, *SUBJECTS) is not None and other.i > head.i
    ]
    pieces = clause(head, without=others)
    if pieces:
        yield ClaimFrame(max(pieces, key=len), None, [("reported", hedge)], 0.0)


def _is_told(figure: Span) -> bool:
    """Say whether a figure is what its sentence tells, not a circumstance: near the verb, and no measure of a thing."""
    head = figure.root.head if figure.root.dep_ in {"nummod", "compound", "nmod", "amod"} else figure.root
    if lemma(head) in MEASURES or lemma(figure.root.head) in MEASURES:
        return False
    for _ in range(3):
        if head.dep_ in {"nsubj", "nsubj:pass", "obj", "ROOT"}:
            return (
                head.head.dep_ in {"ROOT", "conj", "ccomp", "parataxis", "acl:relcl", "advcl:relcl"}
                or head.dep_ == "ROOT"
            )
        if head.dep_ not in {"compound", "nmod", "appos", "conj", "obl", "nmod:poss"}:
            return False
        head = head.head
    return False


def _statement_around(token: Token, covered: set[int]) -> Span | None:
    """Return the clause with a subject that a figure stands in."""
    head = token
    while head.head.i != head.i and not (
        head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"} and child(head, *SUBJECTS) is not None
    ):
        head = head.head
    if child(head, *SUBJECTS) is None or any(t.dep_ == "mark" and t.lower_ in {"if", "unless"} for t in head.children):
        return None
    others = [o for o in children(head, "conj", "parataxis", "advcl:relcl") if child(o, *SUBJECTS) is not None]
    piece = next((p for p in clause(head, without=others) if p.start <= token.i < p.end), None)
    if (
        piece is None
        or sum(1 for i in range(piece.start, piece.end) if i in covered) > len(piece) / 2
        or len(piece) < MIN_TOKENS + 1
    ):
        return None
    return piece
