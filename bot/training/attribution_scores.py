"""Score attributions against PolNeAR: the learned tagger and the rules side by side, over one same parse."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from spacy.tokens import Doc

from bot.extraction.frames import Report, findings
from bot.extraction.pipeline import WEIGHTS, load_syntax
from bot.training.polnear import AnnotatedText, Place, Triple, read_polnear

Part = Literal["source", "cue", "content"]
PARTS: tuple[Part, ...] = ("source", "cue", "content")
SYSTEMS = {"learned": "factdesk_attributions", "rules": "factdesk_attributions_by_rule"}


@dataclass
class Counts:
    """How many were right, found and wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall, from 0 to 100."""
        return 200 * self.right / max(1, self.found + self.wanted)


@dataclass
class AttributionScores:
    """Exact spans, spans with the right beginning, covered tokens, and whole triples."""

    exact: dict[Part, Counts] = field(default_factory=lambda: {part: Counts() for part in PARTS})
    begin: dict[Part, Counts] = field(default_factory=lambda: {part: Counts() for part in PARTS})
    tokens: dict[Part, Counts] = field(default_factory=lambda: {part: Counts() for part in PARTS})
    triples: Counts = field(default_factory=Counts)

    def add(self, doc: Doc, wanted: Iterable[Triple], found: Iterable[Triple]) -> None:
        """Count one text."""
        gold, got = set(wanted), set(found)
        _count(self.triples, gold, got)
        for part in PARTS:
            gold_places = {place for triple in gold for place in getattr(triple, part)}
            got_places = {place for triple in got for place in getattr(triple, part)}
            _count(self.exact[part], gold_places, got_places)
            _count(self.begin[part], {start for start, _ in gold_places}, {start for start, _ in got_places})
            _count(self.tokens[part], _covered(doc, gold_places), _covered(doc, got_places))


def _count(counts: Counts, wanted: set[Any], found: set[Any]) -> None:
    counts.right += len(wanted & found)
    counts.found += len(found)
    counts.wanted += len(wanted)


def _covered(doc: Doc, places: Iterable[Place]) -> set[int]:
    spans = (doc.char_span(start, end, alignment_mode="expand") for start, end in places)
    return {token.i for span in spans if span is not None for token in span if not token.is_space}


def triple_of(report: Report) -> Triple:
    """Return a report as places in its text."""
    source = ((report.source.span.start_char, report.source.span.end_char),) if report.source is not None else ()
    return Triple(
        source,
        tuple((span.start_char, span.end_char) for span in report.cue),
        tuple((span.start_char, span.end_char) for span in report.content),
    )


def score_attributions(
    corpora: Path, *, paragraphs: bool, split: str = "dev", weights: Path = WEIGHTS
) -> dict[str, AttributionScores]:
    """Return the scores of each system, over whole articles or with paragraphs as instances (the paper's way)."""
    base = load_syntax(weights)
    actors = base.create_pipe("factdesk_actors")
    systems = {name: base.create_pipe(factory) for name, factory in SYSTEMS.items()}
    scores = {name: AttributionScores() for name in systems}
    for annotated in _texts(read_polnear(corpora, split), paragraphs=paragraphs):
        doc = base(annotated.text)
        for name, component in systems.items():
            doc._.findings = None
            component(actors(doc))
            # PolNeAR marks no report inside another
            reports = [triple_of(report) for report in findings(doc).reports if report.within is None]
            scores[name].add(doc, annotated.triples, reports)
    return scores


def _texts(articles: list[AnnotatedText], *, paragraphs: bool) -> Iterator[AnnotatedText]:
    for article in articles:
        yield from article.paragraphs() if paragraphs else (article,)


def report(scores: dict[str, AttributionScores]) -> Iterator[str]:
    """Yield the scores as lines of text."""
    yield (
        f"{'F1':8}"
        + "".join(f"{measure + ' ' + part:>17}" for measure in ("exact", "begin", "token") for part in PARTS)
        + f"{'triple':>10}"
    )
    for name, one in scores.items():
        values = [table[part].f1 for table in (one.exact, one.begin, one.tokens) for part in PARTS]
        yield f"{name:8}" + "".join(f"{value:17.1f}" for value in values) + f"{one.triples.f1:10.1f}"
