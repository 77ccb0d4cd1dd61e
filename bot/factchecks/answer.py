"""Reads what Google answers to `claims:search`: the reviews, or why there are none.

https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search; errors come as
https://docs.cloud.google.com/apis/design/errors has them. Any field may be missing, and a review that lacks its
publisher, rating or link is no use to anybody.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from bot.briefing.legible import legible
from bot.briefing.review import Review
from bot.errors import FactCheckBusyError, FactCheckDownError, FactCheckError, FactCheckKeyError
from bot.factchecks import sentences

# A key that is unknown or expired comes as 400, and is told from a question that is wrong only by this.
_OF_THE_KEY: Final = re.compile(r"API_KEY_\w+|CONSUMER_\w+")
_SECONDS: Final = re.compile(r"(\d+(?:\.\d+)?)s?")
WAIT: Final = 30.0
"""So many seconds to wait where Google does not say."""


def reviews(body: bytes) -> tuple[Review, ...]:
    """Return the reviews in Google's order, each once; raise FactCheckError where the answer is not what Google sends."""
    data = _json(body)
    claims = data.get("claims", []) if isinstance(data, dict) else None
    if not isinstance(claims, list):
        raise FactCheckError(sentences.UNREADABLE)
    found: dict[str, Review] = {}
    for claim in claims:
        for review in _of(claim):
            found.setdefault(review.url, review)
    return tuple(found.values())


def refusal(status: int, body: bytes, retry_after: str = "") -> FactCheckError:
    """Return the error for an answer that is none, without a word of Google's in it."""
    if status == 429:  # noqa: PLR2004
        return FactCheckBusyError(sentences.BUSY, seconds=_wait(retry_after, body))
    if status == 401 or (status == 400 and _blames_the_key(body)):  # noqa: PLR2004
        return FactCheckKeyError(sentences.KEY_REFUSED)
    if status == 403:  # noqa: PLR2004
        return FactCheckKeyError(sentences.NOT_ALLOWED)
    if status >= 500:  # noqa: PLR2004
        return FactCheckDownError(sentences.DOWN.format(status=status))
    return FactCheckError(sentences.REFUSED.format(status=status))


def _of(claim: object) -> Iterator[Review]:
    for found in _items(claim, "claimReview"):
        publisher = found.get("publisher")
        who = _text(publisher, "name") or _text(publisher, "site")
        rating, url = _text(found, "textualRating"), _text(found, "url")
        if who and rating and re.match(r"https?://\w", url):
            yield Review(
                claim=_text(claim, "text"),
                claimant=_text(claim, "claimant"),
                publisher=who,
                rating=rating,
                title=_text(found, "title"),
                url=url,
                date=_day(_text(found, "reviewDate")),
            )


def _blames_the_key(body: bytes) -> bool:
    return any(_OF_THE_KEY.fullmatch(_text(detail, "reason")) for detail in _details(body))


def _wait(retry_after: str, body: bytes) -> float:
    """Return for how many seconds Google wants to be left alone, by its header or its RetryInfo."""
    told = [retry_after.strip(), *(_text(detail, "retryDelay") for detail in _details(body))]
    return max((float(match[1]) for match in map(_SECONDS.fullmatch, told) if match), default=WAIT)


def _details(body: bytes) -> list[object]:
    try:
        data = _json(body)
    except FactCheckError:
        return []
    return list(_items(data.get("error") if isinstance(data, dict) else None, "details"))


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        pass
    raise FactCheckError(sentences.UNREADABLE)  # out here, since the parser's error holds what it read


def _items(data: object, key: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a list in an object; nothing where there is no such list."""
    items = data.get(key) if isinstance(data, dict) else None
    yield from (item for item in items if isinstance(item, dict)) if isinstance(items, list) else ()


def _text(data: object, key: str) -> str:
    value = data.get(key) if isinstance(data, dict) else None
    return legible(value) if isinstance(value, str) else ""


def _day(told: str) -> str | None:
    try:
        return date.fromisoformat(told[:10]).isoformat()
    except ValueError:
        return None
