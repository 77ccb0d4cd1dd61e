"""What is said, cut into statements: one a sentence, one a coordinated clause, and which of them can be facts at all.

Apart from the claims because this is about form alone, not about who says it.
"""

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Span

from bot.extraction.lexicon import words
from bot.extraction.syntax import SUBJECTS, child, children, clause, has_verb, trimmed

MIN_TOKENS = 3

FUTURE = frozenset({"will", "'ll", "’ll", "wo", "shall", "would"})

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
HYPOTHETICAL = frozenset({"could", "would", "might", "will"})
NORMATIVE = frozenset({"should", "must", "shall", "ought", "can"})


def statements(content: Span) -> Iterator[Span]:
    """Cut what is said into statements: one a sentence, and one a coordinated clause with its own subject."""
    for sent in (part for whole in _sentences(content) for part in _at_hedge(whole)):
        root = sent.root
        splits = [
            other
            for other in children(root, "conj")
            if other.i in range(sent.start, sent.end) and child(other, *SUBJECTS) is not None
        ]
        if not splits or root.i not in range(sent.start, sent.end):
            yield sent
            continue
        for head in [root, *splits]:
            for piece in clause(head, without=[other for other in splits if other is not head and other.i > head.i]):
                start, end = max(piece.start, sent.start), min(piece.end, sent.end)
                if end - start >= MIN_TOKENS:
                    yield sent.doc[start:end]


def _sentences(content: Span) -> Iterator[Span]:
    starts = [content.start, *(t.i for t in content if t.is_sent_start and t.i > content.start), content.end]
    for a, b in pairwise(starts):
        span = trimmed(content.doc, a, b)
        if span is not None:
            yield span


def _at_hedge(sent: Span) -> Iterator[Span]:
    """Cut off an addition that the writer hedges on its own: "..., an act reportedly at the behest of Y"."""
    hedge = next((t for t in sent if t.lower_ in words("hedges", "adverbs")), None)
    comma = (
        next((i for i in range(hedge.i, sent.start, -1) if sent.doc[i].text == ","), None)
        if hedge is not None
        else None
    )
    pieces = [trimmed(sent.doc, sent.start, comma), trimmed(sent.doc, comma, sent.end)] if comma is not None else []
    long_enough = [piece for piece in pieces if piece is not None and len(piece) >= MIN_TOKENS]
    yield from long_enough if len(long_enough) == len(pieces) and pieces and has_verb(long_enough[0]) else [sent]


def without_comment(statement: Span) -> Span:
    """Return a statement without what its writer makes of it behind a comma: "..., reflecting the mood of the voters"."""
    for token in statement:
        comment = token.tag_ == "VBG" and token.lemma_.lower() in words("hedges", "comments") and token.dep_ == "advcl"
        if comment and token.i > statement.start + MIN_TOKENS and token.doc[token.i - 1].text == ",":
            return statement.doc[statement.start : token.i - 1]
    return statement


def is_mostly(statement: Span, tokens: set[int]) -> bool:
    """Say whether more than half of a statement is in `tokens`."""
    return sum(1 for i in range(statement.start, statement.end) if i in tokens) > len(statement) / 2


def is_factual(statement: Span) -> bool:
    """Say whether a statement is a clause about what is or was, not about what ought to be or would be if."""
    if statement[0].tag_ == "WRB" or statement[0].lower_ in {"whether", "to"}:
        return False
    if not any(t.tag_ in FINITE for t in statement):
        return False
    root = statement.root
    modals = {t.lower_ for t in root.children if t.dep_ == "aux"}
    condition = any(t.dep_ == "advcl" and any(m.lower_ in {"if", "unless"} for m in t.lefts) for t in root.children)
    return not modals & NORMATIVE and not (condition and modals & HYPOTHETICAL)


def is_forecast(statement: Span) -> bool:
    """Say whether a statement is about what will be."""
    root = statement.root
    return any(t.dep_ == "aux" and t.lower_ in FUTURE for t in root.children)


def is_question(statement: Span) -> bool:
    """Say whether a statement ends in a question mark."""
    end = statement.end
    return statement.text.rstrip('”"').endswith("?") or (end < len(statement.doc) and statement.doc[end].text == "?")
