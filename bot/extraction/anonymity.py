"""Whether the sentence says that its source keeps the own name back: "speaking on condition of anonymity".

Apart from the kinds of sources because here not the source's words tell, but what the sentence says about it.
"""

from spacy.tokens import Span, Token

from bot.extraction.lexicon import by_word, words
from bot.extraction.syntax import is_negated, lemma

FARTHEST = 8
"""How many steps up the tree the source or its verb may be."""


def is_anonymous(source: Span, cue: Span, content: tuple[Span, ...]) -> bool:
    """Say whether somebody who says something asks not to be named."""
    said = {i for span in content for i in range(span.start, span.end)}
    theirs = {source.root.i, cue.root.i, *(token.i for token in cue)}
    return any(
        token.i not in said and _keeps_name_back(token) and _belongs(token, theirs)
        for token in (*cue.sent, *(source.sent if source.sent != cue.sent else ()))
    )


def _keeps_name_back(token: Token) -> bool:
    """Say whether a word tells of namelessness: "anonymity", "declined to be named", "who would not be identified"."""
    if token.lower_ in words("hedges", "namelessness"):
        return True
    if lemma(token) not in words("hedges", "naming") or token.tag_ != "VBN":
        return False
    above = token.head
    return is_negated(token) or (
        lemma(above) in words("hedges", "unwilling") and (is_negated(above) or lemma(above) in {"decline", "refuse"})
    )


def _belongs(token: Token, theirs: set[int]) -> bool:
    """Say whether a word stands below the source or the verb by which it speaks, with no other speaker between."""
    head = token
    for _ in range(FARTHEST):
        if head.i in theirs:
            return True
        speaks = lemma(head) in by_word("cues", "verbs") and lemma(head) not in words("hedges", "unwilling")
        if head.head.i == head.i or (speaks and head.pos_ == "VERB"):
            return False
        head = head.head
    return False
