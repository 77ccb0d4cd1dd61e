"""Questions to a parse in the words of a grammar: who is the subject, where does the phrase end.

Apart from the components because all of them ask the same few questions of Universal Dependencies trees.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from bot.extraction.lexicon import words

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass"})
CLAUSES = frozenset(
    {"ROOT", "ccomp", "conj", "parataxis", "advcl", "acl", "acl:relcl", "advcl:relcl", "xcomp", "list", "csubj"}
)
INSIDE_NAME = frozenset(
    {
        "flat",
        "compound",
        "amod",
        "det",
        "nummod",
        "nmod:poss",
        "case",
        "nmod:desc",
        "advmod",
        "goeswith",
        "nmod:unmarked",
        "det:predet",
    }
)
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "nobody", "nothing", "without"})


def lemma(token: Token) -> str:
    """Return the lemma in lower case."""
    return token.lemma_.lower()


def child(token: Token, *deps: str) -> Token | None:
    """Return the first child with one of `deps`."""
    return next((other for other in token.children if other.dep_ in deps), None)


def children(token: Token, *deps: str) -> list[Token]:
    """Return the children with one of `deps`, in order."""
    return [other for other in token.children if other.dep_ in deps]


def conjuncts(token: Token) -> Iterator[Token]:
    """Yield the token and what is coordinated with it, depth first."""
    yield token
    for other in children(token, "conj"):
        yield from conjuncts(other)


def is_passive(verb: Token) -> bool:
    """Say whether the verb stands in the passive."""
    return any(other.dep_ in {"aux:pass", "nsubj:pass"} for other in verb.children)


def is_negated(verb: Token) -> bool:
    """Say whether the verb itself is negated."""
    return any(other.dep_ in {"advmod", "det", "cc"} and other.lower_ in NEGATIONS for other in verb.children)


def subject(verb: Token) -> Token | None:
    """Return the head of the verb's subject, borrowed from the clauses around it where the verb has none."""
    for _ in range(6):
        own = next((other for other in children(verb, *SUBJECTS) if child(other, "case") is None), None)
        if own is not None:  # "on Sunday" is none, whatever the parse says
            return _antecedent(own, verb)
        head = verb.head
        if head is verb or head.i == verb.i:
            return None
        if verb.dep_ == "acl:relcl" or (verb.dep_ == "acl" and verb.tag_ == "VBG"):
            return head
        if verb.dep_ in {"conj", "xcomp", "advcl", "parataxis"} and head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
            if verb.dep_ == "xcomp" and (obj := child(head, "obj", "iobj")) is not None:
                return obj
            verb = head
            continue
        return None
    return None


def _antecedent(token: Token, verb: Token) -> Token:
    """Return what a relative pronoun stands for, or the token itself."""
    if token.lower_ in {"who", "which", "that"} and verb.dep_ == "acl:relcl" and verb.head.i != verb.i:
        return verb.head
    return token


CONDITIONAL = frozenset({"if", "unless", "whether", "before", "until"})
IRREALIS = frozenset({"will", "would", "could", "might", "may", "can", "should", "wo", "'ll", "’ll", "'d", "’d"})


def is_unreal(verb: Token) -> bool:
    """Say whether the asking is negated, conditional or only possible, so that nobody has asked."""
    head = verb
    while True:
        if is_negated(head):
            return True
        if any(
            (t.dep_ == "aux" and t.lower_ in IRREALIS) or (t.dep_ == "mark" and t.lower_ in CONDITIONAL)
            for t in head.lefts
        ):
            return True
        if head is not verb and lemma(head) in words("requests", "never", "refused") | words(
            "requests", "never", "planned"
        ):
            return True
        if head.dep_ not in {"xcomp", "conj"} or head.head.i == head.i:
            return False
        head = head.head


def noun_phrase(head: Token) -> Span:
    """Return the phrase of a noun without appositions, relative clauses and what follows a comma."""
    start, end = head.left_edge.i, head.i + 1
    for other in head.lefts:
        if other.dep_ in {"cc", "punct", "case", "mark", "acl:relcl"}:
            start = max(start, other.right_edge.i + 1)
    for other in head.rights:
        if other.left_edge.i > end:
            break
        if other.dep_ in INSIDE_NAME or (other.dep_ == "nmod" and child(other, "case") is not None):
            end = _inner_end(other)
        else:
            break
    while start < head.i and (
        head.doc[start].is_punct or head.doc[start].is_space or head.doc[start].text in {"“", '"'}
    ):
        start += 1
    return head.doc[min(start, head.i) : max(end, head.i + 1)]


def _inner_end(token: Token) -> int:
    """Return where a modifier ends if its own clauses and appositions are left away."""
    end = token.i + 1
    for other in token.rights:
        if other.dep_ in {"acl:relcl", "acl", "appos", "punct", "parataxis", "advcl"} or other.left_edge.i > end:
            break
        end = _inner_end(other)
    return end


def trimmed(doc: Doc, start: int, end: int) -> Span | None:
    """Return `doc[start:end]` without punctuation, spaces, quotation marks and conjunctions at its edges."""
    while start < end and (
        _is_edge(doc[start])
        or (doc[start].dep_ in {"cc", "mark"} and doc[start].lower_ in {"that", "and", "but", "or"})
    ):
        start += 1
    while end > start and _is_edge(doc[end - 1]):
        end -= 1
    return doc[start:end] if end > start else None


def _is_edge(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text != "%") or token.text in {"“", "”", '"'}


def clause(head: Token, without: Iterable[Token] = ()) -> list[Span]:
    """Return the words below `head` in one or more pieces, less the subtrees of `without`, trimmed."""
    doc = head.doc
    gaps = sorted((token.left_edge.i, token.right_edge.i + 1) for token in without)
    pieces, start = [], head.left_edge.i
    last = head.right_edge.i + 1
    for gap_start, gap_end in gaps:
        if gap_start >= start:
            pieces.append((start, min(gap_start, last)))
        start = max(start, gap_end)
    pieces.append((start, last))
    spans = [trimmed(doc, a, b) for a, b in pieces if b > a]
    return [span for span in spans if span is not None]


def shared(a: Span, b: Span) -> int:
    """Return how many tokens two spans have in common."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def has_verb(span: Span) -> bool:
    """Say whether a span holds a verb."""
    return any(token.pos_ in {"VERB", "AUX"} for token in span)
