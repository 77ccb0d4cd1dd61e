"""Requests by verbs and nouns of asking: who asks by them, and who is asked.

Apart from needs and commands because here a word from a list says that somebody asks.
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from bot.briefing.model import Force
from bot.extraction.frames import Findings, RequestFrame
from bot.extraction.items import each_deed, each_thing, infinitive_after
from bot.extraction.lexicon import words
from bot.extraction.sources import party, resolve
from bot.extraction.speech import Speech
from bot.extraction.syntax import (
    SUBJECTS,
    child,
    children,
    conjuncts,
    is_negated,
    is_passive,
    is_unreal,
    lemma,
    subject,
)


def as_force(name: str) -> Force:
    """Return a word list's name as a force."""
    forces: dict[str, Force] = {
        "appeal": "appeal",
        "request": "request",
        "demand": "demand",
        "order": "order",
        "need": "need",
    }
    return forces[name]


def agent_of(verb: Token) -> Token | None:
    """Return who asks by this verb."""
    if not is_passive(verb) and not (verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"}):
        return subject(verb)
    by = child(verb, "obl:agent")
    return by or next(
        (o for o in children(verb, "obl") if (c := child(o, "case")) is not None and c.lower_ == "by"), None
    )


def addressed(verb: Token) -> Token | None:
    """Return who is asked: the object, the passive's subject, or the subject of the clause that is asked for."""
    if is_passive(verb):
        return subject(verb)
    if verb.tag_ == "VBN" and verb.dep_ == "acl":
        return verb.head
    one = child(verb, "iobj", "obj") or asked_on(verb)
    if one is None and (wanted := child(verb, "ccomp", "xcomp")) is not None:
        one = child(wanted, *SUBJECTS)
    return one


def requires(verb: Token, found: Findings) -> bool:
    """Say whether "require" is somebody's demand, not a thing's condition."""
    agent = agent_of(verb)
    return agent is not None and agent.pos_ != "VERB" and can_be_asked(agent, found)


def can_be_asked(token: Token, found: Findings) -> bool:
    """Say whether a noun can be somebody who is asked."""
    if token.pos_ in {"PRON", "PROPN"} or token.ent_type_ in {"PERSON", "ORG"} or resolve(token, found) is not None:
        return token.lower_ not in {"it", "that", "this", "which", "what"}
    word = lemma(token)
    return any(
        word in words("sources", part) for part in ("unnamed", "vague", "roles", "organisations", "media", "people")
    )


def asked_on(verb: Token) -> Token | None:
    """Return who is called on or appealed to."""
    for other in children(verb, "obl", "obl:arg", "iobj"):
        case = child(other, "case")
        if case is not None and case.lower_ in {"on", "upon", "to", "with"} and other.pos_ in {"PROPN", "NOUN", "PRON"}:
            return other
    return None


def asked_for_whom(verb: Token) -> Token | None:
    """Return who is to act in "called for X to leave"."""
    for other in children(verb, "obl", "advcl"):
        case = child(other, "case", "mark")
        if case is not None and case.lower_ == "for":
            actor = child(other, *SUBJECTS) if other.pos_ == "VERB" else other
            return actor if actor is not None and (other.pos_ == "VERB" or infinitive_after(verb, other)) else None
    return None


def asked_of(verb: Token) -> Token | None:
    """Return who a thing is asked of: "from X", "of X", or the subject of the clause that is asked for."""
    for other in children(verb, "obl"):
        case = child(other, "case")
        if case is not None and case.lower_ in {"from", "of", "to"} and other.pos_ in {"PROPN", "NOUN", "PRON"}:
            return other
    thing = child(verb, "obj")
    for part in conjuncts(thing) if thing is not None else ():
        for other in children(part, "nmod"):
            if (case := child(other, "case")) is not None and case.lower_ == "from":
                return other
    wanted = child(verb, "ccomp")
    return child(wanted, *SUBJECTS) if wanted is not None else None


def is_idiom(noun: Token) -> bool:
    """Say whether the noun asks for nothing: "in order to", "no need", "an Executive Order", "withdrew its request"."""
    before = noun.doc[noun.i - 1].lower_ if noun.i else ""
    set_phrase = before in {"in", "if"} and child(noun, "det", "amod", "nmod:poss") is None
    named = noun.text.istitle() and not noun.is_sent_start
    taken_back = noun.dep_ == "obj" and (
        lemma(noun.head) in words("requests", "never", "withdrawn") or is_unreal(noun.head)
    )
    return set_phrase or named or taken_back or is_negated(noun)


def asked_by_noun(noun: Token, force: str, found: Findings, said: Speech) -> Iterator[RequestFrame]:
    """Read "a call for an inquiry", "its appeal to donors for aid", "the need to bolster X"."""
    items, addressee = _parts(noun)
    owner = _owner(noun)
    if force == "need" and owner is None:
        return
    requester = said.speaker(noun, found, owner)
    asked = party(addressee, found) if addressee is not None else None
    confidence = 0.65 if requester is not None else 0.35
    for item in items:
        yield RequestFrame(requester, asked, item, noun.doc[noun.i : noun.i + 1], as_force(force), confidence)


def _parts(noun: Token) -> tuple[list[Span], Token | None]:
    """Return what a noun of asking asks for, and whom."""
    items: list[Span] = []
    addressee: Token | None = None
    for other in children(noun, "nmod", "acl", "ccomp"):
        case = child(other, "case", "mark")
        word = case.lower_ if case is not None else ""
        if word == "that" or (word == "to" and other.dep_ == "acl"):
            items += each_deed(other)
            addressee = child(other, *SUBJECTS)
        elif word == "for":
            items += each_thing(other)
        elif word in {"to", "on"}:
            addressee = other
    return items or infinitive_after(noun, noun), addressee


def _owner(noun: Token) -> Token | None:
    """Return whose request it is: a possessor, "of X", or the subject of "made a plea"."""
    owner = child(noun, "nmod:poss")
    for other in children(noun, "nmod"):
        case = child(other, "case")
        if owner is None and case is not None and case.lower_ in {"of", "from", "by"}:
            owner = other
    voices = words("requests", "nouns_voiced") | words("cues", "verbs", "say")
    if owner is None and noun.dep_ in {"obj", "obl"} and lemma(noun.head) in voices:
        owner = subject(noun.head)
    return owner


def cue_of(verb: Token) -> Span:
    """Return the verb with its particle."""
    doc = verb.doc
    end = verb.i + 1
    if end < len(doc) and doc[end].head.i == verb.i and doc[end].dep_ == "compound:prt":
        end += 1
    return doc[verb.i : end]
