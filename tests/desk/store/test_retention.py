"""What is forgotten is gone from every table, and what is not stays."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, insert, select

from bot.desk.case import Case
from bot.desk.store import Forgotten, Post, Store
from bot.desk.store.tables import Base, CaseRow
from tests.desk.store.records import BRIEFING, case, opened, ruling

DAY = timedelta(days=1)
NOW = datetime.now(UTC)
OTHER = BRIEFING.model_copy(
    update={"id": "other", "article": BRIEFING.article.model_copy(update={"url": "https://b.example/"})}
)


async def worked_on(store: Store, *cases: Case) -> None:
    await store.keep(OTHER)
    await opened(store, *cases)
    for one in cases:
        await store.append(one.id, [ruling("C1"), ruling("C2")], after=0, request=f"T1:{one.id}:ruled")
        await store.sending(Post(key=f"{one.id}:0", team="T1", channel="C1", case=one.id, place=0))


async def rows(store: Store) -> dict[str, int]:
    tables = Base.metadata.sorted_tables
    async with store.db.reading() as db:
        counts = {table.name: await db.scalar(select(func.count()).select_from(table)) for table in tables}
    return {name: count for name, count in counts.items() if count}


async def test_an_article_goes_with_all_that_was_made_of_it(store: Store) -> None:
    await worked_on(store, case("1", request="T1:brief"), case("2"), case("3", briefing="other"))
    forgotten = await store.forget(await store.article_of(BRIEFING.id) or "")
    assert forgotten.cases == ("1", "2")
    assert len(forgotten.articles) == 1
    assert forgotten.workflows == ("1:0", "2:0", "T1:1:ruled", "T1:2:ruled", "T1:brief")
    assert await rows(store) == {
        "articles": 1, "briefings": 1, "cases": 1, "log": 2, "posts": 1, "claim_states": len(BRIEFING.claims),
    }  # fmt: skip
    assert await store.log("3") == [ruling("C1"), ruling("C2")]


async def test_what_nobody_knows_is_forgotten_already(store: Store) -> None:
    await worked_on(store, case("1"))
    assert await store.forget("none") == Forgotten()
    assert len(await store.log("1")) == 2


async def test_an_article_without_a_case_is_forgotten(store: Store) -> None:
    await store.keep(BRIEFING)
    assert len((await store.forget(await store.article_of(BRIEFING.id) or "")).articles) == 1
    assert await rows(store) == {}


async def test_cases_older_than_the_limit_go_and_younger_ones_stay(store: Store) -> None:
    await worked_on(store, case("old", created_at=NOW - 31 * DAY), case("young", created_at=NOW - 29 * DAY))
    forgotten = await store.forget_older_than(30)
    assert (forgotten.cases, forgotten.articles) == (("old",), ())
    assert await store.case("young") is not None
    assert await store.briefing(BRIEFING.id) == BRIEFING


async def test_an_old_article_stays_as_long_as_a_case_is_about_it(store: Store) -> None:
    await worked_on(store, case("1", created_at=NOW + 9 * DAY))
    later = await store.forget_older_than(30, now=NOW + 35 * DAY)
    assert (len(later.articles), later.cases) == (1, ()), "the other article, which no case is about"
    last = await store.forget_older_than(30, now=NOW + 40 * DAY)
    assert (len(last.articles), last.cases) == (1, ("1",))
    assert await rows(store) == {}


async def test_more_are_forgotten_at_once_than_a_statement_has_room_for(store: Store) -> None:
    await store.keep(BRIEFING)
    cases = [case(str(number)).model_dump() for number in range(33_000)]
    async with store.db.writing() as db:
        await db.execute(insert(CaseRow), cases)
    assert len((await store.forget_older_than(30)).cases) == len(cases)
    await store.forget_older_than(0, now=NOW + DAY)
    assert await rows(store) == {}
