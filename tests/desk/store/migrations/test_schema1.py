"""A database of Factdesk 0.1 is taken over without loss, or not touched at all."""

from typing import Any

import pytest
from sqlalchemy import insert, inspect, select, update

from bot.briefing.ruling import Verdict
from bot.desk.case import ClaimState, Kind, State
from bot.desk.store import Store
from bot.desk.store.engine import Database
from bot.errors import SettingsError
from tests.desk.store.migrations import old_tables as old
from tests.desk.store.records import BRIEFING, NOW, case, line, ruling

LINKED = BRIEFING.model_copy(
    update={"article": BRIEFING.article.model_copy(update={"url": "https://News.example/?utm_id=1", "title": "A\0 b"})}
)
DATA = LINKED.model_dump(mode="json", by_alias=True)
OLD_CASE = case("1").model_dump(exclude={"request"})


def _said(claim: str, verdict: str | None) -> dict[str, Any]:
    ours = {"case": "1", "claim": claim, "verdict": verdict, "reason": "r", "links": ["https://a.example"]}
    return ours | {"by": "U1", "at": NOW}


@pytest.fixture
async def old_url(url: str) -> str:
    """Return the URL of a database as Factdesk 0.1 left it."""
    database = Database(url)
    async with database.writing() as db:
        await db.run_sync(old.Base.metadata.create_all)
        await db.execute(insert(old.SchemaVersion).values(version=old.SCHEMA_VERSION))
        for briefing_id in (BRIEFING.id, "again"):
            values = {"id": briefing_id, "data": DATA | {"id": briefing_id}, "created_at": NOW}
            await db.execute(insert(old.BriefingRow).values(values))
        await db.execute(insert(old.CaseRow).values(OLD_CASE))
        await db.execute(insert(old.CaseRow).values(OLD_CASE | {"id": "2", "card_ts": "2.1", "url": None}))
        await db.execute(insert(old.PostRow), [{"case": "1", "place": n, "ts": f"1.{n}"} for n in range(3)])
        said = [_said("C1", "false"), _said("C2", None), _said("C1", "true")]
        await db.execute(insert(old.RulingRow), said)
        await db.execute(insert(old.SeenRow).values(key="T1:Ev1", at=NOW))
    await database.close()
    return url


async def test_all_that_it_holds_is_taken_over(old_url: str) -> None:
    async with Store(old_url) as store:
        assert await store.briefing(BRIEFING.id) == LINKED
        assert await store.briefing("again") == LINKED.model_copy(update={"id": "again"})
        assert await store.article_of(BRIEFING.id) == await store.article_of("again") is not None
        assert await store.case("1") == case("1")
        assert await store.case("2") == case("2", url=None)
        assert await store.posts("1") == {0: "1.0", 1: "1.1", 2: "1.2"}
        first = ruling("C1").model_copy(update={"verdict": Verdict.FALSE})
        dismissed = line(Kind.DISMISSAL, "C2", reason="r", links=["https://a.example"])
        assert await store.log("1") == [first, dismissed, ruling("C1")]


async def test_what_is_taken_over_goes_on_as_if_it_were_new(old_url: str) -> None:
    async with Store(old_url) as store:
        decided = {"C1": (State.RULED, 3), "C2": (State.DISMISSED, 2)}
        states = await store.claim_states("1")
        assert {claim: (one.state, one.seq) for claim, one in states.items() if one.seq} == decided
        assert states.keys() == {claim.id for claim in BRIEFING.claims}
        assert (await store.claim_states("2"))["C1"] == ClaimState(claim="C1")
        assert await store.append("1", [ruling("C3")], after=3) == range(4, 5)
        assert await store.keep(LINKED) == LINKED
        article = await store.article_of(BRIEFING.id)
        newer = LINKED.model_copy(update={"id": "newer"})
        await store.keep(newer)
        assert await store.article_of("newer") == article, "the same article has the same id"
        assert (await store.forget(article or "")).cases == ("1", "2")


async def test_the_tables_of_before_are_gone(old_url: str) -> None:
    async with Store(old_url) as store, store.db.reading() as db:
        names = await db.run_sync(lambda connection: inspect(connection).get_table_names())
    assert not {name for name in names if name.startswith("old_") or name in {"rulings", "schema_version", "seen"}}


async def test_tables_of_another_version_are_left_alone(old_url: str) -> None:
    database = Database(old_url)
    async with database.writing() as db:
        await db.execute(update(old.SchemaVersion).values(version=2))
    with pytest.raises(SettingsError, match="version 2"):
        async with Store(old_url):
            pass
    async with database.reading() as db:
        assert len((await db.execute(select(old.RulingRow.id))).all()) == 3
    await database.close()


async def test_what_cannot_be_taken_over_whole_is_not_touched(old_url: str) -> None:
    database = Database(old_url)
    async with database.writing() as db:
        await db.execute(update(old.BriefingRow).where(old.BriefingRow.id == "again").values(data={"damaged": True}))
    with pytest.raises(KeyError):
        async with Store(old_url):
            pass
    async with database.reading() as db:
        assert len((await db.execute(select(old.RulingRow.id))).all()) == 3
        names = await db.run_sync(lambda connection: inspect(connection).get_table_names())
    assert "log" not in names
    await database.close()
