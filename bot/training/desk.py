"""Score briefings against desk gold: articles annotated with requests, claims and actors.

Apart from the corpora because this is the product's own measure: what a fact desk would have marked.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from bot.briefing.model import Article, Briefing
from bot.errors import FileError
from bot.extraction.names import name_words

Kind = Literal["requests", "claims", "actors"]
KINDS: tuple[Kind, ...] = ("requests", "claims", "actors")
LEAST_IOU = 0.3
MOST_RATIO = 3


class Offsets(NamedTuple):
    """First and last + 1 code point."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Return the number of code points."""
        return self.end - self.start


@dataclass
class Item:
    """One annotated or found thing: its words, where they stand (all places, for an actor) and whether it must be found."""

    text: str
    places: list[Offsets]
    core: bool = True


@dataclass
class Tally:
    """Counts of one kind; precision, recall and F1 from 0 to 1."""

    found: int = 0
    wrong: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Return the share of what was found that is right."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Return the share of what must be found that was."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


def score_desk(gold: Path, extract: Callable[[Article], Briefing]) -> dict[Kind, Tally]:
    """Extract every article of the folder `gold` and count hits, misses and extras; raise FileError if it is no such folder."""
    tallies = {kind: Tally() for kind in KINDS}
    for article, record in read_gold(gold):
        briefing = extract(article)
        for kind in KINDS:
            tally(
                tallies[kind],
                gold_items(kind, record, article.text),
                found_items(kind, briefing),
                f"{record['id']} {kind}",
            )
    return tallies


def read_gold(gold: Path) -> Iterator[tuple[Article, dict[str, Any]]]:
    """Yield the articles of `articles.jsonl` with their annotation in `desk_dev.jsonl`."""
    try:
        articles = {
            record["id"]: record for record in map(json.loads, (gold / "articles.jsonl").read_text("utf8").splitlines())
        }
        annotated = [json.loads(line) for line in (gold / "desk_dev.jsonl").read_text("utf8").splitlines()]
    except OSError as error:
        raise FileError(
            f"{error.filename} cannot be read.", remedy="Give the folder that holds articles.jsonl and desk_dev.jsonl."
        ) from error
    for record in annotated:
        text = articles[record["id"]]["text"]
        yield (
            Article(
                text=text,
                title=articles[record["id"]].get("title"),
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                words=len(text.split()),
            ),
            record,
        )


def gold_items(kind: Kind, record: dict[str, Any], text: str) -> list[Item]:
    """Return the annotated items with their offsets."""
    items = []
    for entry in record[kind]:
        if kind == "actors":
            names = [entry["name"], *entry["also"]]
            items.append(
                Item(entry["name"], [place for name in names for place in _everywhere(name, text)], entry["core"])
            )
            continue
        key = "item" if kind == "requests" else "text"
        cuts = [entry[key]]
        alt = entry.get("alt")
        if alt:
            cuts.append(alt[key] if isinstance(alt, dict) else alt)
        items.append(
            Item(entry[key], [place for cut in cuts for place in _in_quote(cut, entry["quote"], text)], entry["core"])
        )
    return items


def found_items(kind: Kind, briefing: Briefing) -> list[Item]:
    """Return the briefing's items in the same form."""
    if kind == "requests":
        return [Item(r.item.quote, [Offsets(r.item.start, r.item.end)]) for r in briefing.requests]
    if kind == "claims":
        return [Item(c.text.quote, [Offsets(c.text.start, c.text.end)]) for c in briefing.claims]
    return [Item(a.name, [Offsets(m.start, m.end) for m in a.mentions if m.form == "name"]) for a in briefing.actors]


def _everywhere(name: str, text: str) -> list[Offsets]:
    places, at = [], text.find(name)
    while at >= 0:
        places.append(Offsets(at, at + len(name)))
        at = text.find(name, at + 1)
    return places


def _in_quote(cut: str, quote: str, text: str) -> list[Offsets]:
    """Return where `cut` stands: inside its quoted sentence where it is found there, else its first occurrence."""
    at = text.find(quote)
    inside = text.find(cut, at, at + len(quote)) if at >= 0 else -1
    at = inside if inside >= 0 else text.find(cut)
    return [Offsets(at, at + len(cut))] if at >= 0 else []


def overlap(a: Offsets, b: Offsets) -> float:
    """Return the intersection over union where the two spans match by the desk's rule, else 0."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    if shared <= 0:
        return 0.0
    iou = shared / (a.length + b.length - shared)
    short, long = sorted((a.length, b.length))
    return iou if iou >= LEAST_IOU or (shared >= short / 2 and long <= MOST_RATIO * short) else 0.0


def _likeness(kind: Kind, wanted: Item, got: Item) -> float:
    if kind == "actors":
        a, b = set(name_words(wanted.text)), set(name_words(got.text))
        same_name = len(a & b) / max(1, min(len(a), len(b)))
        hits = sum(1 for g in got.places if any(overlap(g, w) for w in wanted.places))
        return same_name + hits / max(1, len(got.places)) if hits and hits * 2 >= len(got.places) else 0.0
    return max((overlap(w, g) for w in wanted.places for g in got.places), default=0.0)


def tally(counts: Tally, gold: list[Item], found: list[Item], label: str) -> None:
    """Pair gold and found items one to one, the likest first, and count; optional gold costs nothing either way."""
    kind: Kind = next(k for k in KINDS if label.endswith(k))
    pairs = sorted(
        ((_likeness(kind, w, g), i, j) for i, w in enumerate(gold) for j, g in enumerate(found)), key=lambda p: -p[0]
    )
    paired_gold: set[int] = set()
    paired_found: set[int] = set()
    for score, i, j in pairs:
        if score > 0 and i not in paired_gold and j not in paired_found:
            paired_gold.add(i)
            paired_found.add(j)
            counts.found += int(gold[i].core)
    for i, item in enumerate(gold):
        if i not in paired_gold and item.core:
            counts.missed += 1
            counts.errors.append(f"{label} missed: {item.text}")
    for j, item in enumerate(found):
        if j not in paired_found and not any(_likeness(kind, w, item) for w in gold if not w.core):
            counts.wrong += 1
            counts.errors.append(f"{label} extra: {item.text}")


def report(tallies: dict[Kind, Tally], *, errors: bool = False) -> Iterable[str]:
    """Yield the score as lines of text."""
    yield f"{'':10}{'P':>7}{'R':>7}{'F1':>7}{'found':>7}{'extra':>7}{'missed':>7}"
    for kind, counts in tallies.items():
        yield f"{kind:10}{counts.precision:7.3f}{counts.recall:7.3f}{counts.f1:7.3f}{counts.found:7}{counts.wrong:7}{counts.missed:7}"
    if errors:
        for counts in tallies.values():
            yield from counts.errors
