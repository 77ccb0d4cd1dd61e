"""From a Doc's findings to a briefing: ids, order, and spans in the article's own characters."""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from bot.briefing.model import (
    Actor,
    Article,
    Attribution,
    Briefing,
    Check,
    Claim,
    Mention,
    Party,
    Reason,
    Request,
    Source,
    Span,
)
from bot.extraction.checks import checks
from bot.extraction.dates import meaning
from bot.extraction.frames import ActorFrame, Findings, PartyFrame, findings
from bot.extraction.normal import NormalText

EXTRACTION_VERSION = "2"
"""Part of a briefing's id: another extraction makes another briefing."""


class Assembly:
    """One briefing in the making: an article, its parallel view, and the Doc of that view."""

    def __init__(self, article: Article, view: NormalText, doc: Doc) -> None:
        self.article = article
        self.view = view
        self.doc = doc
        self.found: Findings = findings(doc)
        self.actor_ids: dict[int, str] = {}
        self.report_ids: dict[int, str] = {}

    def briefing(self, notices: tuple[str, ...] = ()) -> Briefing:
        """Return the briefing."""
        digest = hashlib.sha256(f"{EXTRACTION_VERSION}\n{self.article.url}\n{self.article.sha256}".encode()).hexdigest()
        actors = self._actors()
        return Briefing(
            id=digest[:16],
            article=self.article,
            actors=actors,
            attributions=self._attributions(),
            requests=self._requests(),
            claims=self._claims(),
            notices=notices,
        )

    def span(self, span: DocSpan) -> Span:
        """Return a Doc's span in the article's characters."""
        return self.article.span(*self.view.raw(span.start_char, span.end_char))

    def sentences(self, *spans: DocSpan) -> tuple[Span, ...]:
        """Return the sentences that hold `spans`, each once, in order."""
        found: dict[int, DocSpan] = {}
        for span in spans:
            start, end = span.sent.start, self.doc[span.end - 1].sent.end
            while start < end and self.doc[start].is_space:
                start += 1
            while end > start and self.doc[end - 1].is_space:
                end -= 1
            known = found.get(start)
            if end > start and (known is None or known.end < end):
                found[start] = self.doc[start:end]
        return tuple(self.span(found[start]) for start in sorted(found))

    def _actors(self) -> tuple[Actor, ...]:
        chosen = self.found.acting
        self.actor_ids = {id(actor): f"A{n}" for n, actor in enumerate(chosen, 1)}
        return tuple(self._actor(actor) for actor in chosen)

    def _actor(self, actor: ActorFrame) -> Actor:
        mentions = sorted(actor.mentions, key=lambda mention: mention.span.start)
        return Actor(
            id=self.actor_ids[id(actor)],
            name=actor.name,
            kind=actor.kind,
            role=self.span(actor.role) if actor.role is not None else None,
            country=actor.country,
            confidence=actor.confidence,
            mentions=tuple(Mention(**self.span(m.span).model_dump(), form=m.form) for m in mentions),
        )

    def _party(self, party: PartyFrame) -> Party:
        return Party(actor=self.actor_ids.get(id(party.actor)), span=self.span(party.span))

    def _attributions(self) -> tuple[Attribution, ...]:
        made = []
        self.report_ids = {id(report): f"S{n}" for n, report in enumerate(self.found.reports, 1)}
        for report in self.found.reports:
            party = self._party(report.source) if report.source is not None else Party()
            made.append(
                Attribution(
                    id=self.report_ids[id(report)],
                    source=Source(actor=party.actor, span=party.span, kind=report.source_kind),
                    cue=self._spans(report.cue),
                    content=self._spans(report.content),
                    mode=report.mode,
                    within=self.report_ids.get(id(report.within)),
                )
            )
        return tuple(made)

    def _spans(self, spans: Iterable[DocSpan]) -> tuple[Span, ...]:
        return tuple(self.span(span) for span in spans)

    def _requests(self) -> tuple[Request, ...]:
        return tuple(
            Request(
                id=f"R{n}",
                force=frame.force,
                requester=self._party(frame.requester) if frame.requester is not None else Party(),
                addressee=self._party(frame.addressee) if frame.addressee is not None else None,
                item=self.span(frame.item),
                cue=self.span(frame.cue),
                alleged=self.span(frame.alleged) if frame.alleged is not None else None,
                evidence=self.sentences(frame.cue, frame.item),
                confidence=frame.confidence,
            )
            for n, frame in enumerate(self.found.requests, 1)
        )

    def _claims(self) -> tuple[Claim, ...]:
        made = []
        names = list(self.doc.ents)
        for n, frame in enumerate(self.found.claims, 1):
            looked_up = []
            near = _within(names, frame.text)
            for kind, start, end in checks(frame.text, near, _within(self.found.quotations, frame.text)):
                span = self.article.span(*self.view.raw(start, end))
                told = meaning(span.quote, self.article.published) if kind == "date" else None
                looked_up.append(Check(kind=kind, span=span, date=told))
            made.append(
                Claim(
                    id=f"C{n}",
                    text=self.span(frame.text),
                    attribution=self.report_ids.get(id(frame.report)),
                    why=tuple(Reason(reason=kind, span=self.span(span)) for kind, span in frame.reasons),
                    check=tuple(looked_up),
                    priority=frame.priority,
                    evidence=self.sentences(frame.text),
                    confidence=frame.confidence,
                )
            )
        return tuple(made)


def _within(spans: list[DocSpan], outer: DocSpan) -> list[DocSpan]:
    """Return those of `spans`, which are in order, that begin inside `outer`."""
    return spans[bisect_left(spans, outer.start, key=_start) : bisect_left(spans, outer.end, key=_start)]


def _start(span: DocSpan) -> int:
    return span.start
