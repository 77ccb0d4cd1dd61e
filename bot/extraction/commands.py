"""Imperatives, and whom they call on: in somebody's mouth, or in a text that its writer speaks.

Apart from needs because a command is told by its form alone.
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from bot.extraction.asking import addressed, can_be_asked
from bot.extraction.frames import Findings, PartyFrame, RequestFrame
from bot.extraction.items import each_deed, without_aside
from bot.extraction.lexicon import by_word, words
from bot.extraction.sources import party
from bot.extraction.speech import Speech
from bot.extraction.syntax import SUBJECTS, child, children, lemma

BEFORE = frozenset({"PUNCT", "INTJ", "ADV", "CCONJ", "SPACE", "SYM"})
BESIDE = frozenset({"advmod", "discourse", "punct", "intj", "vocative", "cc", "aux", "advcl"})
BREAKING = frozenset({":", "…", "...", "–", "—", "--", "-"})
"""Marks behind which a clause begins anew."""
LIFTING = frozenset({"please", "do", "n't", "n’t", "not", "never"})


def commanded(verb: Token, found: Findings, said: Speech) -> Iterator[RequestFrame]:
    """Read an imperative inside somebody's direct words, or in a text whose writer speaks."""
    if verb.tag_ not in {"VB", "VBP"}:
        return
    report = said.over(verb)
    if report is None:
        polite = any(t.lower_ == "please" for t in verb.lefts)
        if polite and is_command(verb, verb.sent, pleaded=False):
            yield from _frames(verb, None, _called(verb, found), 0.3)
        return
    if report.source is None or report.mode == "indirect":
        return
    if report.verb is not None and lemma(report.verb) in by_word("cues", "verbs") and report.cue_type == "ask":
        return  # the verb of asking has read it
    quotation = next((q for q in found.quotations if q.start <= verb.i < q.end), None)
    if quotation is None or quotation[-1].text == "?" or not is_command(verb, quotation, pleaded=False):
        return
    listener = addressed(report.verb) if report.verb is not None and lemma(report.verb) == "tell" else None
    asked = party(listener, found) if listener is not None and can_be_asked(listener, found) else _called(verb, found)
    yield from _frames(verb, report.source, asked, 0.4)


def _frames(
    verb: Token, requester: PartyFrame | None, asked: PartyFrame | None, confidence: float
) -> Iterator[RequestFrame]:
    for item in each_deed(verb):
        yield RequestFrame(requester, asked, without_aside(item), verb.doc[verb.i : verb.i + 1], "demand", confidence)


def is_command(verb: Token, within: Span, *, pleaded: bool) -> bool:
    """Say whether a verb is an imperative that opens its clause; `pleaded` where a word of asking stands beside it."""
    if verb.tag_ not in {"VB", "VBP"} or verb.dep_ not in {"ROOT", "ccomp", "parataxis", "conj", "xcomp"}:
        return False
    if lemma(verb) in words("requests", "never", "imperatives") and not (
        lemma(verb) == "let" and (pleaded or _exhorts(verb))
    ):
        return False
    if verb.dep_ == "conj" and verb.head.i >= within.start:
        return False  # the deeds of a list are read from the first
    calling = whom_called(verb)
    if any(not _may_precede(t, calling) for t in verb.lefts) or child(verb, "mark", "expl") is not None:
        return False
    doer = child(verb, *SUBJECTS)
    if doer is not None and doer.i < verb.i and doer is not calling:
        return False
    return _opens_clause(verb, max(verb.sent.start, within.start), calling)


def _opens_clause(verb: Token, first: int, calling: Token | None) -> bool:
    """Say whether nothing but marks, adverbs, who is called and an "if" stands between a verb and its clause's beginning."""
    before = [t for t in verb.lefts if t is calling or t.dep_ == "advcl"]
    skipped = {i for t in before for i in range(t.left_edge.i, t.right_edge.i + 1)}
    for i in range(verb.i - 1, first - 1, -1):
        token = verb.doc[i]
        if token.text in BREAKING:
            return True
        if i not in skipped and token.pos_ not in BEFORE and token.lower_ not in LIFTING:
            return False
    return True


def _may_precede(token: Token, calling: Token | None) -> bool:
    if token is calling:
        return True
    if token.dep_ == "aux":
        return token.lower_ == "do"
    return token.dep_ in BESIDE and token.lower_ != "to"


def _exhorts(let: Token) -> bool:
    """Say whether "let" calls on others: "let us join", "let them go", never "let's see" or "let me be clear"."""
    follower = let.doc[let.i + 1] if let.i + 1 < len(let.doc) else let
    return follower.lower_ not in {"me", "'s", "’s"} and follower.i > let.i


def whom_called(verb: Token) -> Token | None:
    """Return who is called by name before a command: "Russia, withdraw your troops"."""
    for other in [*children(verb, "vocative"), *children(verb, "nsubj", "advmod", "dislocated")]:
        after = other.right_edge.i + 1
        named = other.pos_ in {"PROPN", "NOUN"} and other.i < verb.i
        if named and after < verb.i and (verb.doc[after].text == "," or verb.doc[after - 1].text == ","):
            return other
    return None


def _called(verb: Token, found: Findings) -> PartyFrame | None:
    calling = whom_called(verb)
    return party(calling, found) if calling is not None and can_be_asked(calling, found) else None
