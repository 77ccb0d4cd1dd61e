"""Component: who asks whom for what.

Runs after the attributions, because a need or a "must" is a request only in somebody's mouth. Two readers look at every
sentence, grammar and the encoder; what both see is surer than what one sees.
"""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from bot.briefing.model import Force
from bot.extraction.asking import (
    addressed,
    agent_of,
    as_force,
    asked_by_noun,
    asked_for_whom,
    asked_of,
    asked_on,
    can_be_asked,
    cue_of,
    is_idiom,
    requires,
)
from bot.extraction.frames import Findings, RequestFrame, findings
from bot.extraction.items import clause_items, for_items, thing_items
from bot.extraction.judgement import surest
from bot.extraction.lexicon import by_word, words
from bot.extraction.needs import commanded, told_by_modal, voiced_need
from bot.extraction.parsing import encoder_of
from bot.extraction.sources import note_mention, party
from bot.extraction.speech import Speech
from bot.extraction.syntax import child, is_passive, is_unreal, lemma, shared, trimmed
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

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.findings.requests` and the span group `requests`."""
        found = findings(doc)
        frames = self.candidates(doc)
        for frame in frames:
            frame.confidence = self.judge(frame.features)
        sure = [frame for frame in frames if frame.confidence >= self.judge.least or not frame.made]
        distinct = surest(sure, lambda frame: frame.confidence, same)
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
        frames = [frame for token in doc for frame in self._frames(token, found, said)]
        frames = [frame for frame in weighed(doc, frames, self.tables, found, said) if not _is_inquiry(frame)]
        for frame in frames:
            frame.item = _within_quotation(frame.item, found.quotations)
            hearsay = said.hearsay(frame.cue.root)
            asks_itself = frame.requester is not None and hearsay is not None and frame.requester.span == hearsay
            frame.alleged = None if asks_itself else hearsay
        return frames

    def _frames(self, token: Token, found: Findings, said: "Speech") -> Iterator[RequestFrame]:
        pos = token.pos_
        if pos == "VERB":
            word = lemma(token)
            asked = list(self._verb(token, word, found, said)) if word in self.verbs else []
            yield from asked
            if word in self.needs and not asked:
                yield from voiced_need(token, found, said)
            elif word not in self.verbs:
                yield from commanded(token, found, said)
                yield from told_by_modal(token, found, said)
        elif pos == "NOUN" and (force := self.nouns.get(lemma(token))) is not None and not is_idiom(token):
            yield from asked_by_noun(token, force, found, said)
        elif pos in {"ADJ", "AUX"}:
            yield from told_by_modal(token, found, said)

    def _verb(self, verb: Token, word: str, found: Findings, said: "Speech") -> Iterator[RequestFrame]:
        requester, made = said.speaker(verb, found, agent_of(verb)), not is_unreal(verb)
        if child(verb, "compound:prt") is not None or (word == "require" and not requires(verb, found)):
            return
        for force, items, addressee in self._readings(verb, word, found):
            asked = party(addressee, found) if addressee is not None else None
            for item in items:
                yield RequestFrame(
                    requester, asked, item, cue_of(verb), force, 0.8 if requester is not None else 0.5, made=made
                )
            if items:
                return

    def _readings(self, verb: Token, word: str, found: Findings) -> Iterator[tuple[Force, list[Span], Token | None]]:
        """Yield the ways to read the verb's parts as force, items and addressee, the surest first."""
        if word in words("requests", "strict", "causative"):
            return
        if (force := self.person_to.get(word)) is not None:
            asked = addressed(verb)
            items = clause_items(verb, infinitive=word in words("requests", "strict", "infinitive_only"), after=asked)
            # an infinitive behind somebody tells more than any list of who can be asked
            if asked is None or can_be_asked(asked, found) or (items and asked.pos_ in {"NOUN", "PROPN", "PRON"}):
                yield as_force(force), items, asked
        if (force := self.wants.get(word)) is not None:
            asked = asked_on(verb) or (addressed(verb) if word in self.person_to and not is_passive(verb) else None)
            if asked is None or can_be_asked(asked, found):
                yield as_force(force), for_items(verb, asked), asked or asked_for_whom(verb)
        if (force := self.thing.get(word)) is not None:
            asked = asked_of(verb)
            strict = word in words("requests", "strict", "clause_only")
            items = thing_items(verb, clause_only=strict, named=asked is not None)
            if word != "seek" or (asked is not None and can_be_asked(asked, found)) or _is_favour(child(verb, "obj")):
                yield as_force(force), items, asked


def _is_favour(thing: Token | None) -> bool:
    """Say whether a thing that is sought can only come from somebody: help, permission, asylum."""
    return thing is not None and lemma(thing) in words("requests", "strict", "favours")


def _is_inquiry(frame: RequestFrame) -> bool:
    """Say whether a thing asked for is an answer: an interview, a comment, anonymity."""
    return frame.item.root.pos_ == "NOUN" and lemma(frame.item.root) in words("requests", "strict", "inquiries")


def _within_quotation(item: Span, quoted: list[Span]) -> Span:
    """Cut an item that begins inside a quotation at the quotation's end."""
    for span in quoted:
        if span.start <= item.start < span.end < item.end:
            return trimmed(item.doc, item.start, span.end) or item
    return item


def same(one: RequestFrame, other: RequestFrame) -> bool:
    """Say whether two requests are for the same thing."""
    return shared(one.item, other.item) > SAME_ITEM * max(1, min(len(one.item), len(other.item)))
