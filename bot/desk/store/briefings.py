"""Articles and briefings: kept once, by what they hold, and never changed."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from bot.briefing.model import Article, Briefing
from bot.desk.share import tidy
from bot.desk.store.part import Part, storable
from bot.desk.store.tables import ArticleRow, BriefingRow


class Briefings(Part):
    """Keeps the article's text apart from its briefings, which would each repeat it."""

    async def keep(self, briefing: Briefing) -> Briefing:
        """Keep a briefing and return what is kept: one with its id may be there already, and never changes."""
        data = briefing.model_dump(mode="json", by_alias=True)
        article = article_values(data["article"])
        del data["article"]["text"]
        now = datetime.now(UTC)
        async with self.db.writing() as db:
            await self.db.insert_new(db, ArticleRow, **article, created_at=now)
            values = {"id": briefing.id, "article": article["id"], "data": data, "created_at": now}
            is_new = await self.db.insert_new(db, BriefingRow, **values)
        return briefing if is_new else await self.briefing(briefing.id) or briefing

    async def briefing(self, briefing_id: str) -> Briefing | None:
        """Return a kept briefing."""
        question = (
            select(BriefingRow.data, ArticleRow.text)
            .join(ArticleRow, ArticleRow.id == BriefingRow.article)
            .where(BriefingRow.id == briefing_id)
        )
        async with self.db.reading() as db:
            row = (await db.execute(question)).one_or_none()
        if row is None:
            return None
        return Briefing.model_validate(row.data | {"article": row.data["article"] | {"text": row.text}})

    async def article(self, article_id: str) -> Article | None:
        """Return a kept article; what only its briefing says of it, such as its authors, is not in it."""
        columns = [getattr(ArticleRow, name) for name in _SHOWN]
        async with self.db.reading() as db:
            row = (await db.execute(select(*columns).where(ArticleRow.id == article_id))).mappings().one_or_none()
        return None if row is None else Article(**row)

    async def article_of(self, briefing_id: str) -> str | None:
        """Return the id of the article that a briefing is of, to forget it by."""
        async with self.db.reading() as db:
            return await db.scalar(select(BriefingRow.article).where(BriefingRow.id == briefing_id))


_SHOWN = ("url", "title", "publisher", "published", "words", "sha256", "text", "fetched_at")


def article_values(article: dict[str, Any]) -> dict[str, Any]:
    """Return an article's columns from its JSON: its id is the hash of its link, tidied, and of its text."""
    url = None if article["url"] is None else _plain(tidy(article["url"]))
    identity = hashlib.sha256(f"{url or ''}\n{article['sha256']}".encode()).hexdigest()
    values = {name: article[name] for name in _SHOWN} | {"id": identity[:32], "url": url}
    return values | {name: _plain(values[name]) for name in ("title", "publisher", "published", "fetched_at")}


def _plain(text: str | None) -> str | None:
    return text if text is None else storable(text)
