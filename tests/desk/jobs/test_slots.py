"""Who holds a slot lives; whose slot is free is dead; and a server that was away changes neither."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from bot.desk.jobs.slots import LOCKS, FileSlots, ServerSlots, Slots, name, number
from tests.desk.jobs.given import until

DOUBT = 0.2


def make(url: str, tmp_path: Path) -> Slots:
    return FileSlots(tmp_path) if url.startswith("sqlite") else ServerSlots(url, doubt=DOUBT)


async def dead(slots: Slots, slot: int) -> bool:
    async with slots.dead(slot) as found:
        return found


async def found_dead(slots: Slots, slot: int) -> None:
    """Look from time to time, as those do who take over, until a slot is found dead."""
    await until(lambda: dead(slots, slot))


def test_a_mark_names_its_slot_and_nothing_else_does() -> None:
    assert number(name(3)) == 3
    assert [number(mark) for mark in ("", "local", "desk-", "desk-x", "3")] == [None] * 5


async def test_processes_hold_different_slots_and_a_slot_let_go_is_taken_again(url: str, tmp_path: Path) -> None:
    async with make(url, tmp_path) as first:
        async with make(url, tmp_path) as second:
            assert (first.slot, second.slot) == (0, 1)
        async with make(url, tmp_path) as third:
            assert third.slot == 1


async def test_a_slot_is_dead_when_nobody_holds_it(url: str, tmp_path: Path) -> None:
    async with make(url, tmp_path) as ours:
        async with make(url, tmp_path) as theirs:
            assert not await dead(ours, theirs.slot)
        await found_dead(ours, theirs.slot)
        assert not await dead(ours, ours.slot)


async def test_while_somebody_looks_whether_a_slot_is_dead_nobody_takes_it(url: str, tmp_path: Path) -> None:
    async with make(url, tmp_path) as ours:
        await found_dead(ours, 1)
        async with ours.dead(1) as free:
            assert free
            async with make(url, tmp_path) as theirs:
                assert theirs.slot == 2


async def test_who_is_alone_knows_it(url: str, tmp_path: Path) -> None:
    async with make(url, tmp_path) as ours:
        assert await ours.alone()
        async with make(url, tmp_path):
            assert not await ours.alone()
        assert await ours.alone()


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_a_slot_just_let_go_at_the_server_is_doubted_for_a_while(url: str, tmp_path: Path) -> None:
    async with make(url, tmp_path) as ours:
        ours._doubt = 3600.0  # type: ignore[attr-defined]
        assert not await dead(ours, 1)
        assert not await dead(ours, 1)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_a_holder_whose_connection_broke_takes_its_slot_again(url: str, tmp_path: Path) -> None:
    async with make(url, tmp_path) as ours, make(url, tmp_path) as theirs, connected(url) as connection:
        assert await broken(connection) == 2
        await until(lambda: not (ours._holds or theirs._holds))  # type: ignore[attr-defined]
        await until(lambda: ours._holds and theirs._holds)  # type: ignore[attr-defined]
        assert (ours.slot, theirs.slot) == (0, 1)
        async with make(url, tmp_path) as third:
            assert third.slot == 2
        assert not ours.lost.is_set()


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_a_holder_learns_that_another_has_got_its_slot(url: str, tmp_path: Path) -> None:
    async with make(url, tmp_path) as ours, connected(url) as connection:
        while not await connection.fetchval("SELECT pg_try_advisory_lock($1, $2)", LOCKS, ours.slot):
            await broken(connection)  # and again, should its holder have been faster
        async with asyncio.timeout(20):
            await ours.lost.wait()


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


async def broken(connection: asyncpg.Connection) -> int:
    """Break all other connections to the database, and return how many there were."""
    question = (
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    return int(await connection.fetchval(question))
