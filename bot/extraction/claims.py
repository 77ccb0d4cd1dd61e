"""Component: what the article says that nobody has established, and why that is so.

Runs last: it weighs the attributions, the writer's own hedges, accusations by their words, and figures by who gives them.
"""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.extraction.contesting import contest
from bot.extraction.figures import figures, is_number
from bot.extraction.frames import ClaimFrame, Report, findings
from bot.extraction.judgement import surest
from bot.extraction.marked import Beliefs, marked_claims
from bot.extraction.neighbours import Neighbours
from bot.extraction.nominals import without_noun, without_verdict
from bot.extraction.parsing import encoder_of
from bot.extraction.reasons import Reason, accusing_word, hedges, source_reasons, unique
from bot.extraction.speech import Speech
from bot.extraction.statements import (
    MIN_TOKENS,
    is_factual,
    is_forecast,
    is_mostly,
    is_question,
    statements,
    without_comment,
)
from bot.extraction.syntax import is_negated, lemma, shared, trimmed
from bot.extraction.worth import priority, weigh
from bot.extraction.written import written

BENEFIT = 0.75
"""What share of the usual confidence is enough for a claim by the guide's own signs."""
OFFENSIVE = 0.3
"""How likely the encoder must find a word an offence for a statement with a number to be an accusation."""
TELLING = frozenset({"VERB", "NOUN", "ADJ"})
RELATIVE = frozenset({"WDT", "WP"})
MOSTLY, NEARLY_HALF = 0.6, 0.4
"""Shares of the longer of two claims that make them one: so much in common, or the shorter wholly inside."""
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


@Language.factory(
    "factdesk_claims",
    requires=["token.dep", "doc._.reading", "doc._.findings"],
    assigns=["doc._.findings", "doc.spans"],
)
class ClaimFinder:
    """Find unverified claims in a Doc, each with the spans that flag it."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.tables = encoder_of(nlp).tables["claims"]
        self.judge = encoder_of(nlp).judges["claims"]

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.findings.claims` and the span group `claims`."""
        found = findings(doc)
        claims = self.candidates(doc)
        for claim in claims:
            claim.confidence = self.judge(claim.features)
        sure = [claim for claim in claims if claim.confidence >= self._enough(claim)]
        distinct = surest(sure, lambda claim: claim.confidence, same, place)
        found.claims = sorted(distinct, key=lambda claim: claim.text.start)
        for claim in found.claims:
            claim.priority = priority(claim)
        doc.spans["claims"] = [claim.text for claim in found.claims]
        return doc

    def _enough(self, claim: ClaimFrame) -> float:
        """Return the confidence that a claim needs: less with a sign of the guide."""
        return self.judge.least * (BENEFIT if by_guide(claim) else 1.0)

    def candidates(self, doc: Doc) -> list[ClaimFrame]:
        """Return every statement that could be a claim, with what is seen of it."""
        found = findings(doc)
        asked = {i for frame in found.requests for i in range(frame.item.start, frame.item.end)}
        telling = {i for report in found.reports for span in _words_of(report) for i in range(span.start, span.end)}
        frames = [frame for report in found.reports for frame in _reported(report, asked, telling)]
        covered = {i for report in found.reports for span in report.content for i in range(span.start, span.end)}
        frames += [frame for sent in doc.sents for frame in written(sent, covered)]
        for frame in frames:
            frame.features["grammar"] = 1.0
        frames += self._marked(doc, frames)
        contest(frames, doc, found)
        weigh(doc, frames)
        return frames

    def _marked(self, doc: Doc, frames: list[ClaimFrame]) -> Iterator[ClaimFrame]:
        """Note which claims the encoder marks too, and yield what it alone marks."""
        said, telling = Speech(findings(doc).reports), Beliefs(doc, doc._.reading, "accusations")
        near: Neighbours[ClaimFrame] = Neighbours()
        for frame in frames:
            near.add(frame, *place(frame))
        for span in marked_claims(doc, doc._.reading, self.tables):
            twins = [frame for frame in near.near(span.start, span.end) if is_one(frame.text, span)]
            for twin in twins:
                twin.features["marked"] = 1.0
            if not twins and (whole := _whole(span)) is not None:
                made = _marked(whole, said, telling)
                if made.features["by_no_list"] and (is_negated(whole.root) or whole[0].tag_ in RELATIVE):
                    continue  # that something was not done accuses nobody, and half a sentence says nothing of anybody
                near.add(made, *place(made))
                yield made


