"""The export as schema.org ClaimReview in JSON-LD, for the page on which the newsroom publishes its rulings.

It holds what Google's guidelines ask for and nothing else: reasons, links, notes and names of the team were written
for the desk and may point to its own sources. https://schema.org/ClaimReview,
https://developers.google.com/search/docs/appearance/structured-data/factcheck
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from bot.briefing import reading
from bot.briefing.export.address import web
from bot.briefing.export.dossier import Dossier, Standing, Told
from bot.briefing.export.newsroom import BEST, SCALE, WORST, Newsroom
from bot.briefing.legible import legible
from bot.briefing.model import Article, Briefing, Claim
from bot.briefing.ruling import Ruling

Data = dict[str, Any]
CONTEXT: Final = "https://schema.org"
# Sources that are nobody by name: "officials", "critics", "a report".
_NOBODY: Final = frozenset({"unnamed", "vague", "none", "document"})
_ORGANISED: Final = frozenset({"organisation", "media"})
# So that the text can stand inside a page's <script> and never end it.
_IN_PAGE: Final = str.maketrans({"<": r"\u003c", ">": r"\u003e", "&": r"\u0026"})


def dumps(dossiers: Sequence[Dossier], newsroom: Newsroom) -> str:
    """Return the JSON-LD of all claims that are ruled on, fit for a `<script type="application/ld+json">`."""
    return json.dumps(dump(dossiers, newsroom), ensure_ascii=False, indent=2).translate(_IN_PAGE) + "\n"


def dump(dossiers: Sequence[Dossier], newsroom: Newsroom) -> Data:
    """Return one ClaimReview, or a `@graph` of any other number of them."""
    found = [
        _review(dossier.briefing, told, told.ruling, newsroom)
        for dossier in dossiers
        for told in dossier.told()
        if told.ruling is not None and told.standing is Standing.RULED and legible(told.text)
    ]
    if len(found) == 1:
        return {"@context": CONTEXT, **found[0]}
    return {"@context": CONTEXT, "@graph": found}


def _review(briefing: Briefing, told: Told, ruling: Ruling, newsroom: Newsroom) -> Data:
    review = {
        "@type": "ClaimReview",
        "url": newsroom.review(briefing.id, told.id),
        "claimReviewed": legible(told.text),
        "datePublished": ruling.at.date().isoformat(),
        "author": {"@type": "Organization", "name": newsroom.name, "url": newsroom.url},
        "itemReviewed": _item(briefing, told.claim),
        "reviewRating": rating(str(ruling.verdict)),
    }
    return _without_gaps(review)


def rating(verdict: str, scale: Mapping[str, int] = SCALE) -> Data:
    """Return the verdict in words, with its number where it says how true the claim is."""
    words = {"@type": "Rating", "alternateName": legible(verdict).capitalize()}
    value = scale.get(verdict)
    return words if value is None else {**words, "ratingValue": value, "bestRating": BEST, "worstRating": WORST}


def _item(briefing: Briefing, claim: Claim | None) -> Data | None:
    """Return the claim as it was made; of one that a person added, the article does not say who made it or when."""
    if claim is None:
        return None
    known = _without_gaps(
        {
            "author": author(briefing, claim),
            "datePublished": _day(briefing.article.published),
            "appearance": _appearance(briefing.article),
        }
    )
    return {"@type": "Claim", **known} if known else None


def author(briefing: Briefing, claim: Claim) -> Data | None:
    """Return who made the claim, where the article names that person or organisation."""
    source = reading.source(briefing, claim)
    if source is None or source.kind in _NOBODY:
        return None
    actor = next((one for one in briefing.actors if one.id == source.actor), None)
    if actor is not None and legible(actor.name):
        return {"@type": "Person" if actor.kind == "person" else "Organization", "name": legible(actor.name)}
    words = legible(source.span.quote) if source.span else ""
    return {"@type": "Organization", "name": words} if words and source.kind in _ORGANISED else None


def _appearance(article: Article) -> Data | None:
    """Return where the claim stands: the article's address, which a pasted text has not."""
    address = web(article.url or "")
    if address is None:
        return None
    publisher = legible(article.publisher or "")
    return _without_gaps(
        {
            "@type": "CreativeWork",
            "url": address,
            "headline": legible(article.title or "") or None,
            "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
            "datePublished": _day(article.published),
        }
    )


def _day(published: str | None) -> str | None:
    try:
        return date.fromisoformat((published or "")[:10]).isoformat()
    except ValueError:
        return None


def _without_gaps(data: Data) -> Data:
    return {key: value for key, value in data.items() if value is not None}
