"""Component: who says what, by the learned tagger.

Runs after the actors, whom sources resolve to, and before requests and claims, which both start from what is said.
`attribution_rules` holds the same component by rules alone, for comparison.
"""

from collections.abc import Iterator
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from bot.extraction.anonymity import is_anonymous
from bot.extraction.encoder import Reading
from bot.extraction.figures import WEEKDAYS
from bot.extraction.frames import Findings, PartyFrame, Report, findings
from bot.extraction.labels import SpanKind
from bot.extraction.lexicon import by_word, words
from bot.extraction.linking import Link, TaggedSpan, link
from bot.extraction.nesting import nested
from bot.extraction.nominals import reports_by_noun
from bot.extraction.parsing import encoder_of
from bot.extraction.quotes import mode_of, quotations
from bot.extraction.sources import note_mention, party, party_of, source_kind
from bot.extraction.syntax import SUBJECTS, is_passive, lemma


@Language.factory(
    "factdesk_attributions",
    requires=["token.dep", "doc._.reading", "doc._.findings"],
    assigns=["doc._.findings", "doc.spans"],
)
class AttributionTagger:
    """Find reports in a Doc: spans by the encoder, threads between them by nearness, people by the actors."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.tables = encoder_of(nlp).tables["attribution"]

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.findings.reports` and the span groups `sources`, `cues` and `contents`."""
        found = findings(doc)
        found.quotations = quotations(doc)
        links = link(doc.text, self._tagged(doc))
        reports = [report for one in links if (report := _report(doc, one, found)) is not None]
        reports = reports_by_noun(doc, reports, found)
        keep_reports(doc, [*reports, *nested(reports, found)])
        return doc

    def _tagged(self, doc: Doc) -> Iterator[TaggedSpan]:
        """Yield the sources, cues and contents that the encoder marks, in characters."""
        reading: Reading = doc._.reading
        for kind, start, end in reading.spans("attribution", self.tables):
            last = doc[reading.words[end - 1]]
            yield TaggedSpan(cast(SpanKind, kind), doc[reading.words[start]].idx, last.idx + len(last))


def keep_reports(doc: Doc, reports: list[Report]) -> None:
    """Write reports to the Doc's findings and span groups; their sources become mentions of actors that act."""
    findings(doc).reports = sorted(reports, key=lambda report: report.content[0].start)
    for report in reports:
        if report.source is not None:
            note_mention(report.source)
            if report.source.actor is not None:
                report.source.actor.acts += 1.0
    doc.spans["sources"] = [report.source.span for report in reports if report.source is not None]
    doc.spans["cues"] = [span for report in reports for span in report.cue]
    doc.spans["contents"] = [span for report in reports for span in report.content]


def _report(doc: Doc, one: Link, found: Findings) -> Report | None:
    cue = _said_when_cut(_span(doc, one.cue))
    content = tuple(_span(doc, span) for span in one.contents)
    if not content:
        return None
    verb = _verb(cue)
    source = _party(_span(doc, one.source), found) if one.source is not None else None
    if source is not None and source.span.text.lower() == "it" and verb is not None and is_passive(verb):
        source = None  # "it is said that": nobody says it
    kind = source_kind(source.span.root, source.actor) if source is not None else "none"
    if source is not None and is_anonymous(source.span, cue, content):
        kind, source = "unnamed", PartyFrame(source.span)
    return Report(source, kind, (cue,), content, mode_of(content, found.quotations), _cue_type(cue), verb)


def _party(span: Span, found: Findings) -> PartyFrame:
    """Return a source; for the "who" of a relative clause the one whom it stands for."""
    verb = span.root.head
    if len(span) == 1 and span.root.tag_ in {"WP", "WDT"} and span.root.dep_ in SUBJECTS:
        while verb.dep_ in {"conj", "xcomp"}:
            verb = verb.head
        if verb.dep_ in {"acl", "acl:relcl"} and verb.head.i < span.start:
            return party(verb.head, found)
    return party_of(span, found)


def _span(doc: Doc, tagged: TaggedSpan) -> Span:
    """Return the tokens that a tagged span touches."""
    span = doc.char_span(tagged.start, tagged.end, alignment_mode="expand")
    if span is None:  # pragma: no cover -- expanding, it exists for every stretch of text
        raise ValueError(f"no tokens at {tagged.start}:{tagged.end}")
    return span


def _said_when_cut(cue: Span) -> Span:
    """Return a cue without the punctuation at its end, and without a day before that: "said on Monday:" is "said"."""
    end = cue.end
    if cue.doc[end - 1].is_punct:
        while end > cue.start + 1 and (cue.doc[end - 1].is_punct or cue.doc[end - 1].lower_ in WEEKDAYS | {"on"}):
            end -= 1
    return cue.doc[cue.start : end]


def _verb(cue: Span) -> Token | None:
    """Return the verb of a cue."""
    root = cue.root
    return root if root.pos_ == "VERB" else next((token for token in cue if token.pos_ == "VERB"), None)


def _cue_type(cue: Span) -> str:
    """Return what kind of saying a cue is: say, ask, accuse, deny, according or noun."""
    if cue[0].lower_ in {"according", "per"}:
        return "according"
    verb = _verb(cue)
    if verb is not None:
        return by_word("cues", "verbs").get(lemma(verb), "say")
    return "noun" if any(lemma(token) in words("cues", "nouns") for token in cue) else "say"
