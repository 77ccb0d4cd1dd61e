"""Whose words a token stands in.

Apart from the attributions because needs, musts and "we ask" all look up their speaker here.
"""

from spacy.tokens import Doc, Span, Token

from bot.extraction.frames import Findings, PartyFrame, Report
from bot.extraction.lexicon import by_word, words
from bot.extraction.sources import FIRST, party
from bot.extraction.syntax import lemma, subject

SPOKEN = 3
"""So many words of the first person that nobody is reported to say make a text its writer's own speech."""
RARELY = 150
"""In words: the most that may stand to each of them."""


class Speech:
    """Which report a token stands in, the innermost one."""

    def __init__(self, reports: list[Report]) -> None:
        self.inner: dict[int, Report] = {}
        self.by_verb: dict[int, Report] = {r.verb.i: r for r in reports if r.verb is not None}
        self.writer_speaks = False
        for report in sorted(reports, key=lambda r: -sum(len(s) for s in r.content)):
            for span in report.content:
                for i in range(span.start, span.end):
                    self.inner[i] = report

    def over(self, token: Token) -> Report | None:
        """Return the report that the token is part of."""
        return self.inner.get(token.i)

    def listen(self, doc: Doc, quotations: list[Span]) -> None:
        """Note whether the text is a speech or an opinion: whether its writer says "we" and "I" outside all quotations."""
        quoted = {i for span in quotations for i in range(span.start, span.end)}
        own = sum(1 for t in doc if t.lower_ in FIRST and t.i not in quoted and t.i not in self.inner)
        self.writer_speaks = own >= SPOKEN and own * RARELY >= len(doc)

    def hearsay(self, token: Token) -> Span | None:
        """Return the words by which the token's clause is itself only reported: a hedge at it, or a source without a name."""
        hedge = next((t for t in token.children if t.lower_ in words("hedges", "adverbs")), None)
        if hedge is not None:
            return token.doc[hedge.i : hedge.i + 1]
        report = self.over(token)
        if report is None or report.source is None or report.source_kind not in {"unnamed", "vague", "media"}:
            return None
        return report.source.span

    def voice(self, token: Token, found: Findings) -> PartyFrame | None:
        """Return who voices the token: the report's source, or the subject of a reporting verb above it."""
        report = self.over(token)
        if report is not None:
            return report.source
        head = token
        for _ in range(4):
            head = head.head
            if (
                head.pos_ == "VERB"
                and lemma(head) in by_word("cues", "verbs")
                and (speaker := subject(head)) is not None
            ):
                return party(speaker, found) if speaker.pos_ in {"PROPN", "PRON", "NOUN"} else None
        return None

    def speaker(self, token: Token, found: Findings, agent: Token | None) -> PartyFrame | None:
        """Return the requester: the agent, or the quoted speaker where the agent says I or we."""
        if agent is not None and agent.lower_ not in FIRST:
            return party(agent, found)
        report = self.over(token)
        if report is not None and report.source is not None and report.cue_type != "deny":
            return report.source
        return party(agent, found) if agent is not None else None
