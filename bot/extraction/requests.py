"""Component: who asks whom for what.

Runs after the attributions, because a need or a "must" is a request only in somebody's mouth. Two readers look at every
sentence, grammar and the encoder; what both see is surer than what one sees.
"""

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from bot.briefing.model import Force
from bot.extraction.antecedents import thing_before, thing_of_deed
from bot.extraction.asking import (
    addressed,
    agent_of,
    agent_within,
    as_force,
    asked_by_noun,
    asked_for_whom,
    asked_of,
    asked_on,
    before_agent,
    can_be_asked,
    cue_of,
    is_idiom,
    names_nobody,
    requires,
)
from bot.extraction.commands import commanded
from bot.extraction.frames import Findings, PartyFrame, RequestFrame, findings
from bot.extraction.items import clause_items, for_items, invited_to, thing_items
from bot.extraction.judgement import surest
from bot.extraction.lexicon import by_word, words
from bot.extraction.needs import told_by_modal, told_impersonally, voiced_need, wanted
from bot.extraction.parsing import encoder_of
from bot.extraction.prompted import prompted
from bot.extraction.sources import note_mention, party
from bot.extraction.speech import Speech
from bot.extraction.spoken import asked_aloud
from bot.extraction.syntax import child, is_negated, is_passive, is_unreal, lemma, shared, trimmed
from bot.extraction.weighing import weighed

SAME_ITEM = 0.6
"""The share of the shorter item's tokens above which two items are one."""


