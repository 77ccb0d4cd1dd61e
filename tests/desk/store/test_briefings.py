"""Articles and briefings are kept once and never change."""

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError

from bot.desk.store import Store
from bot.desk.store.tables import ArticleRow, Base, BriefingRow
from tests.desk.store.records import BRIEFING

LINK = "https://News.example/a?utm_source=x#top"


async def test_a_kept_briefing_never_changes(store: Store) -> None:
    assert await store.keep(BRIEFING) == BRIEFING
    assert await store.keep(BRIEFING.model_copy(update={"notices": ("other",)})) == BRIEFING
    assert await store.briefing("none") is None


async def test_the_text_is_kept_once_for_all_briefings_of_an_article(store: Store) -> None:
    await store.keep(BRIEFING)
    await store.keep(BRIEFING.model_copy(update={"id": "other"}))
    article_id = await store.article_of(BRIEFING.id)
    assert article_id == await store.article_of("other")
    async with store.db.reading() as db:
        assert await db.scalar(select(func.count()).select_from(ArticleRow)) == 1
        assert "text" not in (await db.scalars(select(BriefingRow.data))).all()[0]["article"]
    assert article_id is not None
    article = await store.article(article_id)
    assert article is not None
    assert article.text == BRIEFING.article.text
    assert await store.article("none") is None
    assert await store.article_of("none") is None


async def test_the_same_text_under_another_link_is_another_article(store: Store) -> None:
    linked = BRIEFING.model_copy(update={"id": "2", "article": BRIEFING.article.model_copy(update={"url": LINK})})
    await store.keep(BRIEFING)
    await store.keep(linked)
    article_id = await store.article_of("2")
    assert article_id != await store.article_of(BRIEFING.id)
    article = await store.article(article_id or "")
    assert article is not None
    assert article.url == "https://news.example/a"
    kept = await store.briefing("2")
    assert kept == linked, "the briefing itself keeps the link as it was"


async def test_a_title_with_what_postgresql_does_not_take_is_kept(store: Store) -> None:
    odd = BRIEFING.article.model_copy(update={"title": "A\0 title", "publisher": "half \ud83d"})
    briefing = BRIEFING.model_copy(update={"article": odd})
    await store.keep(briefing)
    assert await store.briefing(BRIEFING.id) == briefing


@pytest.mark.parametrize("table", [ArticleRow, BriefingRow])
async def test_the_database_itself_refuses_a_change(store: Store, table: type[Base]) -> None:
    await store.keep(BRIEFING)
    with pytest.raises(DBAPIError, match="never changed"):
        async with store.db.writing() as db:
            await db.execute(update(table).values(id="other"))
