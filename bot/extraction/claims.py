"""Component: what the article says that nobody has established, and why that is so.

Runs last: it weighs the attributions, the writer's own hedges, accusations by their words, and figures by who gives them.
"""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from bot.briefing.model import ReasonKind
from bot.extraction.figures import figures
from bot.extraction.frames import ClaimFrame, Report, findings
from bot.extraction.lexicon import words
from bot.extraction.reasons import Reason, accusing_word, hedges, source_reasons
from bot.extraction.statements import MIN_TOKENS, is_factual, is_forecast, is_mostly, is_question, statements
from bot.extraction.syntax import lemma
from bot.extraction.written import written

WEIGHTS: dict[ReasonKind, float] = {
    "accusation": 0.32,
    "contested": 0.26,
    "unnamed": 0.22,
    "reported": 0.2,
    "figure": 0.16,
}


LOOK_BACK = 60
"""How many tokens back "these claims" may point."""
OPINION_CUES = frozenset(
    {
        "hope",
        "want",
        "wish",
        "promise",
        "pledge",
        "vow",
        "predict",
        "threaten",
        "propose",
        "recommend",
        "swear",
        "ask",
        "urge",
        "joke",
        "worry",
        "fear",
    }
)


@Language.factory("factdesk_claims", requires=["token.dep", "doc._.findings"], assigns=["doc._.findings", "doc.spans"])
class ClaimFinder:
    """Find unverified claims in a Doc, each with the spans that flag it."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.findings.claims` and the span group `claims`."""
        found = findings(doc)
        asked = {i for frame in found.requests for i in range(frame.item.start, frame.item.end)}
        telling = {i for report in found.reports for span in _words_of(report) for i in range(span.start, span.end)}
        frames = [frame for report in found.reports for frame in _reported(report, asked, telling)]
        covered = {i for report in found.reports for span in report.content for i in range(span.start, span.end)}
        frames += [frame for sent in doc.sents for frame in written(sent, covered)]
        _contest(frames, doc)
        for frame in frames:
            frame.priority = _priority(frame)
        found.claims = _distinct(frames)
        doc.spans["claims"] = [frame.text for frame in found.claims]
        return doc


def _words_of(report: Report) -> tuple[Span, ...]:
    """Return who tells, and by which words."""
    return (*report.cue, report.source.span) if report.source is not None else report.cue


def _reported(report: Report, asked: set[int], telling: set[int]) -> Iterator[ClaimFrame]:
    """Yield the statements in what somebody says, where there is a reason to flag them.

    `asked` are the tokens of items of requests, `telling` those of sources and cues: neither is what is claimed.
    """
    if report.cue_type == "ask" and report.mode == "indirect":
        return
    of_source = source_reasons(report)
    for content in report.content:
        for statement in statements(content):
            if (
                len(statement) < MIN_TOKENS
                or is_question(statement)
                or is_mostly(statement, asked)
                or is_mostly(statement, telling)
                or not (is_factual(statement) or report.cue_type == "accuse")
            ):
                continue
            reasons = [*of_source, *hedges(statement)]
            if report.cue_type == "accuse":
                reasons.append(("accusation", report.cue[0]))
            elif (word := accusing_word(statement)) is not None:
                reasons.append(("accusation", word))
            numbers = figures(statement)
            if numbers and not is_forecast(statement):
                reasons.append(("figure", numbers[0]))
            if report.cue_type == "deny":
                reasons.append(("contested", report.cue[0]))
            if _weak(reasons, statement, report):
                continue
            yield ClaimFrame(statement, report, _unique(reasons), 0.0)


def _weak(reasons: list[Reason], statement: Span, report: Report) -> bool:
    """Say whether the reasons do not carry a claim: none, or a forecast or wish of somebody on record."""
    kinds = {kind for kind, _ in reasons}
    if not kinds:
        return True
    wish = report.verb is not None and lemma(report.verb) in OPINION_CUES
    return (wish or is_forecast(statement)) and not kinds & {"accusation", "contested"}


def _contest(frames: list[ClaimFrame], doc: Doc) -> None:
    """Add "contested" where the text says that a claim is open: beside it, or right after by "these claims"."""
    for token in doc:
        if token.lower_ not in words("hedges", "contested"):
            continue
        nearby = [f for f in frames if f.text.start <= token.i < f.text.end] or _taken_up(token, frames)
        for frame in nearby:
            frame.reasons = _unique([*frame.reasons, ("contested", doc[token.i : token.i + 1])])


def _taken_up(token: Token, frames: list[ClaimFrame]) -> list[ClaimFrame]:
    """Return the claims of the last sentence that "these claims, though unverified" speaks of."""
    if not any(lemma(t) in words("hedges", "anaphors") for t in token.sent):
        return []
    before = [f for f in frames if f.text.end <= token.sent.start and token.i - f.text.end < LOOK_BACK]
    last = max((f.text.sent.start for f in before), default=-1)
    return [f for f in before if f.text.sent.start == last]


def _priority(frame: ClaimFrame) -> float:
    """Return how much a claim is worth checking, from its reasons: at most 1."""
    kinds = {kind for kind, _ in frame.reasons}
    return round(min(1.0, 0.1 + sum(WEIGHTS[kind] for kind in kinds)), 3)


def _unique(reasons: list[Reason]) -> list[Reason]:
    """Keep the first span of each reason."""
    seen: dict[ReasonKind, Span] = {}
    for kind, span in reasons:
        seen.setdefault(kind, span)
    return list(seen.items())


def _distinct(frames: list[ClaimFrame]) -> list[ClaimFrame]:
    """Merge frames over the same words; the shorter of two keeps the reasons of both."""
    kept: list[ClaimFrame] = []
    for frame in sorted(frames, key=lambda f: (len(f.text), f.text.start)):
        twin = next((k for k in kept if _same(k.text, frame.text) or _adds_nothing(k, frame)), None)
        if twin is None:
            kept.append(frame)
        else:
            twin.reasons = _unique([*twin.reasons, *frame.reasons])
            twin.report = twin.report or frame.report
            twin.priority = max(twin.priority, _priority(twin))
    return sorted(kept, key=lambda f: f.text.start)


def _same(a: Span, b: Span) -> bool:
    shared = max(0, min(a.end, b.end) - max(a.start, b.start))
    return shared >= 0.6 * max(len(a), len(b)) or (
        shared == min(len(a), len(b)) and shared >= 0.4 * max(len(a), len(b))
    )


def _adds_nothing(inner: ClaimFrame, outer: ClaimFrame) -> bool:
    """Say whether one claim stands inside another without a reason of its own."""
    return (
        outer.text.start <= inner.text.start
        and inner.text.end <= outer.text.end
        and {k for k, _ in inner.reasons} <= {k for k, _ in outer.reasons}
    )
