"""What outlives a restart, and what a store says of a database that it cannot use."""

import asyncio
import multiprocessing
from pathlib import Path

import pytest

from bot.desk.case import Kind
from bot.desk.store import Post, Store
from bot.errors import DatabaseError, SettingsError
from tests.desk.store.records import BRIEFING, case, line, opened, ruling
from tests.desk.store.starting import start
from tests.postgres import Cluster


async def test_all_is_there_after_a_restart(url: str) -> None:
    async with Store(url) as store:
        await opened(store)
        await store.sending(Post(key="1:0", team="T1", channel="C1", case="1", place=0))
        await store.sent("1:0", "1.1")
        await store.append("1", [ruling("C1"), line(Kind.DISMISSAL, "C2")], after=None)
        secret = await store.secret("pages")
    async with Store(url) as store:
        assert await store.briefing(BRIEFING.id) == BRIEFING
        assert await store.case("1") == case("1", card_ts="1.1")
        assert await store.posts("1") == {0: "1.1"}
        assert await store.log("1") == [ruling("C1"), line(Kind.DISMISSAL, "C2")]
        assert await store.secret("pages") == secret


async def test_many_may_start_at_once_on_an_empty_database(url: str) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as processes:
        secrets = await asyncio.to_thread(processes.map, start, [url] * 3, chunksize=1)
    assert len(set(secrets)) == 1


@pytest.mark.parametrize(
    "wrong", ["nonsense", "sqlite:////dev/null/desk.db", "oracle://desk", "postgresql://127.0.0.1:1/x"]
)
async def test_a_database_that_cannot_be_opened_names_its_setting(wrong: str) -> None:
    with pytest.raises(SettingsError) as caught:
        async with Store(wrong):
            pass
    assert caught.value.key == "FACTDESK_DATABASE_URL"


async def test_a_folder_that_is_no_folder_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError):
        Store(f"sqlite:///{tmp_path / 'file' / 'desk.db'}")


async def test_a_server_that_was_away_is_missed_and_then_used_again(postgres: Cluster) -> None:
    async with Store(postgres.database()) as store:
        await opened(store)
        postgres.stop()
        try:
            for _ in range(3):
                with pytest.raises(DatabaseError) as caught:
                    await store.append("1", [line(Kind.NOTE, reason="Serhii told me")], after=None)
                assert "Serhii" not in str(caught.value)
            with pytest.raises(DatabaseError):
                await store.ping()
        finally:
            postgres.start()
        await store.ping()
        await store.append("1", [line(Kind.NOTE, reason="there again")], after=None)
        assert [one.reason for one in await store.log("1")] == ["there again"]


async def test_a_server_that_goes_while_it_is_asked_is_missed(postgres: Cluster) -> None:
    async with Store(postgres.database()) as store:
        try:
            with pytest.raises(DatabaseError):  # noqa: PT012 -- the server goes in between
                async with store.db.writing() as db:
                    await asyncio.to_thread(postgres.stop)
                    await db.exec_driver_sql("SELECT 1")
        finally:
            postgres.start()


async def test_a_locked_file_is_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.desk.store.engine.BUSY_SECONDS", 0)
    monkeypatch.setattr("bot.desk.store.engine._PRAGMAS", ("busy_timeout=1", "journal_mode=WAL"))
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    async with Store(url) as one, Store(url) as other, one.db.writing():
        with pytest.raises(DatabaseError):
            await other.secret("pages")
