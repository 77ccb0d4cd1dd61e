"""What is marked in the article's text, and under which name each mark and its entry in the list find each other.

Apart because text and list must agree on the names. They are numbers, not the items' ids, which may hold anything.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from bot.briefing.legible import clip, legible
from bot.briefing.model import Briefing, Claim, Request, Span

LONGEST_LABEL = 12
Kind = Literal["claim", "request", "actor"]


@dataclass(frozen=True)
class Mark:
    """A span of the text, in code points, that shows item `number` (from 1) of its kind.

    `label` is what a person reads before it, empty for a mention; `mention` counts an actor's mentions from 1.
    `aside` is a claim that the desk found to be none.
    """

    start: int
    end: int
    kind: Kind
    number: int
    label: str = ""
    mention: int = 0
    aside: bool = False

    @property
    def place(self) -> str:
        """The anchor in the text."""
        return place(self.kind, self.number, self.mention)

    @property
    def entry(self) -> str:
        """The anchor in the list."""
        return entry(self.kind, self.number)

    @property
    def css(self) -> str:
        """The class of every piece of the text that it covers."""
        return f"{self.kind}-{self.number}-span"


def place(kind: Kind, number: int, mention: int = 0) -> str:
    """Return the anchor of an item in the text."""
    return f"at-{kind}-{number}" + f"-{mention}" * bool(mention)


def entry(kind: Kind, number: int) -> str:
    """Return the anchor of an item in the list."""
    return f"{kind}-{number}"


def label(item: Claim | Request) -> str:
    """Return the id as it is shown; ours are short, such as `C1`, but the contract lets it be anything."""
    return clip(legible(item.id), LONGEST_LABEL) or "–"


def marks(briefing: Briefing, dismissed: Collection[str] = ()) -> list[Mark]:
    """Return every mark in the order of the text."""
    found = [*_claims(briefing, dismissed), *_requests(briefing), *_actors(briefing)]
    size = len(briefing.article.text)
    return sorted((mark for mark in found if mark.end <= size), key=lambda mark: (mark.start, -mark.end))


def _claims(briefing: Briefing, dismissed: Collection[str]) -> Iterator[Mark]:
    for number, claim in enumerate(briefing.claims, 1):
        start, end = _bounds(claim.text)
        yield Mark(start, end, "claim", number, label(claim), aside=claim.id in dismissed)


def _requests(briefing: Briefing) -> Iterator[Mark]:
    for number, request in enumerate(briefing.requests, 1):
        start, end = _bounds(request.item)
        yield Mark(start, end, "request", number, label(request))


def _actors(briefing: Briefing) -> Iterator[Mark]:
    for number, actor in enumerate(briefing.actors, 1):
        for count, mention in enumerate(actor.mentions, 1):
            start, end = _bounds(mention)
            yield Mark(start, end, "actor", number, mention=count)


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, max(span.start, span.end)
