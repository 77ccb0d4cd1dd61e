"""Requests by verbs and nouns of asking: who asks by them, and who is asked.

Apart from needs and commands because here a word from a list says that somebody asks.
"""

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Span, Token

from bot.briefing.model import Force
from bot.extraction.figures import MONTHS, WEEKDAYS
from bot.extraction.frames import Findings, RequestFrame
from bot.extraction.items import deed_for, each_deed, each_thing, infinitive_after
from bot.extraction.lexicon import words
from bot.extraction.sources import party, resolve
from bot.extraction.speech import Speech
from bot.extraction.syntax import (
    NEGATIONS,
    SUBJECTS,
    child,
    children,
    conjuncts,
    is_negated,
    is_passive,
    is_unreal,
    lemma,
    subject,
    trimmed,
)

DATES = WEEKDAYS | MONTHS - {"may"}


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
        return _blamed(verb) or subject(verb)
    by = child(verb, "obl:agent")
    return by or next(
        (o for o in children(verb, "obl") if (c := child(o, "case")) is not None and c.lower_ == "by"), None
    )


def agent_within(item: Span, found: Findings) -> Token | None:
    """Return the agent of a passive asking whom the parse has put into what is asked for: "asked to leave by the police"."""
    head = item.root
    if is_passive(head):
        return None
    for other in children(head, "obl:agent", "obl"):
        case = child(other, "case")
        if case is not None and case.lower_ == "by" and other.i > head.i and can_be_asked(other, found):
            return other
    return None


def before_agent(item: Span, agent: Token) -> Span:
    """Cut an item before "by X"."""
    end = max(item.start + 1, min(item.end, agent.left_edge.i))
    return trimmed(item.doc, item.start, end) or item


def _blamed(verb: Token) -> Token | None:
    """Return the object of the clause above, where that is who asks: "accused X of pushing for Y"."""
    mark = child(verb, "mark", "case")
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or mark is None or mark.lower_ not in {"of", "from", "for"}:
        return None
    one = child(verb.head, "obj")
    return one if one is not None and one.i < verb.i else None


def addressed(verb: Token) -> Token | None:
    """Return who is asked: the object, the passive's subject, or the subject of the clause that is asked for."""
    if is_passive(verb):
        return subject(verb)
    if verb.tag_ == "VBN" and verb.dep_ == "acl":
        return verb.head
    one = _object(verb) or asked_on(verb)
    if one is None and (wanted := child(verb, "ccomp", "xcomp")) is not None:
        one = child(wanted, *SUBJECTS)
    return one


def _object(verb: Token) -> Token | None:
    """Return the object; of two side by side, which are one phrase torn apart ("US President X"), the last."""
    objects = children(verb, "iobj", "obj")
    if objects and objects[0].i < verb.i and len(objects) > 1:
        objects = objects[1:]  # what stands before the verb is the thing of a relative clause
    for one, after in pairwise(objects):
        if one.dep_ != after.dep_ or one.right_edge.i + 1 != after.left_edge.i:
            return one
    return objects[-1] if objects else None


def names_nobody(agent: Token) -> bool:
    """Say whether "nobody", "neither X nor Y" or "no party" asks."""
    return agent.lower_.replace("-", " ").split()[0] in NEGATIONS or any(
        t.lower_ in {"no", "neither"} for t in children(agent, "det", "cc:preconj", "cc", "advmod")
    )


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
        if case is not None and case.lower_ in {"on", "upon", "to", "with"} and _is_somebody(other):
            return other
    return None


def _is_somebody(token: Token) -> bool:
    """Say whether a phrase can be a party at all: a noun, and no day or month ("called on Monday for")."""
    return (
        token.pos_ in {"PROPN", "NOUN", "PRON"}
        and token.lower_ not in DATES
        and lemma(token) not in words("requests", "strict", "spans_of_time")
    )