@Language.factory(
    "factdesk_requests",
    requires=["token.dep", "doc._.reading", "doc._.findings"],
    assigns=["doc._.findings", "doc.spans"],
)
class RequestFinder:
    """Find requests in a Doc and resolve who asks and who is asked."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        encoder = encoder_of(nlp)
        self.tables = encoder.tables["requests"]
        self.judge = encoder.judges["requests"]
        self.person_to = by_word("requests", "verbs", "person_to")
        self.wants = by_word("requests", "verbs", "for")
        self.thing = by_word("requests", "verbs", "thing")
        self.nouns = by_word("requests", "nouns")
        self.verbs = frozenset(self.person_to) | frozenset(self.wants) | frozenset(self.thing)
        self.needs = words("requests", "needs", "verbs")
        self.wishes = words("requests", "wants", "verbs")
        self.prompts = words("requests", "prompts")

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.findings.requests` and the span group `requests`."""
        found = findings(doc)
        frames = self.candidates(doc)
        for frame in frames:
            frame.confidence = self.judge(frame.features)
        sure = [frame for frame in frames if frame.confidence >= self.judge.least or not frame.made]
        distinct = surest(sure, lambda frame: frame.confidence, same, place)
        distinct.sort(key=lambda frame: frame.item.start)
        found.requests = [frame for frame in distinct if frame.made]
        found.unmade = [frame for frame in distinct if not frame.made]
        for frame in found.requests:
            for one in (frame.requester, frame.addressee):
                if one is not None:
                    note_mention(one)
                    if one.actor is not None:
                        one.actor.acts += 1.0
        doc.spans["requests"] = [frame.item for frame in found.requests]
        return doc

    def candidates(self, doc: Doc) -> list[RequestFrame]:
        """Return everything that could be a request, with what is seen of it."""
        found = findings(doc)
        said = Speech(found.reports)
        said.listen(doc, found.quotations)
        frames = [frame for token in doc for frame in self._frames(token, found, said)]
        frames = [frame for frame in weighed(doc, frames, self.tables, found, said) if not _is_inquiry(frame)]
        for frame in frames:
            frame.item = _within_quotation(frame.item, found.quotations)
            hearsay = said.hearsay(frame.cue.root)
            asks_itself = frame.requester is not None and hearsay is not None and frame.requester.span == hearsay
            frame.alleged = None if asks_itself else hearsay
        return frames

    def _frames(self, token: Token, found: Findings, said: Speech) -> Iterator[RequestFrame]:
        for rule, frames in self._rules(token, found, said):
            for frame in frames:
                frame.features[rule] = 1.0
                yield frame

    def _rules(self, token: Token, found: Findings, said: Speech) -> Iterator[tuple[str, Iterable[RequestFrame]]]:
        """Yield the rules that may read a request at a token by name, each with what it reads."""
        pos, word = token.pos_, lemma(token)
        if pos == "VERB":
            asked = list(self._verb(token, word, found, said)) if word in self.verbs else []
            yield "by_verb", asked
            if word in self.needs and not asked:
                yield "by_need", voiced_need(token, found, said)
            elif word in self.wishes:
                yield "by_wish", wanted(token, found, said)
            elif word not in self.verbs:
                yield "by_command", commanded(token, found, said)
                yield "by_modal", told_by_modal(token, found, said)
        elif pos == "NOUN":
            if (force := self.nouns.get(word)) is not None and not is_idiom(token):
                yield "by_noun", asked_by_noun(token, force, found, said)
            if word in self.prompts:
                yield "prompted", prompted(token, found)
            yield "by_modal", told_impersonally(token, found, said)
        elif pos in {"ADJ", "AUX"}:
            yield "by_modal", told_by_modal(token, found, said)
            yield "by_modal", told_impersonally(token, found, said)

    def _verb(self, verb: Token, word: str, found: Findings, said: Speech) -> Iterator[RequestFrame]:
        agent = agent_of(verb)
        passive = is_passive(verb) or (verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"})
        requester = None if passive and agent is None else said.speaker(verb, found, agent)
        report = said.over(verb)
        denied = report is not None and report.cue_type == "deny"
        made = not (denied or is_unreal(verb) or (agent is not None and names_nobody(agent)))
        if child(verb, "compound:prt") is not None or (word == "require" and not requires(verb, found)):
            return
        if word == "seek" and verb.tag_ == "VBG" and verb.dep_ == "acl" and asked_of(verb) is None:
            return  # "people seeking asylum" are a kind of people
        if word == "plead" and any(t.lower_ in {"guilty", "innocent"} for t in verb.children):
            return
        cue = cue_of(verb)
        for force, items, addressee in self._readings(verb, word, found):
            asked = party(addressee, found) if addressee is not None else None
            for item in thing_of_deed(verb, items):
                by = agent_within(item, found) if passive and agent is None else None
                asker = party(by, found) if by is not None else requester
                wanted = before_agent(item, by) if by is not None else item
                yield RequestFrame(asker, asked, wanted, cue, force, 0.8 if asker is not None else 0.5, made=made)
            if items:
                return
        yield from self._without_object(verb, word, found, said, requester)

    def _without_object(
        self, verb: Token, word: str, found: Findings, said: Speech, requester: PartyFrame | None
    ) -> Iterator[RequestFrame]:
        """Read a verb with nothing behind it to ask for: what it asks for stands before it, or is what is said aloud."""
        named = self.thing.get(word) or self.wants.get(word) or self.person_to.get(word, "request")
        if word in self.thing or word in self.wants:
            made, giver = not is_unreal(verb), asked_of(verb)
            asked = party(giver, found) if giver is not None and can_be_asked(giver, found) else None
            for item in thing_before(verb):
                yield RequestFrame(requester, asked, item, cue_of(verb), as_force(named), 0.5, made=made)
        if word not in words("requests", "strict", "silent"):
            yield from asked_aloud(verb, as_force(named), found, said)

    def _readings(self, verb: Token, word: str, found: Findings) -> Iterator[tuple[Force, list[Span], Token | None]]:
        """Yield the ways to read the verb's parts as force, items and addressee, the surest first."""
        if word in words("requests", "strict", "causative") or _only_warns(verb, word):
            return
        if (force := self.person_to.get(word)) is not None:
            asked = addressed(verb)
            items = clause_items(verb, infinitive=word in words("requests", "strict", "infinitive_only"), after=asked)
            # an infinitive behind somebody tells more than any list of who can be asked
            if asked is None or can_be_asked(asked, found) or (items and asked.pos_ in {"NOUN", "PROPN", "PRON"}):
                yield as_force(force), items, asked
        if (force := self.wants.get(word)) is not None:
            asked = asked_on(verb) or (addressed(verb) if word in self.person_to and not is_passive(verb) else None)
            if asked is None or can_be_asked(asked, found) or _may_be_asked_for(asked):
                yield as_force(force), for_items(verb, asked), asked or asked_for_whom(verb)
        if word == "invite" and (asked := addressed(verb)) is not None and can_be_asked(asked, found):
            yield "request", invited_to(verb), asked
        if (force := self.thing.get(word)) is not None and not self._tells_whom(verb, word, found):
            asked = asked_of(verb)
            strict = word in words("requests", "strict", "clause_only")
            items = thing_items(verb, clause_only=strict, named=asked is not None)
            if word != "seek" or (asked is not None and can_be_asked(asked, found)) or _is_favour(child(verb, "obj")):
                yield as_force(force), items, asked

    def _tells_whom(self, verb: Token, word: str, found: Findings) -> bool:
        """Say whether the object is who is asked, not what for: "urged the voters"."""
        thing = child(verb, "obj")
        return word in self.person_to and thing is not None and can_be_asked(thing, found)


def _only_warns(verb: Token, word: str) -> bool:
    """Say whether a verb of warning does not forbid: "warned X not to interfere" does."""
    if word not in words("requests", "strict", "negative_only"):
        return False
    deed = child(verb, "xcomp", "ccomp", "advcl")
    return deed is None or not is_negated(deed) or not any(t.lower_ == "to" for t in deed.lefts)


def _may_be_asked_for(asked: Token) -> bool:
    """Say whether "ask X for Y" can ask X though no list knows it, as in "asked intelligence for help"."""
    return asked.pos_ in {"NOUN", "PROPN"} and lemma(asked) not in words("requests", "strict", "questions")


def _is_favour(thing: Token | None) -> bool:
    """Say whether a thing that is sought can only come from somebody: help, permission, asylum."""
    return thing is not None and lemma(thing) in words("requests", "strict", "favours")


def _is_inquiry(frame: RequestFrame) -> bool:
    """Say whether a thing asked for is an answer: an interview, a comment, anonymity; or "to know" something."""
    asked = frame.item.root
    if asked.pos_ == "NOUN":
        return lemma(asked) in words("requests", "strict", "inquiries")
    return asked.i == frame.item.start and lemma(asked) == "know"


def _within_quotation(item: Span, quoted: list[Span]) -> Span:
    """Cut an item that begins inside a quotation at the quotation's end."""
    for span in quoted:
        if span.start <= item.start < span.end < item.end:
            return trimmed(item.doc, item.start, span.end) or item
    return item


def same(one: RequestFrame, other: RequestFrame) -> bool:
    """Say whether two requests are for the same thing."""
    return shared(one.item, other.item) > SAME_ITEM * max(1, min(len(one.item), len(other.item)))


def place(frame: RequestFrame) -> tuple[int, int]:
    """Return where what a request asks for stands."""
    return frame.item.start, frame.item.end
