"""Where somebody's own words stand: quotation marks paired up, paragraph by paragraph."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from bot.briefing.model import Mode
from bot.extraction.frames import Report
from bot.extraction.syntax import has_verb

OPEN = frozenset({"“", "«", "„"})
CLOSE = frozenset({"”", "»"})
EITHER = frozenset({'"', "''", "``"})
MARKS = OPEN | CLOSE | EITHER
WHOLLY = 0.8
"""The share of what is said that must be quoted for it to be direct."""
MAX_TOKENS = 600


def quotations(doc: Doc) -> list[Span]:
    """Return what stands between quotation marks, marks left out, in order.

    A mark that is never closed ends with its paragraph, as news writes a quotation that goes on in the next one.
    """
    found: list[Span] = []
    opened: int | None = None
    for token in doc:
        text = token.text
        if opened is not None and ((token.is_space and "\n" in text) or token.i - opened > MAX_TOKENS):
            _add(found, doc, opened, token.i)
            opened = None
        elif text in OPEN or (text in EITHER and opened is None):
            if opened is not None and text in OPEN:
                _add(found, doc, opened, token.i)
            opened = token.i + 1
        elif opened is not None and (text in CLOSE or text in EITHER):
            _add(found, doc, opened, token.i)
            opened = None
    if opened is not None:
        _add(found, doc, opened, len(doc))
    return found


def _add(found: list[Span], doc: Doc, start: int, end: int) -> None:
    while end > start and doc[end - 1].is_space:
        end -= 1
    if end > start:
        found.append(doc[start:end])


MIN_QUOTE_TOKENS = 4
"""A shorter quotation with nobody around it is scare quotes or a title."""


NEAR = 3
"""How many tokens may stand between a quotation and the words that report it."""


class Quotations:
    """The quotations of a Doc, and which of them somebody has been found to speak."""

    def __init__(self, spans: list[Span]) -> None:
        self.spans = [span for span in spans if len(span) >= MIN_QUOTE_TOKENS or has_verb(span)]
        self.spoken: dict[int, Report] = {}

    def near(self, verb: Token) -> Span | None:
        """Return the quotation that stands next to the verb and its subject."""
        if not self.spans or any(span.start <= verb.i < span.end for span in self.spans):
            return None
        left, right = self._reach(verb)
        best: tuple[int, Span] | None = None
        for span in self.spans:
            if span.start > right + NEAR + 25:
                break
            gap = left - span.end if span.end <= left else span.start - right - 1 if span.start > right else 0
            if (
                gap <= NEAR
                and span.start not in self.spoken
                and not _paragraph_between(span, verb)
                and (best is None or gap < best[0])
            ):
                best = (gap, span)
        return best[1] if best is not None else None

    def _reach(self, verb: Token) -> tuple[int, int]:
        """Return the first and last token of the verb with its subject and short modifiers."""
        left = right = verb.i
        for other in verb.children:
            if other.dep_ in {"nsubj", "obl", "obj", "iobj", "advmod", "compound:prt", "obl:unmarked", "nmod"}:
                left, right = min(left, other.left_edge.i), max(right, other.right_edge.i)
        inside = [span for span in self.spans if left <= span.start <= right]
        for span in inside:
            if span.start > verb.i:
                right = min(right, max(verb.i, span.start - 1))
            else:
                left = max(left, min(verb.i, span.end))
        return left, right

    def take(self, report: Report) -> None:
        """Note which quotations a report covers."""
        for quoted in self.spans:
            if any(span.start < quoted.end and quoted.start < span.end for span in report.content):
                self.spoken.setdefault(quoted.start, report)


def _paragraph_between(span: Span, verb: Token) -> bool:
    start, end = sorted((min(span.end, verb.i), verb.i if span.end <= verb.i else span.start))
    return any("\n" in token.text for token in span.doc[start:end] if token.is_space)


REACH = 120
"""How many tokens after somebody's last words a quotation may still be theirs."""


def floating(quotes: Quotations, reports: list[Report]) -> Iterator[Report]:
    """Give quotations that nobody introduces to whoever spoke last; a whole sentence's worth at least."""
    for span in quotes.spans:
        if span.start in quotes.spoken or len(span) < MIN_QUOTE_TOKENS or not _is_sentence(span):
            continue
        before = [
            r
            for r in reports
            if r.content[0].start < span.start
            and r.source is not None
            and r.source_kind != "none"
            and r.cue_type == "say"
        ]
        last = max(before, key=lambda r: r.content[0].start, default=None)
        if last is not None and span.start - last.content[-1].end < REACH:
            yield Report(last.source, last.source_kind, (), (span,), "direct", "floating", None)


def _is_sentence(span: Span) -> bool:
    first = next((token for token in span if not token.is_punct), None)
    return (
        first is not None and first.text[:1].isupper() and has_verb(span) and span[-1].text in {".", "!", "?", ",", "…"}
    )


def mode_of(content: Iterable[Span], quoted: list[Span]) -> Mode:
    """Say whether what is said stands in quotation marks, wholly, in part or not at all; the marks do not count."""
    inside = total = 0
    for span in content:
        said = [token.i for token in span if token.text not in MARKS]
        total += len(said)
        inside += sum(1 for i in said if any(q.start <= i < q.end for q in quoted))
    if not inside:
        return "indirect"
    return "direct" if inside >= WHOLLY * total else "mixed"
