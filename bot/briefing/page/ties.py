"""Who asks whom for what, and who accuses whom: the briefing's requests and accusations as ties between parties.

Apart from the picture because the same ties stand in the table beside it, for those who cannot see a picture.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from bot.briefing import reading, wording
from bot.briefing.legible import legible, quoted
from bot.briefing.model import Briefing, Claim, Party, Span
from bot.briefing.page.marks import entry, label

TieKind = Literal["request", "accusation"]
NO_ACCUSER = "accuser not named"


@dataclass(frozen=True)
class Node:
    """An actor, or the words that name a party that is no actor; `known` is False where no words do."""

    key: str
    name: str
    known: bool = True


@dataclass(frozen=True)
class Tie:
    """A request or an accusation, from one party to another; `anchor` is its entry in the list, `words` its quote."""

    kind: TieKind
    label: str
    anchor: str
    who: Node
    whom: Node
    words: str
    weight: float

    @property
    def deed(self) -> str:
        """What the one does to the other."""
        return "asks" if self.kind == "request" else "accuses"


def ties(briefing: Briefing, dismissed: Collection[str] = ()) -> list[Tie]:
    """Return the requests and then the accusations, in the article's order; none of a claim that was found to be none."""
    return [*_requests(briefing), *_accusations(briefing, dismissed)]


def _requests(briefing: Briefing) -> list[Tie]:
    return [
        Tie(
            "request",
            label(request),
            entry("request", number),
            _node(briefing, request.requester, wording.NO_REQUESTER),
            _node(briefing, request.addressee, wording.NO_ADDRESSEE),
            quoted(request.item.quote),
            request.confidence,
        )
        for number, request in enumerate(briefing.requests, 1)
    ]


def _accusations(briefing: Briefing, dismissed: Collection[str]) -> list[Tie]:
    found = []
    for number, claim in enumerate(briefing.claims, 1):
        who = _node(briefing, reading.source(briefing, claim), NO_ACCUSER)
        whom = accused(briefing, claim, who.key)
        if whom is not None and claim.id not in dismissed:
            words = quoted(claim.text.quote)
            found.append(Tie("accusation", label(claim), entry("claim", number), who, whom, words, claim.priority))
    return found


def accused(briefing: Briefing, claim: Claim, accuser: str) -> Node | None:
    """Return the first actor that an accusing claim names, other than who accuses; None where it names none.

    The subject mostly comes first ("Zelenskyy had sabotaged negotiations in Turkey"); the page says that this is so.
    """
    if all(why.reason != "accusation" for why in claim.why):
        return None
    named = [
        (mention.start, -mention.end, place)
        for place, actor in enumerate(briefing.actors)
        for mention in actor.mentions
        if actor.id != accuser and _inside(mention, claim.text)
    ]
    if not named:
        return None
    first = briefing.actors[min(named)[2]]
    return _node(briefing, Party(actor=first.id), "")


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start < inner.end <= outer.end


def _node(briefing: Briefing, who: Party | None, absent: str) -> Node:
    """Return the party's node: by its actor, else by its words whatever their case, else the one for the absent."""
    if who is not None:
        actor = next((one for one in briefing.actors if one.id == who.actor), None)
        if actor is not None and legible(actor.name):
            return Node(actor.id, legible(actor.name))
        if who.span is not None and (words := legible(who.span.quote)):
            return Node(f"words:{words.casefold()}", words)
    return Node(f"absent:{absent}", absent, known=False)
