"""How the two databases are opened."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError, StatementError

from bot.desk.store import Store
from bot.desk.store.engine import address
from bot.desk.store.tables import SecretRow
from tests.desk.store.records import BRIEFING, case, ruling


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("sqlite:///a.db", "sqlite+aiosqlite:///a.db"),
        ("sqlite+aiosqlite:///a.db", "sqlite+aiosqlite:///a.db"),
        ("postgres://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
        ("postgresql://u:p@h:5/d?ssl=require", "postgresql+asyncpg://u:p@h:5/d?ssl=require"),
        ("postgresql+asyncpg://h/d", "postgresql+asyncpg://h/d"),
    ],
)
def test_a_url_gets_the_driver_that_is_spoken_through(written: str, read: str) -> None:
    assert address(written).render_as_string(hide_password=False) == read


async def test_sqlite_is_set_up_for_many_writers_that_can_crash(tmp_path: Path) -> None:
    async with Store(f"sqlite:///{tmp_path / 'desk.db'}") as store, store.db.reading() as db:
        wanted = {"journal_mode": "wal", "synchronous": 1, "busy_timeout": 10_000, "foreign_keys": 1}
        found = {name: (await db.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in wanted}
    assert found == wanted


async def test_what_fails_in_the_middle_leaves_nothing(store: Store) -> None:
    with pytest.raises(LookupError):  # noqa: PT012 -- the transaction is what is tested
        async with store.db.writing() as db:
            await db.execute(insert(SecretRow).values(name="half", value="done"))
            raise LookupError
    async with store.db.reading() as db:
        assert await db.scalar(select(SecretRow.value)) is None


async def test_two_that_read_before_they_write_do_not_undo_each_other(url: str) -> None:
    async def count(store: Store) -> None:
        async with store.db.writing() as db:
            value = await db.scalar(select(SecretRow.value).where(SecretRow.name == "n").with_for_update())
            await db.execute(SecretRow.__table__.update().values(value=str(int(value or 0) + 1)))  # type: ignore[attr-defined]

    async with Store(url) as one, Store(url) as other:
        async with one.db.writing() as db:
            await db.execute(insert(SecretRow).values(name="n", value="0"))
        await asyncio.gather(*(count(store) for store in (one, other) * 10))
        async with one.db.reading() as db:
            assert await db.scalar(select(SecretRow.value)) == "20"


async def test_an_error_of_the_database_does_not_repeat_what_was_written(store: Store) -> None:
    with pytest.raises(IntegrityError) as caught:
        await store.append("none", [ruling("C1").model_copy(update={"reason": "Serhii told me"})], after=None)
    assert "Serhii" not in str(caught.value)


async def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    naive = ruling("C1").at.replace(tzinfo=None)
    await store.keep(BRIEFING)
    with pytest.raises(StatementError):
        await store.open(case("1", created_at=naive))
