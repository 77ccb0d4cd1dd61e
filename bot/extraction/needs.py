"""Requests without a word of asking: needs that somebody voices, what others must do, commands in quotation marks.

Apart from asking because each of these is a request only in somebody's mouth.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from bot.briefing.model import Force
from bot.extraction.asking import asked_of, can_be_asked, cue_of
from bot.extraction.frames import Findings, PartyFrame, RequestFrame
from bot.extraction.items import each_deed, each_thing, listed_next
from bot.extraction.lexicon import words
from bot.extraction.sources import FIRST, party
from bot.extraction.speech import Speech
from bot.extraction.syntax import CONDITIONAL, SUBJECTS, child, is_negated, is_passive, is_unreal, lemma, subject


def told_by_modal(head: Token, found: Findings, said: Speech) -> Iterator[RequestFrame]:
    """Read "X said Y must do Z"; the party told must be able to act."""
    modal, verb = _modal(head)
    report = said.over(head)
    doer = child(verb, "nsubj", "nsubj:pass")
    if modal is None or doer is None or report is None or report.source is None or report.cue_type == "accuse":
        return
    if doer.lower_ in {*FIRST, "you", "that", "this", "there", "what"} or not _is_deed(head):
        return
    asked: PartyFrame | None = None
    if not is_passive(head):
        if doer.lower_ == "it" or not can_be_asked(doer, found):
            return
        asked = party(doer, found)
    force: Force = "appeal" if modal.lower_ in {"should", "ought"} else "demand"
    cue = verb.doc[modal.i : modal.i + 1]
    for item in each_deed(head):
        start = next((i for i in range(item.start, item.end) if i > modal.i), item.start)
        yield RequestFrame(report.source, asked, item.doc[start : item.end], cue, force, 0.55)


def _modal(head: Token) -> tuple[Token | None, Token]:
    """Return the word that says that something must be done, and the verb that has its subject."""
    modal = next((t for t in head.lefts if t.dep_ == "aux" and t.lower_ in {"must", "should", "ought", "shall"}), None)
    has_to = head.dep_ == "xcomp" and head.head.lower_ in {"have", "has", "'ve", "’ve", "'s"}
    owns = child(head.head, "obj") is not None or is_unreal(head.head)
    if modal is None and has_to and not owns and any(t.lower_ == "to" for t in head.lefts):
        return head.head, head.head
    return modal, head


def _is_deed(head: Token) -> bool:
    """Say whether a clause tells somebody to do something, not what should have been or what would be if."""
    past = any(t.dep_ == "aux" and t.lower_ in {"have", "'ve", "’ve"} for t in head.children)
    condition = any(t.dep_ == "mark" and t.lower_ in CONDITIONAL for t in head.lefts)
    return head.tag_ in {"VB", "VBN", "JJ", "NN"} and lemma(head) != "be" and not past and not condition


def voiced_need(verb: Token, found: Findings, said: "Speech") -> Iterator[RequestFrame]:
    """Read a need that somebody voices: "X stressed that it needs air defence from Y", "we need this government to act"."""
    voice = said.voice(verb, found)
    needy = child(verb, "nsubj", "nsubj:pass") or (subject(verb) if verb.dep_ in {"acl:relcl", "conj"} else None)
    if voice is None or needy is None or is_negated(verb) or is_unreal(verb) or verb.dep_ == "advcl":
        return
    cue = cue_of(verb)
    if is_passive(verb):
        if lemma(verb) == "need" and needy.pos_ == "NOUN":
            yield from (RequestFrame(voice, None, item, cue, "need", 0.4) for item in each_thing(needy))
        return
    thing, deed = child(verb, "obj"), child(verb, "xcomp", "ccomp")
    if deed is not None and any(t.lower_ == "to" for t in deed.lefts):
        asked = child(deed, *SUBJECTS) or thing
        if asked is None:
            asked = needy if needy.lower_ not in FIRST and party(needy, found).actor is not voice.actor else None
        if asked is not None and can_be_asked(asked, found):
            yield from (RequestFrame(voice, party(asked, found), item, cue, "need", 0.45) for item in each_deed(deed))
        return
    if thing is None or not (needy.lower_ in FIRST or party(needy, found).actor is not None):
        return
    giver = asked_of(verb)
    asked_party = party(giver, found) if giver is not None and can_be_asked(giver, found) else None
    items = list(each_thing(thing))
    listed = listed_next(verb)
    for item in listed or items:
        yield RequestFrame(voice, asked_party, item, cue, "need", 0.5)


def commanded(verb: Token, found: Findings, said: "Speech") -> Iterator[RequestFrame]:
    """Read an imperative inside somebody's direct words."""
    report = said.over(verb)
    if (
        verb.tag_ != "VB"
        or report is None
        or report.source is None
        or report.mode == "indirect"
        or verb.dep_ not in {"ROOT", "ccomp", "parataxis"}
    ):
        return
    if any(
        t.dep_ in {*SUBJECTS, "aux", "mark", "expl", "aux:pass"} or t.lower_ == "to" for t in verb.children
    ) or lemma(verb) in words("requests", "never", "imperatives"):
        return
    if verb.i != verb.left_edge.i and not all(
        t.is_punct or t.dep_ in {"advmod", "discourse", "punct", "intj", "vocative", "cc"} for t in verb.lefts
    ):
        return
    quotation = next((q for q in found.quotations if q.start <= verb.i < q.end), None)
    opening = max(verb.sent.start, quotation.start) if quotation is not None else 0
    if quotation is None or any(
        t.pos_ not in {"PUNCT", "INTJ", "ADV", "CCONJ", "SPACE"} for t in verb.doc[opening : verb.i]
    ):
        return
    if quotation[-1].text == "?":
        return
    for item in each_deed(verb):
        yield RequestFrame(report.source, None, item, verb.doc[verb.i : verb.i + 1], "demand", 0.4)
