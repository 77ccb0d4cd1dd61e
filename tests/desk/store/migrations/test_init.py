"""The steps make the tables that the store asks, and a database of a newer program is left alone."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.desk.store import Store
from bot.desk.store.engine import Database
from bot.desk.store.migrations import migrate, revision
from bot.desk.store.tables import Base
from bot.errors import SettingsError


def _is_ours(name: str | None, kind: str, _: object) -> bool:
    """Leave out the index of words, which is each database's own."""
    return kind != "table" or not (name or "").startswith("words")


def _differences(connection: Connection) -> list[object]:
    opts = {"compare_type": True, "target_metadata": Base.metadata, "include_name": _is_ours}
    context = MigrationContext.configure(connection, opts=opts)
    return list(compare_metadata(context, Base.metadata))


async def test_the_steps_make_the_tables_as_they_are_told(store: Store) -> None:
    async with store.db.reading() as db:
        assert await db.run_sync(_differences) == []


async def test_a_database_says_how_far_it_is(url: str) -> None:
    database = Database(url)
    async with database.reading() as db:
        before = await db.run_sync(revision)
    async with Store(url), database.reading() as db:
        after = await db.run_sync(revision)
    await database.close()
    assert before.found is None
    assert after.found == after.wanted == before.wanted


async def test_a_second_start_changes_nothing(store: Store) -> None:
    secret = await store.secret("pages")
    async with store.db.writing() as db:
        await db.run_sync(migrate)
    assert await store.secret("pages") == secret


async def test_the_tables_of_a_newer_program_are_left_alone(url: str) -> None:
    async with Store(url) as store, store.db.writing() as db:
        await db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SettingsError, match="9999") as caught:
        async with Store(url):
            pass
    assert caught.value.key == "FACTDESK_DATABASE_URL"