def asked_for_whom(verb: Token) -> Token | None:
    """Return who is to act in "called for X to leave"."""
    if (deed := deed_for(verb)) is not None:
        return child(deed, *SUBJECTS) or next((t for t in children(verb, "obj") if t.i < deed.i), None)
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
        if case is not None and case.lower_ in {"from", "of", "to"} and _is_somebody(other):
            return other
    things = [*children(verb, "obj"), *(t for t in children(verb, "obl") if _led_by(t, {"for"}))]
    for part in (part for thing in things for part in conjuncts(thing)):
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
    return set_phrase or named or taken_back or is_negated(noun) or _is_trade(noun)


def _is_trade(noun: Token) -> bool:
    """Say whether the noun is a telephone's, a shop's or a market's: "calls with", "an order for ten jets", "demand for oil"."""
    word, things = lemma(noun), children(noun, "nmod")
    if word == "call":
        return any(_led_by(t, {"with"}) for t in things)
    if word == "order":
        return any(_led_by(t, {"for"}) and lemma(t) not in words("requests", "strict", "deeds") for t in things)
    bare = noun.tag_ == "NN" and child(noun, "det", "nmod:poss") is None
    return word == "demand" and bare and child(noun, "acl", "ccomp") is None


def asked_by_noun(noun: Token, force: str, found: Findings, said: Speech) -> Iterator[RequestFrame]:
    """Read "a call for an inquiry", "its appeal to donors for aid", "the need to bolster X"."""
    items, addressee = _parts(noun)
    owner = owner_of(noun)
    owned = lemma(noun) in words("requests", "nouns_owned", "nouns")
    if (owner is None and (force == "need" or owned)) or (owned and not _asks_others(noun)):
        return
    requester = said.speaker(noun, found, owner)
    asked = party(addressee, found) if addressee is not None else None
    confidence = 0.65 if requester is not None else 0.35
    for item in items:
        yield RequestFrame(requester, asked, item, noun.doc[noun.i : noun.i + 1], as_force(force), confidence)


def _asks_others(noun: Token) -> bool:
    """Say whether a push is one for something or on somebody, not one to do it oneself."""
    return any(_led_by(other, {"for", "on", "over"}) for other in children(noun, "nmod"))


def _parts(noun: Token) -> tuple[list[Span], Token | None]:
    """Return what a noun of asking asks for, and whom."""
    items: list[Span] = []
    addressee: Token | None = None
    for other in children(noun, "nmod", "acl", "ccomp"):
        case = child(other, "case", "mark")
        word = case.lower_ if case is not None else ""
        if word == "that" or (word == "to" and other.dep_ == "acl"):
            items += each_deed(other)
            addressee = child(other, *SUBJECTS) or addressee
        elif word == "for":
            items += each_thing(other)
        elif word in {"to", "on"} and _is_somebody(other):
            addressee = other
            items += [span for deed in children(other, "acl") if _to_do(deed) for span in each_deed(deed)]
    if addressee is None and lemma(noun.head) in words("requests", "nouns_answered", "verbs") and noun.dep_ == "obj":
        addressee = subject(noun.head)
    return items or infinitive_after(noun, noun), addressee


def _led_by(token: Token, cases: set[str]) -> bool:
    case = child(token, "case")
    return case is not None and case.lower_ in cases and _is_somebody(token)


def _to_do(deed: Token) -> bool:
    return any(t.lower_ == "to" for t in deed.lefts)


def possessor(noun: Token) -> Token | None:
    """Return whose request it is by its own phrase: "Russia's request", "a request by Russia"."""
    owner = child(noun, "nmod:poss")
    return owner or next((t for t in children(noun, "nmod") if _led_by(t, {"of", "from", "by"})), None)


def owner_of(noun: Token) -> Token | None:
    """Return whose request it is: a possessor, "of X", or the subject of "made a plea"."""
    owner = possessor(noun)
    if owner is None and noun.dep_ == "obj" and not is_passive(noun.head):
        owner = next((t for t in children(noun.head, "obl") if t.i > noun.i and _led_by(t, {"by", "from"})), None)
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