def _marked(span: Span, said: Speech, telling: Beliefs) -> ClaimFrame:
    """Return what the encoder marks as a claim, with the reasons that can be seen for it."""
    report = said.over(span.root)
    reasons = [*(source_reasons(report) if report is not None else []), *hedges(span)]
    word = accusing_word(span)
    numbers = figures(span)
    if word is not None:
        reasons.append(("accusation", word))
    if numbers:
        reasons.append(("figure", numbers[0]))
    known = bool(reasons)
    if not known:
        reasons.append(_likeliest(span, telling))
    return ClaimFrame(span, report, unique(reasons), 0.0, features={"marked": 1.0, "by_no_list": float(not known)})


def by_guide(claim: ClaimFrame) -> bool:
    """Say whether grammar shows a sign that makes a claim by itself: a source without a name, a hedge, a denial."""
    seen = {name for name in ("unnamed", "reported", "contested") if claim.features.get(name)}
    return bool(seen) and bool(claim.features.get("grammar")) and not claim.features.get("weak")


def _whole(span: Span) -> Span | None:
    """Return a marked span without what it leaves hanging at its edges; None where no statement is left."""
    end = span.end
    while end > span.start and span.doc[end - 1].pos_ in {"DET", "ADP", "CCONJ", "SCONJ", "PUNCT", "SPACE"}:
        end -= 1
    whole = trimmed(span.doc, span.start, end)
    whole = without_comment(without_noun(whole)) if whole is not None else None
    return whole if whole is not None and len(whole) >= MIN_TOKENS else None


def _likeliest(span: Span, telling: Beliefs) -> Reason:
    """Return why a statement is worth checking in which no list knows a word: its number, or what it says of somebody."""
    most = max(
        (token for token in span if token.pos_ in TELLING and not token.is_stop),
        key=lambda token: max(telling.at("offence", token), telling.at("accusing", token)),
        default=span.root,
    )
    number = next((token for token in span if is_number(token)), None)
    if number is not None and telling.at("offence", most) < OFFENSIVE:
        return "figure", span.doc[number.i : number.i + 1]
    return "accusation", span.doc[most.i : most.i + 1]


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
        for said in statements(content):
            statement = without_comment(without_verdict(without_noun(said), report.verb))
            if (
                len(statement) < MIN_TOKENS
                or is_question(statement)
                or is_mostly(statement, asked)
                or is_mostly(statement, telling)
                or not (is_factual(statement) or report.cue_type == "accuse")
            ):
                continue
            reasons = unique([*of_source, *_reasons_in(statement, report)])
            if not reasons:
                continue
            features = {"weak": float(_weak(reasons, statement, report))}
            yield ClaimFrame(statement, report, reasons, 0.0, features=features)


def _reasons_in(statement: Span, report: Report) -> Iterator[Reason]:
    """Yield what a statement's own words, and the words that report it, give reason for."""
    yield from hedges(statement)
    if report.cue_type == "accuse":
        yield "accusation", report.cue[0]
    elif (word := accusing_word(statement)) is not None:
        yield "accusation", word
    numbers = figures(statement)
    if numbers and not is_forecast(statement):
        yield "figure", numbers[0]
    if report.cue_type == "deny":
        yield "contested", report.cue[0]
    if report.verdict is not None:
        yield "contested", report.verdict


def _weak(reasons: list[Reason], statement: Span, report: Report) -> bool:
    """Say whether the reasons do not carry a claim: none, or a forecast or wish of somebody on record."""
    kinds = {kind for kind, _ in reasons}
    if not kinds:
        return True
    wish = report.verb is not None and lemma(report.verb) in OPINION_CUES
    return (wish or is_forecast(statement)) and not kinds & {"accusation", "contested"}


def place(claim: ClaimFrame) -> tuple[int, int]:
    """Return the first token of a claim and the one after its last."""
    return claim.text.start, claim.text.end


def same(surer: ClaimFrame, other: ClaimFrame) -> bool:
    """Say whether a claim says no more than a surer one: the same words, or words around or inside it for no other reason."""
    a, b = surer.text, other.text
    no_more = {kind for kind, _ in other.reasons} <= {kind for kind, _ in surer.reasons}
    return is_one(a, b) or (no_more and _overlaps(a, b))


def is_one(a: Span, b: Span) -> bool:
    """Say whether two spans are one statement: mostly the same words, or a good part of one is all of the other."""
    common = shared(a, b)
    short, long = sorted((len(a), len(b)))
    return common >= MOSTLY * long or (common == short and common >= NEARLY_HALF * long)


def _overlaps(a: Span, b: Span) -> bool:
    return shared(a, b) > min(len(a), len(b)) / 2
