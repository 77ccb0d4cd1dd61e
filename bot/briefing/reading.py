"""A briefing read for people: who says it, why it is flagged, what to look up, as plain lines that every face shows.

Apart from the faces so that Slack, the terminal and Markdown tell the same story; what they add is only their markup.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar
from urllib.parse import urlsplit

from babel import Locale

from bot.briefing import wording
from bot.briefing.legible import clip, legible, quoted
from bot.briefing.model import Actor, Article, Briefing, Check, Claim, Party, Request, Source, Span

_TERRITORIES = Locale("en").territories
_HEADLINE = 80
_TRIGGER = 60
_BYLINES = 3
_CERTAIN = 0.5
MOST_CLAIMS = 25
"""So many claims does any face show before it says how many more there are."""
Item = TypeVar("Item")


def headline(article: Article) -> str:
    """Return the title, or the first words of the text's first line."""
    first_line = article.text.lstrip()[:1000].partition("\n")[0]
    words = legible(article.title or "") or clip(legible(first_line), _HEADLINE)
    return words or wording.UNTITLED


def outlet(article: Article) -> str:
    """Return the publisher, else the link's host, else that the text was pasted."""
    return legible(article.publisher or "") or host(article.url or "") or wording.PASTED


def host(url: str) -> str:
    """Return the host of a link without `www.`; empty where there is none."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return legible(name).removeprefix("www.")


def day(published: str) -> str:
    """Return an ISO date as `26 July 2025`; anything else as it stands."""
    try:
        when = date.fromisoformat(published[:10])
    except ValueError:
        return legible(published)
    return f"{when.day} {when:%B} {when.year}"


def byline(article: Article) -> str:
    """Return `by A, B`, at most three names; empty where there is none."""
    names = [name for name in map(legible, article.authors) if name]
    more = " and others" if len(names) > _BYLINES else ""
    return f"by {', '.join(names[:_BYLINES])}{more}" if names else ""


def facts(article: Article) -> list[str]:
    """Return what is known of the article besides its outlet: authors, date, length."""
    parts = [byline(article), day(article.published or ""), wording.count(article.words, "word")]
    return [part for part in parts if part]


def counts(briefing: Briefing, claims: int | None = None) -> list[str]:
    """Return how much was found; `claims` where some were set aside."""
    number = len(briefing.claims) if claims is None else claims
    return [
        wording.count(len(briefing.actors), "actor"),
        wording.count(len(briefing.requests), "request"),
        wording.count(number, "claim", " to check"),
    ]


def country(code: str | None) -> str:
    """Return the English name of a country code; the code itself where it has none."""
    return str(_TERRITORIES.get(code, code)) if code else ""


def deeds(briefing: Briefing, actor: Actor) -> list[str]:
    """Return what the actor does in the article: asks, is asked, says."""
    asks = any(request.requester.actor == actor.id for request in briefing.requests)
    asked = any(request.addressee and request.addressee.actor == actor.id for request in briefing.requests)
    says = any(attribution.source.actor == actor.id for attribution in briefing.attributions)
    return [word for word, done in (("asks", asks), ("is asked", asked), ("says", says)) if done]


def role(actor: Actor) -> str:
    """Return the actor's role in the article's words, else its kind."""
    return legible(actor.role.quote) if actor.role else wording.ACTOR[actor.kind]


STEM = 4
"""So many letters do a country's name and its demonym share: Ukraine, Ukrainian."""


def home(actor: Actor) -> str:
    """Return the actor's country, unless the actor is that country or its role names it, by name or by demonym."""
    name = country(actor.country)
    stem = _plain(name)[:STEM]
    return (
        ""
        if not name or actor.kind == "state" or any(word.startswith(stem) for word in _plain(role(actor)).split())
        else name
    )


def _plain(text: str) -> str:
    """Return a text in lower case and without accents: "Türkiye" and "Turkish" share a stem."""
    return "".join(char for char in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(char))


def portrait(briefing: Briefing, actor: Actor) -> list[str]:
    """Return role, country, number of mentions and deeds of an actor."""
    mentions = wording.count(len(actor.mentions), "mention")
    return [part for part in (role(actor), home(actor), mentions, ", ".join(deeds(briefing, actor))) if part]


