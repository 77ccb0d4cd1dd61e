"""What was done because somebody had asked: "at the request of X, Y sent advisers", "after appeals from X".

Apart from the nouns of asking because here the clause around the noun is what was asked for.
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from bot.extraction.asking import as_force, can_be_asked, possessor
from bot.extraction.frames import Findings, RequestFrame
from bot.extraction.items import each_deed
from bot.extraction.lexicon import by_word, words
from bot.extraction.sources import party
from bot.extraction.syntax import child, clause, is_passive, is_unreal, lemma, subject


def prompted(noun: Token, found: Findings) -> Iterator[RequestFrame]:
    """Read the deed of a clause as what was asked for."""
    case = child(noun, "case")
    if case is None or noun.dep_ not in {"obl", "nmod"}:
        return
    lead = {"upon": "at", "following": "after"}.get(case.lower_, case.lower_)
    if lead not in {"at", "on", "after"} or lemma(noun) not in words("requests", "prompts", lead):
        return
    owner, deed = possessor(noun), noun.head
    if owner is None or deed.pos_ != "VERB" or is_unreal(deed):
        return
    doer = child(deed, "obl:agent") if is_passive(deed) else subject(deed)
    asked = party(doer, found) if doer is not None and can_be_asked(doer, found) else None
    force = as_force(by_word("requests", "nouns").get(lemma(noun), "appeal"))
    for item in _done(deed, noun):
        yield RequestFrame(
            party(owner, found), asked, item, noun.doc[noun.i : noun.i + 1], force, 0.5 if lead != "after" else 0.35
        )


def _done(deed: Token, noun: Token) -> list[Span]:
    """Return what was done, the words about the asking left away; a passive keeps its subject."""
    if is_passive(deed):
        agent = child(deed, "obl:agent")
        gaps = [noun, *([agent] if agent is not None else [])]
        return [piece for piece in clause(deed, without=gaps) if piece.start <= deed.i < piece.end]
    cut: list[Span] = []
    for item in each_deed(deed):
        start, end = max(item.start, deed.i), item.end
        if start <= noun.left_edge.i < end:
            end = noun.left_edge.i
        if end > start:
            cut.append(item.doc[start:end])
    return cut[:1]
