"""Questions to the words alone, where the parse has torn a clause apart.

Apart from the syntax because these trust punctuation and tags, not the tree.
"""

from spacy.tokens import Span, Token

from bot.extraction.syntax import SUBJECTS, child, trimmed

STOPS = frozenset({";", "—", "–", "”", '"', ":", "(", ")"})
THINGS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
BREAKS = frozenset({"but", "while", "because", "although", "though", "whereas"})
AFTER_COMMA = frozenset(
    {
        "which",
        "who",
        "while",
        "whose",
        "but",
        "as",
        "after",
        "before",
        "although",
        "though",
        "where",
        "when",
        "because",
        "said",
        "according",
        "adding",
        "saying",
    }
)


def surface_end(start: int, sent: Span) -> int:
    """Return where a clause that starts at `start` ends by its punctuation alone: for words the parse has torn apart."""
    doc = sent.doc
    for i in range(start, sent.end):
        if (
            doc[i].text in STOPS
            or (i > start and doc[i].lower_ in BREAKS)
            or (doc[i].text == "," and i + 1 < sent.end and doc[i + 1].lower_ in AFTER_COMMA)
        ):
            return i
    return sent.end


def verbs_joined(span: Span) -> list[Span]:
    """Cut "invest in X and supply Y" before each base-form verb that follows a conjunction or comma."""
    doc = span.doc
    if doc[span.start].tag_ != "VB" and doc[span.start].lower_ not in {"not", "never"}:
        return [span]
    cuts = [span.start]
    for i in range(span.start + 1, span.end - 1):
        opens = (
            doc[i].dep_ == "cc"
            or doc[i].lower_ in {"and", "or"}
            or (doc[i].text == "," and doc[i + 1].tag_ in {"VB", "TO"})
        )
        after = i + 1
        while after < span.end - 1 and doc[after].lower_ in {"to", "not", "never"}:
            after += 1
        is_verb = after < span.end and _reads_as_verb(doc[after]) and doc[after - 1].tag_ != "MD"
        if opens and is_verb and any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in doc[cuts[-1] : i]):
            cuts.append(i + 1 if doc[i + 1].lower_ in {"not", "never"} else after)
    pieces = [trimmed(doc, a, b) for a, b in zip(cuts, [*cuts[1:], span.end], strict=True)]
    return [_without_tail(piece) for piece in pieces if piece is not None]


ADVERBS = frozenset(
    {
        "very",
        "more",
        "most",
        "less",
        "least",
        "even",
        "also",
        "too",
        "so",
        "as",
        "not",
        "now",
        "then",
        "still",
        "only",
        "just",
        "well",
        "much",
        "far",
        "once",
        "often",
        "never",
        "perhaps",
        "almost",
        "quite",
        "rather",
        "soon",
        "already",
        "yet",
        "again",
        "together",
    }
)


VERBS_IN_LY = frozenset(
    {"ally", "apply", "bully", "comply", "fly", "imply", "multiply", "rally", "rely", "reply", "supply", "tally"}
)


def _reads_as_verb(token: Token) -> bool:
    """Say whether a word is a base-form verb, or was taken for another where only a verb can stand: "supply critical aid".

    A noun does not stand before an adjective or article, and few adverbs but those in -ly do.
    """
    if token.tag_ == "VB" or (token.tag_ == "VBP" and child(token, *SUBJECTS) is None):
        return True
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    adverb = (token.lower_.endswith("ly") and token.lower_ not in VERBS_IN_LY) or token.lower_ in ADVERBS
    torn = token.tag_ == "NN" or (token.tag_ == "RB" and not adverb)
    return torn and following.i > token.i and following.tag_ in {"JJ", "DT", "PRP$"}


def _without_tail(span: Span) -> Span:
    """Cut a conjunction and "to" off the end."""
    end = span.end
    while end > span.start + 1 and (
        span.doc[end - 1].dep_ == "cc" or span.doc[end - 1].lower_ in {"and", "or", "to", ","}
    ):
        end -= 1
    return span.doc[span.start : end]


def with_thing(verb: Token, span: Span) -> Span:
    """Give a bare verb back the thing right behind it, where the parse has hung that elsewhere."""
    end = span.end
    if len(span) > 1 or verb.tag_ != "VB" or end >= verb.sent.end or verb.doc[end].pos_ not in THINGS:
        return span
    return trimmed(verb.doc, span.start, surface_end(span.start, verb.sent)) or span
