"""The list beside the text: each claim, request and actor as the words and anchors that the markup puts in place.

Apart from the template, which must not decide what is said, and from the text, which is not said but shown.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.briefing import reading, wording
from bot.briefing.legible import legible, quoted
from bot.briefing.model import Actor, Briefing, Claim
from bot.briefing.page.marks import entry, label, place
from bot.briefing.ruling import Ruling


@dataclass(frozen=True)
class Link:
    """An outlink: `href` is http or https, `words` are what is read."""

    href: str
    words: str


@dataclass(frozen=True)
class Ruled:
    """A ruling in words: the verdict, what it means, the reason, who ruled and when, and the links given for it."""

    verdict: str
    meaning: str
    reason: str
    signature: str
    links: tuple[Link, ...]
    other: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """An item of the list: its anchor, its place in the text, its label and title, and lines of what and what about it."""

    anchor: str
    place: str
    label: str
    title: str
    lines: tuple[tuple[str, str], ...]
    ruled: Ruled | None = None
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claims:
    """The claims, weightiest first: those that every face shows, the rest, and those that the desk found to be none."""

    shown: list[Entry]
    rest: list[Entry]
    aside: list[Entry]


def claims(briefing: Briefing, rulings: Mapping[str, Ruling], dismissed: Collection[str]) -> Claims:
    """Return the claims in their three groups."""
    standing = [number for number, claim in enumerate(briefing.claims) if claim.id not in dismissed]
    standing.sort(key=lambda number: -briefing.claims[number].priority)
    aside = [number for number, claim in enumerate(briefing.claims) if claim.id in dismissed]
    groups = (standing[: reading.MOST_CLAIMS], standing[reading.MOST_CLAIMS :], aside)
    return Claims(*([_claim(briefing, number, rulings) for number in group] for group in groups))


def _claim(briefing: Briefing, index: int, rulings: Mapping[str, Ruling]) -> Entry:
    claim: Claim = briefing.claims[index]
    lines = (
        ("Who says so", reading.speaker(briefing, claim)),
        ("Why", wording.SEPARATOR.join(reading.grounds(briefing, claim))),
        ("To check", wording.SEPARATOR.join(reading.checks(claim))),
    )
    ruling = rulings.get(claim.id)
    return Entry(
        entry("claim", index + 1),
        place("claim", index + 1),
        label(claim),
        quoted(claim.text.quote),
        tuple(line for line in lines if line[1]),
        ruled(ruling) if ruling else None,
    )


def ruled(ruling: Ruling) -> Ruled:
    """Return a ruling in words; what was given as a link and is none stays words."""
    day = reading.day(ruling.at.date().isoformat())
    links = tuple(filter(None, map(outlink, ruling.links)))
    return Ruled(
        ruling.verdict.value,
        wording.VERDICT[ruling.verdict.value],
        legible(ruling.reason),
        f"ruled on {day}",
        links,
        tuple(legible(link) for link in ruling.links if outlink(link) is None),
    )


def outlink(url: str) -> Link | None:
    """Return a link to follow; None where it is not plainly http or https, such as `javascript:` or one with spaces."""
    if (
        not url.lower().startswith(("http://", "https://"))
        or not reading.host(url)
        or url != legible(url)
        or " " in url
    ):
        return None
    return Link(url, url)


def requests(briefing: Briefing) -> list[Entry]:
    """Return the requests in the article's order."""
    return [
        Entry(
            entry("request", number),
            place("request", number),
            label(request),
            quoted(request.item.quote),
            (("Who asks whom", wording.SEPARATOR.join(reading.asking(briefing, request))),),
        )
        for number, request in enumerate(briefing.requests, 1)
    ]


def actors(briefing: Briefing) -> list[Entry]:
    """Return the actors in the briefing's order, each with the places of its mentions."""
    return [_actor(briefing, number, actor) for number, actor in enumerate(briefing.actors, 1)]


def _actor(briefing: Briefing, number: int, actor: Actor) -> Entry:
    places = tuple(place("actor", number, count) for count in range(1, len(actor.mentions) + 1))
    about = wording.SEPARATOR.join(reading.portrait(briefing, actor))
    first = places[0] if places else ""
    return Entry(entry("actor", number), first, "", legible(actor.name), (("About", about),), places=places)
