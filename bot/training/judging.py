"""Learn what the extraction's own signs are worth: a logistic model for each kind of item, from annotated articles.

The weights are few and the articles many, so plain Newton steps with a small penalty do (numpy alone). What one annotation
pass alone has is neither right nor wrong and teaches nothing.
"""

import operator
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Span

from bot.extraction import claims, requests
from bot.extraction.frames import findings
from bot.extraction.judgement import Judge, surest
from bot.extraction.normal import normal
from bot.training.desk import likeness
from bot.training.gold import KINDS, GoldArticle, Item, Kind, Offsets

PENALTY = 1.0
STEPS = 30
BINS = 5
NEARLY: dict[Kind, float] = {"actors": 0.005, "requests": 0.0, "claims": 0.01}
"""What F1 may fall by for the sake of recall."""
SAME: dict[Kind, Callable[[Any, Any], bool]] = {
    "actors": operator.is_,
    "requests": requests.same,
    "claims": claims.same,
}
"""When two possible items are one."""


@dataclass
class Sample:
    """A found item's features, and whether it is right."""

    features: dict[str, float]
    right: bool


@dataclass
class Learned:
    """A judge, the F1 at its threshold, and its reliability: (mean confidence, share right, items) a bin."""

    judge: Judge
    f1: float
    reliability: list[tuple[float, float, int]]


def learn(nlp: Language, articles: Iterable[GoldArticle]) -> dict[Kind, Learned]:
    """Return a judge for each kind, learned from everything that the pipeline takes for possible."""
    seen = [_Seen(nlp, article) for article in articles]
    return {kind: _learned(kind, [one for one in seen if kind in one.gold]) for kind in KINDS}


class _Seen:
    """An article's gold items, and everything that could be one of them."""

    def __init__(self, nlp: Language, article: GoldArticle) -> None:
        self.gold = article.items
        self.view = normal(article.text)
        self.doc = nlp(self.view.text)
        found = findings(self.doc)
        request_finder: Any = nlp.get_pipe("factdesk_requests")
        claim_finder: Any = nlp.get_pipe("factdesk_claims")
        self.frames: dict[Kind, list[Any]] = {
            "requests": [frame for frame in request_finder.candidates(self.doc) if frame.made],
            "claims": claim_finder.candidates(self.doc),
            "actors": found.actors,
        }
        self.items = {kind: [self._item(kind, frame) for frame in frames] for kind, frames in self.frames.items()}

    def _item(self, kind: Kind, frame: Any) -> Item:
        if kind == "actors":
            return Item(frame.name, [self._offsets(m.span) for m in frame.mentions if m.form == "name"])
        span = frame.item if kind == "requests" else frame.text
        return Item(span.text, [self._offsets(span)])

    def _offsets(self, span: Span) -> Offsets:
        return Offsets(*self.view.raw(span.start_char, span.end_char))

    def samples(self, kind: Kind) -> list[Sample]:
        """Return every possible item as a lesson."""
        pairs = zip(self.items[kind], self.frames[kind], strict=True)
        return [lesson for item, frame in pairs if (lesson := judged(self.gold[kind], item, frame.features, kind))]

    def tally(self, kind: Kind, judge: Judge) -> list[tuple[float, bool]]:
        """Return the confidence of each item that is left of those that overlap, and whether it is right."""
        places = {id(frame): item for frame, item in zip(self.frames[kind], self.items[kind], strict=True)}
        left = surest(self.frames[kind], lambda frame: judge(frame.features), SAME[kind])
        taken: set[int] = set()
        rows = []
        for frame in left:
            item, gold = places[id(frame)], self.gold[kind]
            scored = [(likeness(kind, wanted, item), i) for i, wanted in enumerate(gold) if i not in taken]
            score, best = max(scored, default=(0.0, -1))
            if score > 0:
                taken.add(best)
                if gold[best].core:
                    rows.append((judge(frame.features), True))
            elif not any(likeness(kind, wanted, item) for wanted in gold if not wanted.core):
                rows.append((judge(frame.features), False))
        return rows


def judged(gold: list[Item], item: Item, features: dict[str, float], kind: Kind) -> Sample | None:
    """Return a possible item as a lesson; None where it is like optional gold alone, which teaches nothing."""
    right = any(likeness(kind, wanted, item) for wanted in gold if wanted.core)
    optional = any(likeness(kind, wanted, item) for wanted in gold if not wanted.core)
    return None if optional and not right else Sample(features, right)


def _learned(kind: Kind, seen: list[_Seen]) -> Learned:
    samples = [sample for one in seen for sample in one.samples(kind)]
    if not samples:
        return Learned(Judge(), 0.0, [])  # nothing found yet: an encoder of a few steps
    names = sorted({name for sample in samples for name in sample.features})
    table = np.array([[1.0, *(sample.features.get(name, 0.0) for name in names)] for sample in samples])
    weights = logistic(table, np.array([float(sample.right) for sample in samples]))
    by_name = {name: round(float(weight), 4) for name, weight in zip(names, weights[1:], strict=True)}
    judge = Judge(round(float(weights[0]), 4), by_name)
    rows = [row for one in seen for row in one.tally(kind, judge)]
    if not rows:
        return Learned(judge, 0.0, [])
    confidence, right = np.array([c for c, _ in rows]), np.array([float(r) for _, r in rows])
    least, f1 = _threshold(confidence, right, sum(item.core for one in seen for item in one.gold[kind]), NEARLY[kind])
    return Learned(replace(judge, least=round(least, 3)), f1, reliability(confidence, right))


def logistic(table: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights of a penalised logistic regression; the first column is the bias and is not penalised."""
    weights = np.zeros(table.shape[1])
    penalty = np.full(table.shape[1], PENALTY)
    penalty[0] = 0.0
    for _ in range(STEPS):
        likely = 1.0 / (1.0 + np.exp(-table @ weights))
        slope = table.T @ (right - likely) - penalty * weights
        curve = (table * (likely * (1 - likely))[:, None]).T @ table + np.diag(penalty + 1e-6)
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def _threshold(
    confidence: NDArray[np.float64], right: NDArray[np.float64], wanted: int, nearly: float
) -> tuple[float, float]:
    """Return the least confidence at which F1 is nearly at its best, and the F1 there: ranking serves better than hiding."""
    order = np.argsort(-confidence)
    hits = np.cumsum(right[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + wanted)
    best = int(np.flatnonzero(f1 >= f1.max() - nearly)[-1])
    return float(confidence[order[best]]), float(f1[best])


def reliability(confidence: NDArray[np.float64], right: NDArray[np.float64]) -> list[tuple[float, float, int]]:
    """Return for bins of equal width (mean confidence, share right, items), empty ones left out."""
    rows = []
    for low in np.arange(BINS) / BINS:
        inside = (confidence >= low) & (confidence < low + 1 / BINS + (low + 1 / BINS >= 1) * 1e-9)
        if inside.any():
            rows.append((float(confidence[inside].mean()), float(right[inside].mean()), int(inside.sum())))
    return rows


def report(learned: dict[Kind, Learned]) -> Iterator[str]:
    """Yield the reliability of each judge as lines of text."""
    for kind, one in learned.items():
        yield f"{kind}: F1 {one.f1:.3f} from a confidence of {one.judge.least:.2f} on"
        for confidence, right, items in one.reliability:
            yield f"  {confidence:5.2f}  {right:5.2f} right of {items}"
