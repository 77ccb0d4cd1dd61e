"""Requests without a word of asking: needs that somebody voices, what others must do, commands in quotation marks.

Apart from asking because each of these is a request only in somebody's mouth.
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from bot.extraction.asking import asked_of, can_be_asked, cue_of, names_nobody
from bot.extraction.frames import Findings, RequestFrame
from bot.extraction.items import each_deed, each_thing, listed_next
from bot.extraction.lexicon import by_word, words
from bot.extraction.sources import FIRST, party
from bot.extraction.speech import Speech
from bot.extraction.syntax import (
    CONDITIONAL,
    SUBJECTS,
    child,
    children,
    is_negated,
    is_passive,
    is_unreal,
    lemma,
    subject,
)

SHORT = 3
"""In tokens: a passive so short is not complete without its subject."""
HAVE = frozenset({"have", "has", "'ve", "’ve", "'s"})
ASKING = frozenset(by_word("requests", "verbs", "thing")) | frozenset(by_word("requests", "nouns"))
UNTOLD = frozenset({"it", "i", "that", "this", "there", "what", "who", "which"})
"""Subjects of "must" that nobody can be told by."""


def told_by_modal(head: Token, found: Findings, said: Speech) -> Iterator[RequestFrame]:
    """Read "X said Y must do Z"; the party told must be able to act. A writer who speaks tells without a "said"."""
    report = said.over(head)
    modal, verb = _modal(head, unvoiced=report is None)
    doer = child(verb, "nsubj", "nsubj:pass")
    if modal is None or doer is None or doer.lower_ in UNTOLD or not _is_deed(head) or _lacks_object(head, verb):
        return
    if head.dep_ in {"acl", "ccomp"} and lemma(head.head) in ASKING:
        return  # "demanded that Y must do Z" and "an order that Y should do Z" ask by that word
    voiced = report is not None and report.source is not None and report.cue_type != "accuse"
    if not voiced and (report is not None or not said.writer_speaks):
        return
    ourselves = doer.lower_ in {"we", "you"}
    if not is_passive(head) and not (ourselves or can_be_asked(doer, found)):
        return
    state = child(head, "cop") is not None or lemma(head) in words("requests", "never", "states")
    if ourselves and state:
        return  # "we must win" tells nobody what to do
    frame = RequestFrame(
        report.source if report is not None else None,
        party(doer, found) if not is_passive(head) else None,
        head.doc[head.i : head.i + 1],
        verb.doc[modal.i : modal.i + 1],
        "appeal" if modal.lower_ in {"should", "ought"} else "demand",
        0.55 if voiced else 0.3,
        features={
            "unvoiced": float(not voiced),
            "ourselves": float(ourselves),
            "obliged": float(modal.lower_ not in {"must", "should"}),
            "state": float(state),
        },
    )
    for item in each_deed(head):
        yield replace(frame, item=_told(item, head, modal, doer), features=dict(frame.features))


def _lacks_object(head: Token, verb: Token) -> bool:
    """Say whether what must be done stands elsewhere, or is asked: "the step you have to take", "how we should respond"."""
    if any(t.lower_ in {"how", "what", "whatever", "whether"} for t in [*head.lefts, *verb.lefts]):
        return True
    return (
        verb.dep_ == "acl:relcl"
        and child(head, "obj", "obl", "xcomp", "ccomp", "advcl") is None
        and not is_passive(head)
    )


def _told(item: Span, head: Token, modal: Token, doer: Token) -> Span:
    """Return what must be done without the "must", but not without its "not", nor, for a short passive, what it is done to."""
    start = next((i for i in range(item.start, item.end) if i > modal.i), item.start)
    if item.doc[start].lower_ in {"n't", "n’t"}:
        start = modal.i
    if is_passive(head) and item.end - start <= SHORT and doer.pos_ in {"NOUN", "PROPN"} and doer.i < start:
        start = doer.left_edge.i
    return item.doc[start : item.end]


def told_impersonally(head: Token, found: Findings, said: Speech) -> Iterator[RequestFrame]:
    """Read "X said it was essential that Y cooperate", "time for Y to go"."""
    report = said.over(head)
    voiced = report is not None and report.source is not None
    if not (voiced or (report is None and said.writer_speaks)) or is_negated(head) or is_unreal(head):
        return
    if lemma(head) not in words("requests", "needs_impersonal", "nouns" if head.pos_ == "NOUN" else "adjectives"):
        return
    if child(head, "cop") is None or any(t.lower_ in {"more", "less"} for t in head.lefts):
        return
    for deed in children(head, "acl", "csubj", "ccomp", "advcl", "xcomp"):
        if deed.i < head.i or deed.tag_ not in {"VB", "VBP", "VBN"}:
            continue
        doer = child(deed, *SUBJECTS) or next((t for t in children(head, "nmod") if head.i < t.i < deed.i), None)
        to = any(t.lower_ == "to" for t in deed.lefts)
        if not to and (doer is None or child(deed, "aux") is not None):
            continue
        asked = party(doer, found) if doer is not None and can_be_asked(doer, found) else None
        source = report.source if report is not None else None
        for item in each_deed(deed):
            yield RequestFrame(
                source, asked, item, head.doc[head.i : head.i + 1], "appeal", 0.55 if lemma(head) == "time" else 0.35
            )


def wanted(verb: Token, found: Findings, said: Speech) -> Iterator[RequestFrame]:
    """Read "X wants Y to do Z", where Y is a party of its own."""
    deed, who = child(verb, "xcomp", "ccomp"), subject(verb)
    if (
        deed is None
        or who is None
        or is_negated(verb)
        or is_unreal(verb)
        or not any(t.lower_ == "to" for t in deed.lefts)
    ):
        return
    asked = child(verb, "obj", "iobj") or child(deed, *SUBJECTS)
    if asked is None or not verb.i < asked.i < deed.i or names_nobody(asked) or not can_be_asked(asked, found):
        return
    requester = said.speaker(verb, found, who)
    for item in each_deed(deed):
        yield RequestFrame(requester, party(asked, found), item, cue_of(verb), "demand", 0.45)


def _modal(head: Token, *, unvoiced: bool) -> tuple[Token | None, Token]:
    """Return the word that says that something must be done, and the verb that has its subject."""
    modal = next((t for t in head.lefts if t.dep_ == "aux" and t.lower_ in {"must", "should", "ought", "shall"}), None)
    if modal is not None:
        return modal, head
    better = next((t for t in head.lefts if t.dep_ == "advmod" and t.lower_ == "better"), None)
    if better is not None and head.tag_ in {"VB", "VBP"}:
        return better, head
    over = head.head
    has_to = over.lower_ in HAVE or (unvoiced and over.lower_ in {"need", "needs"})
    owns = child(over, "obj") is not None or is_unreal(over)
    if head.dep_ == "xcomp" and has_to and not owns and any(t.lower_ == "to" for t in head.lefts):
        return over, over
    return None, head


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
    if thing is None or thing.pos_ == "PRON" or not (needy.lower_ in FIRST or party(needy, found).actor is not None):
        return
    giver = asked_of(verb)
    asked_party = party(giver, found) if giver is not None and can_be_asked(giver, found) else None
    items = list(each_thing(thing))
    listed = listed_next(verb)
    for item in listed or items:
        yield RequestFrame(voice, asked_party, item, cue, "need", 0.5)