def party(briefing: Briefing, who: Party | None, absent: str) -> str:
    """Return the actor's name, with the article's own words after it where they differ; `absent` where neither is known."""
    if who is None:
        return absent
    name = next((legible(actor.name) for actor in briefing.actors if actor.id == who.actor), "")
    words = legible(who.span.quote) if who.span else ""
    if not name or not words:
        return name or words or absent
    same = words.casefold() in name.casefold() or name.casefold() in words.casefold()
    return name if same else f"{name} ({quoted(words)})"


def source(briefing: Briefing, claim: Claim) -> Source | None:
    """Return the source to whom the article attributes a claim."""
    return next((one.source for one in briefing.attributions if one.id == claim.attribution), None)


def speaker(briefing: Briefing, claim: Claim) -> str:
    """Return who says so and what kind of source that is."""
    who = source(briefing, claim)
    name = party(briefing, who, "")
    return f"{name} ({wording.SOURCE[who.kind]})" if who and name else wording.NO_SOURCE


def reasons(claim: Claim) -> list[str]:
    """Return why a claim is flagged, in words, each reason once."""
    return list(dict.fromkeys(wording.REASON[why.reason] for why in claim.why))


def grounds(briefing: Briefing, claim: Claim) -> list[str]:
    """Return why a claim is flagged, each reason with the words that triggered it, unless they name the source."""
    found: dict[str, list[str]] = {}
    who = source(briefing, claim)
    told = legible(who.span.quote) if who and who.span else ""
    for why in claim.why:
        words = legible(why.span.quote)
        shown = quoted(clip(words, _TRIGGER))
        seen = found.setdefault(wording.REASON[why.reason], [])
        if words not in {"", told} and shown not in seen:
            seen.append(shown)
    told_why = [f"{reason} ({', '.join(words)})" if words else reason for reason, words in found.items()]
    return [*told_why, *doubt(claim)]


def checks(claim: Claim) -> list[str]:
    """Return what can be looked up, each thing once; a date that is told by another day ("last week") with its meaning."""
    return list(dict.fromkeys(_check(one) for one in claim.check))


def _check(one: Check) -> str:
    words = clip(legible(one.span.quote), _TRIGGER)
    meant = f": {one.date}" if one.date and one.date[:4] not in words else ""
    return f"{words} ({wording.CHECK[one.kind]}{meant})"


def sentence(item: Claim | Request) -> str:
    """Return the evidence, as one line."""
    return " … ".join(dict.fromkeys(filter(None, (legible(span.quote) for span in item.evidence))))


def shows_more(item: Claim | Request, said: Span) -> bool:
    """Tell whether the evidence holds more than what is said already."""
    shown = sentence(item).strip(' .“”"')
    return bool(shown) and shown != legible(said.quote).strip(' .“”"')


def asking(briefing: Briefing, request: Request) -> list[str]:
    """Return who asks whom and how strongly; says so where the extraction is not certain."""
    asker = party(briefing, request.requester, wording.NO_REQUESTER)
    asked = party(briefing, request.addressee, wording.NO_ADDRESSEE)
    alleged = [wording.ALLEGED] if request.alleged is not None else []
    return [f"{asker} → {asked}", request.force, *alleged, *doubt(request)]


def doubt(item: Claim | Request) -> list[str]:
    """Return a word of warning where the extraction is not sure of itself."""
    return [wording.UNSURE] if item.confidence < _CERTAIN else []


def by_sentence(requests: Iterable[Request]) -> list[list[Request]]:
    """Return the requests in order, grouped where neighbours share their evidence."""
    groups: list[list[Request]] = []
    for request in requests:
        if groups and sentence(groups[-1][0]) == sentence(request):
            groups[-1].append(request)
        else:
            groups.append([request])
    return groups


def claims_to_show(briefing: Briefing) -> tuple[list[Claim], str]:
    """Return the claims that a face shows, in the article's order, and a note on those that it leaves out, if any."""
    shown = foremost(briefing.claims, MOST_CLAIMS, lambda claim: claim.priority)
    return shown, left_out(len(briefing.claims), len(shown), "with lower priority")


def left_out(total: int, shown: int, why: str) -> str:
    """Return the note that more was found than is shown; empty where all is shown."""
    return f"and {total - shown:,} more {why}: see the JSON export" if total > shown else ""


def foremost(items: Sequence[Item], number: int, weight: Callable[[Item], float]) -> list[Item]:
    """Return the `number` items of greatest weight, in the order in which they came."""
    best = sorted(range(len(items)), key=lambda index: -weight(items[index]))[:number]
    return [items[index] for index in sorted(best)]
