"""Forgetting: an article goes with everything that was made of it, at once or after so many days."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.briefing.model import Model
from bot.desk.store.part import Part
from bot.desk.store.tables import ArticleRow, BriefingRow, CaseRow, ClaimStateRow, ForgettingRow, LogRow, PostRow


class Forgotten(Model):
    """What was forgotten. `workflows` are the requests and posts whose history in the jobs must go too."""

    articles: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    workflows: tuple[str, ...] = ()


class Retention(Part):
    """Forgets; what Slack shows stays there, and is for the newsroom's own retention in Slack."""

    async def forget(self, article_id: str) -> Forgotten:
        """Forget an article, its briefings, their cases, logs and posts."""
        async with self.db.writing() as db:
            of_it = select(CaseRow.id).join(BriefingRow, BriefingRow.id == CaseRow.briefing)
            cases, workflows = await _drop_cases(db, of_it.where(BriefingRow.article == article_id))
            articles = await _drop_articles(db, select(ArticleRow.id).where(ArticleRow.id == article_id))
        return Forgotten(articles=articles, cases=cases, workflows=workflows)

    async def forget_older_than(self, days: int, *, now: datetime | None = None) -> Forgotten:
        """Forget the cases that were opened, and the articles that came in, more than `days` days ago.

        An article that a younger case is about stays as long as that case does.
        """
        limit = (now or datetime.now(UTC)) - timedelta(days=days)
        async with self.db.writing() as db:
            cases, workflows = await _drop_cases(db, select(CaseRow.id).where(CaseRow.created_at < limit))
            still = select(BriefingRow.article).join(CaseRow, CaseRow.briefing == BriefingRow.id)
            old = select(ArticleRow.id).where(ArticleRow.created_at < limit, ArticleRow.id.not_in(still))
            articles = await _drop_articles(db, old)
        return Forgotten(articles=articles, cases=cases, workflows=workflows)


async def _drop_cases(db: AsyncConnection, question: Select[Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Drop the cases that a question finds with all that hangs on them; return them and the ids of their workflows."""
    cases = (await db.scalars(question)).all()
    workflows: set[str] = set()
    if cases:  # noted in a table, since a list of thousands is more than a statement takes
        await db.execute(insert(ForgettingRow), [{"case": case} for case in cases])
    theirs = select(ForgettingRow.case)
    for column, case in ((CaseRow.request, CaseRow.id), (LogRow.request, LogRow.case), (PostRow.key, PostRow.case)):
        found = await db.scalars(select(column).where(case.in_(theirs)))
        workflows |= {one for one in found.all() if one}
    for table, case in ((LogRow, LogRow.case), (ClaimStateRow, ClaimStateRow.case), (PostRow, PostRow.case)):
        await db.execute(delete(table).where(case.in_(theirs)))
    await db.execute(delete(CaseRow).where(CaseRow.id.in_(theirs)))
    await db.execute(delete(ForgettingRow))
    return tuple(sorted(cases)), tuple(sorted(workflows))


async def _drop_articles(db: AsyncConnection, question: Select[Any]) -> tuple[str, ...]:
    articles: Sequence[str] = (await db.scalars(question)).all()
    await db.execute(delete(BriefingRow).where(BriefingRow.article.in_(question)))
    await db.execute(delete(ArticleRow).where(ArticleRow.id.in_(question)))
    return tuple(sorted(articles))
