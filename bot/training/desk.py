"""Score briefings against desk gold: articles annotated with requests, claims and actors.

Apart from the corpora because this is the product's own measure: what a fact desk would have marked.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.briefing.model import Article, Briefing, Party
from bot.extraction.names import name_words
from bot.training.gold import KINDS, Item, Kind, Offsets, read_gold

LEAST_IOU = 0.3
MOST_RATIO = 3


@dataclass
class Tally:
    """Counts of one kind; precision, recall and F1 from 0 to 1.

    `details` counts what else is right in what was found, as (right, of how many): a request's requester and addressee,
    an actor's other names.
    """

    found: int = 0
    wrong: int = 0
    missed: int = 0
    details: dict[str, tuple[int, int]] = field(default_factory=dict)
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

    def detail(self, name: str, right: int, of: int) -> None:
        """Count a detail."""
        before = self.details.get(name, (0, 0))
        self.details[name] = (before[0] + right, before[1] + of)


def score_desk(gold: Path, extract: Callable[[Article], Briefing], corpora: Path | None = None) -> dict[Kind, Tally]:
    """Extract every article of the folder `gold` and count hits, misses and extras; raise FileError if it is no such folder."""
    tallies = {kind: Tally() for kind in KINDS}
    for one in read_gold(gold, corpora):
        digest = hashlib.sha256(one.text.encode()).hexdigest()
        briefing = extract(Article(text=one.text, title=one.title, sha256=digest, words=len(one.text.split())))
        for kind, items in one.items.items():
            tally(tallies[kind], items, found_items(kind, briefing), f"{one.id} {kind}")
    return tallies


def found_items(kind: Kind, briefing: Briefing) -> list[Item]:
    """Return the briefing's items in the same form."""
    if kind == "requests":
        mentions = {actor.id: [Offsets(m.start, m.end) for m in actor.mentions] for actor in briefing.actors}
        return [
            Item(
                r.item.quote,
                [Offsets(r.item.start, r.item.end)],
                words={"asker": _called(r.requester), "asked": _called(r.addressee)},
                parts={"asker": _party(r.requester, mentions), "asked": _party(r.addressee, mentions)},
            )
            for r in briefing.requests
        ]
    if kind == "claims":
        return [Item(c.text.quote, [Offsets(c.text.start, c.text.end)]) for c in briefing.claims]
    return [Item(a.name, [Offsets(m.start, m.end) for m in a.mentions if m.form == "name"]) for a in briefing.actors]


def _party(party: Party | None, mentions: dict[str, list[Offsets]]) -> list[Offsets]:
    """Return where a party is named: the request's own words for it, and every mention of its actor."""
    if party is None:
        return []
    here = [Offsets(party.span.start, party.span.end)] if party.span is not None else []
    return here + mentions.get(party.actor or "", [])


def _called(party: Party | None) -> str:
    return party.span.quote if party is not None and party.span is not None else ""


def overlap(a: Offsets, b: Offsets) -> float:
    """Return the intersection over union where the two spans match by the desk's rule, else 0."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    if shared <= 0:
        return 0.0
    iou = shared / (a.length + b.length - shared)
    short, long = sorted((a.length, b.length))
    return iou if iou >= LEAST_IOU or (shared >= short / 2 and long <= MOST_RATIO * short) else 0.0


def likeness(kind: Kind, wanted: Item, got: Item) -> float:
    """Return how like a found item is to an annotated one, 0 where the two do not match."""
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
        ((likeness(kind, w, g), i, j) for i, w in enumerate(gold) for j, g in enumerate(found)), key=lambda p: -p[0]
    )
    paired_gold: set[int] = set()
    paired_found: set[int] = set()
    for score, i, j in pairs:
        if score > 0 and i not in paired_gold and j not in paired_found:
            paired_gold.add(i)
            paired_found.add(j)
            counts.found += int(gold[i].core)
            if gold[i].core:
                _details(counts, label, gold[i], found[j])
    for i, item in enumerate(gold):
        if i not in paired_gold and item.core:
            counts.missed += 1
            counts.errors.append(f"{label} missed: {item.text}")
    for j, item in enumerate(found):
        if j not in paired_found and not any(likeness(kind, w, item) for w in gold if not w.core):
            counts.wrong += 1
            counts.errors.append(f"{label} extra: {item.text}")


def _details(counts: Tally, label: str, wanted: Item, got: Item) -> None:
    """Count what else is right in a pair."""
    if label.endswith("requests"):
        right = all(_same_party(wanted.parts.get(p, []), got.parts.get(p, [])) for p in ("asker", "asked"))
        counts.detail("requester and addressee", int(right), 1)
        if not right:
            counts.errors.append(f"{label} other parties: {wanted.text}: {wanted.words} but found {got.words}")
    elif label.endswith("actors"):
        for name in list(wanted.names)[1:]:
            alone = [place for place in wanted.names[name] if not _inside_longer(place, wanted)]
            if alone:
                hit = any(p.start < g.end and g.start < p.end for p in alone for g in got.places)
                counts.detail("other names", int(hit), 1)


def _same_party(wanted: list[Offsets], got: list[Offsets]) -> bool:
    """Say whether two parties share words, or both are nobody."""
    if not wanted or not got:
        return not wanted and not got
    return any(w.start < g.end and g.start < w.end for w in wanted for g in got)


def _inside_longer(place: Offsets, actor: Item) -> bool:
    return any(
        p.start <= place.start and place.end <= p.end and p.length > place.length
        for places in actor.names.values()
        for p in places
    )


def report(tallies: dict[Kind, Tally], *, errors: bool = False) -> Iterable[str]:
    """Yield the score as lines of text."""
    yield f"{'':10}{'P':>7}{'R':>7}{'F1':>7}{'found':>7}{'extra':>7}{'missed':>7}"
    for kind, counts in tallies.items():
        yield f"{kind:10}{counts.precision:7.3f}{counts.recall:7.3f}{counts.f1:7.3f}{counts.found:7}{counts.wrong:7}{counts.missed:7}"
        for name, (right, of) in counts.details.items():
            yield f"{'':10}{name}: {right} of {of} ({right / max(1, of):.3f})"
    if errors:
        for counts in tallies.values():
            yield from counts.errors
