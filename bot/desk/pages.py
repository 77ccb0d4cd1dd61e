"""The article page of a case: its signed link for the card, and what a browser gets there.

Apart from the page itself, which knows neither the store nor the time.
"""

from datetime import UTC, datetime, timedelta

from bot.briefing import page
from bot.desk import sentences
from bot.desk.case import standing
from bot.desk.store import Store
from bot.errors import PageExpiredError

SECRET = "article pages"  # noqa: S105 -- the secret's name; it is made by the store, once


class Pages:
    """The pages of cases, reached at `public_url`, with links that are good for `days`; no links without an address."""

    def __init__(self, store: Store, public_url: str | None, days: int) -> None:
        self._store = store
        self._url = public_url.rstrip("/") if public_url else None
        self._days = days

    async def link(self, case_id: str) -> str | None:
        """Return the link to a case's page; the same one all day, so that a card does not change by itself."""
        if self._url is None:
            return None
        today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        expires = today + timedelta(days=self._days + 1)
        return self._url + page.signed(case_id, secret=await self._store.secret(SECRET), expires=expires)

    async def html(self, token: str) -> str:
        """Return the page that a link's last part leads to; raise PageError where it is not good, or the case forgotten."""
        case_id = page.verified(token, secret=await self._store.secret(SECRET), now=datetime.now(UTC))
        case = await self._store.case(case_id)
        briefing = await self._store.briefing(case.briefing) if case is not None else None
        if briefing is None:
            raise PageExpiredError(sentences.FORGOTTEN, remedy="")
        latest = standing(await self._store.log(case_id))
        rulings = {claim: entry.ruling for claim, entry in latest.items() if entry.ruling}
        return page.render(briefing, rulings=rulings, dismissed=latest.keys() - rulings.keys())
