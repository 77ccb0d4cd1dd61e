"""The measurements, each a pure figure; processor time of this one thread, since other work may share the machine."""

import itertools
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.language import Language

from bot.article import Article, from_text
from bot.extraction import extract, load
from bot.extraction.assembly import Assembly
from bot.extraction.normal import normal
from bot.extraction.pipeline import COMPONENTS, load_syntax
from tests.benchmarks.texts import pieces, words_in

Work = Callable[[str], object]
GROWTH = (1, 10, 100)


@dataclass(frozen=True)
class Ratio:
    """Seconds for all texts, the median of the repeats; `ratio` is the median of each repeat's own ratio."""

    whole: float
    syntax: float
    ratio: float
    least: float
    most: float


def whole() -> Work:
    """Return the whole extraction of one text."""
    nlp = load()
    return lambda text: extract(from_text(text), nlp)


def by_rule() -> Work:
    """Return the whole extraction with the rules in the learned tagger's place."""
    nlp = load_syntax()
    for component in COMPONENTS:
        nlp.add_pipe(f"{component}_by_rule" if component == "factdesk_attributions" else component)
    return lambda text: extract(from_text(text), nlp)


def syntax() -> Work:
    """Return the same trained pipeline without our components."""
    return load_syntax()


def seconds(work: Work, texts: Sequence[str]) -> float:
    """Return the processor seconds that some work takes on all texts."""
    start = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - start


def ratio(ours: Work, texts: list[str], repeats: int) -> Ratio:
    """Compare `ours` with the trained part alone: turn by turn, so that a slower minute slows both."""
    theirs = syntax()
    for work in (ours, theirs):
        work(texts[0])
    times = []
    for turn in range(repeats):
        first, second = (ours, theirs) if turn % 2 else (theirs, ours)
        a, b = seconds(first, texts), seconds(second, texts)
        times.append((a, b) if turn % 2 else (b, a))
    ratios = [a / b for a, b in times]
    return Ratio(
        statistics.median(a for a, _ in times),
        statistics.median(b for _, b in times),
        statistics.median(ratios),
        min(ratios),
        max(ratios),
    )


def growth(texts: list[str], words: int, repeats: int) -> list[tuple[int, float, float]]:
    """Return (words in a text, microseconds a word of the whole, and of the trained part) as a text grows.

    1x is measured on the same words as 10x, in ten pieces.
    """
    ours, theirs = whole(), syntax()
    rows = []
    for factor in GROWTH:
        sample = pieces(texts, words * factor, GROWTH[1] if factor == 1 else 1)
        turns = 1 if factor == GROWTH[-1] else repeats
        count = words_in(sample)
        times = [(seconds(ours, sample), seconds(theirs, sample)) for _ in range(turns)]
        rows.append(
            (
                words * factor,
                1e6 * statistics.median(a for a, _ in times) / count,
                1e6 * statistics.median(b for _, b in times) / count,
            )
        )
    return rows


def shares(texts: list[str], repeats: int) -> dict[str, float]:
    """Return each step's share of the whole time, from 0 to 1, in the order of the steps."""
    nlp = load()
    spent: dict[str, float] = {}
    for _ in range(repeats):
        for text in texts:
            for step, taken in _steps(nlp, from_text(text)):
                spent[step] = spent.get(step, 0.0) + taken
    total = sum(spent.values())
    return {step: taken / total for step, taken in spent.items()}


def _steps(nlp: Language, article: Article) -> list[tuple[str, float]]:
    """Run one extraction step by step."""
    ticks = [("", time.process_time())]
    view = normal(article.text)
    ticks.append(("normal view", time.process_time()))
    doc = nlp.make_doc(view.text)
    ticks.append(("tokenizer", time.process_time()))
    for name, component in nlp.pipeline:
        doc = component(doc)
        ticks.append((name, time.process_time()))
    Assembly(article, view, doc).briefing()
    ticks.append(("assembly", time.process_time()))
    return [(name, end - start) for (_, start), (name, end) in itertools.pairwise(ticks)]
