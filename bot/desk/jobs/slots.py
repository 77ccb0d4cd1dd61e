"""Slots: each process holds one while it lives, and its jobs bear the slot's name. Whose slot is free is dead.

With SQLite a slot is a locked file, let go by the system with its process. With PostgreSQL it is an advisory lock, held
by a connection: that may break while the process lives, which then takes it again at once, and all others wait a while.
"""

import asyncio
import fcntl
import logging
import os
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from bot.desk.store.engine import address

MOST = 64
LOOK_SECONDS = 1.0
DOUBT_SECONDS = 10.0
ANSWER_SECONDS = 5.0
_PREFIX = "desk-"
LOCKS = 1_717_986_918  # ours among a server's advisory locks
# a machine that lost its power says no goodbye: the server asks after it, and lets go within 15 seconds
_KEEPALIVE = {"tcp_keepalives_idle": "5", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "2"}
_HELD = text(
    "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
    " WHERE locktype = 'advisory' AND classid = :locks AND granted AND datname = current_database()"
)
_HERE = text("SELECT 1")
_AGE = text("SELECT EXTRACT(epoch FROM now() - pg_postmaster_start_time())")
_TAKE = text("SELECT pg_try_advisory_lock(:locks, :slot)")
_LEAVE = text("SELECT pg_advisory_unlock(:locks, :slot)")
_log = logging.getLogger(__name__)


def name(slot: int) -> str:
    """Return how the jobs of a slot's process are marked."""
    return f"{_PREFIX}{slot}"


def number(mark: str) -> int | None:
    """Return the slot that a mark names, None where it names none."""
    digits = mark.removeprefix(_PREFIX)
    return int(digits) if mark.startswith(_PREFIX) and digits.isdigit() else None


class Slots(ABC):
    """All slots, of which one is held while the context lasts; `lost` is set where another process has got it since."""

    def __init__(self) -> None:
        self.slot = -1
        self.lost = asyncio.Event()

    async def __aenter__(self) -> Self:
        for slot in range(MOST):
            if await self._take(slot):
                self.slot = slot
                return self
        raise RuntimeError("all slots are taken")

    @abstractmethod
    async def __aexit__(self, *_: object) -> None:
        """Let go of the slot."""

    @abstractmethod
    async def _take(self, slot: int) -> bool:
        """Take a slot, if it is free."""

    @abstractmethod
    async def alone(self) -> bool:
        """Tell whether nobody holds any other slot."""

    @abstractmethod
    def dead(self, slot: int) -> AbstractAsyncContextManager[bool]:
        """Tell whether the process of a slot is dead; if it is, nobody takes the slot while this context lasts."""


class FileSlots(Slots):
    """Slots of processes on one machine, in a folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._held = -1

    async def __aexit__(self, *_: object) -> None:
        os.close(self._held)

    async def _take(self, slot: int) -> bool:
        self._held = self._lock(slot)
        return self._held >= 0

    @asynccontextmanager
    async def dead(self, slot: int) -> AsyncIterator[bool]:
        """Tell whether the process of a slot is dead."""
        held = self._lock(slot)
        try:
            yield held >= 0
        finally:
            if held >= 0:
                os.close(held)

    async def alone(self) -> bool:
        """Tell whether nobody holds any other slot."""
        for slot in range(MOST):
            if slot != self.slot and self._file(slot).exists():
                async with self.dead(slot) as dead:
                    if not dead:
                        return False
        return True

    def _file(self, slot: int) -> Path:
        return self._folder / f"{name(slot)}.lock"

    def _lock(self, slot: int) -> int:
        """Return the file of a slot, locked; -1 where another has it."""
        file = os.open(self._file(slot), os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return -1
        return file


class ServerSlots(Slots):
    """Slots of processes on any machines, at a PostgreSQL server; not through a proxy that shares connections."""

    def __init__(self, url: str, *, doubt: float = DOUBT_SECONDS) -> None:
        super().__init__()
        self._doubt = doubt
        self._engine = create_async_engine(
            address(url),
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"timeout": ANSWER_SECONDS, "server_settings": _KEEPALIVE},
        )
        self._connection: AsyncConnection | None = None
        self._holds = False
        self._turn = asyncio.Lock()
        self._free_since: dict[int, float] = {}
        self._watch: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        # after a restart of the server, those who held a slot before it come first
        while (age := float(str(await self._ask(_AGE)))) < self._doubt:  # noqa: ASYNC110 -- it grows by itself
            await asyncio.sleep(min(LOOK_SECONDS, self._doubt - age))
        await super().__aenter__()
        self._holds = True
        self._watch = asyncio.create_task(self._keep())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        await self._drop()
        await self._engine.dispose()

    async def _take(self, slot: int) -> bool:
        return bool(await self._ask(_TAKE, slot))

    @asynccontextmanager
    async def dead(self, slot: int) -> AsyncIterator[bool]:
        """Tell whether the process of a slot is dead: whether the slot has been free for longer than one may doubt it."""
        clock = asyncio.get_running_loop().time
        if slot == self.slot or not await self._take(slot):
            self._free_since.pop(slot, None)
            yield False
            return
        try:
            yield clock() - self._free_since.setdefault(slot, clock()) >= self._doubt
        finally:
            await self._ask(_LEAVE, slot)

    async def alone(self) -> bool:
        """Tell whether nobody holds any other slot."""
        return self._holds and int(str(await self._ask(_HELD))) == 1

    async def _keep(self) -> None:
        """Notice that the connection broke, and take the slot again."""
        missing = 0.0
        while not self.lost.is_set():
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self._ask(_HERE)
                self._holds = self._holds or await self._take(self.slot)
            except Exception as error:  # noqa: BLE001 -- while the server is away, nobody else gets the slot either
                _log.warning("slot not seen slot=%d error=%s", self.slot, type(error).__name__)
                continue
            missing = 0.0 if self._holds else missing + LOOK_SECONDS
            if missing > self._doubt:
                _log.error("slot lost slot=%d", self.slot)
                self.lost.set()

    async def _ask(self, question: object, slot: int = 0) -> object:
        async with self._turn:
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    if self._connection is None:
                        self._free_since.clear()
                        self._connection = await self._engine.connect()
                    return await self._connection.scalar(question, {"locks": LOCKS, "slot": slot})  # type: ignore[call-overload]
            except BaseException:
                await self._drop()
                raise

    async def _drop(self) -> None:
        connection, self._connection, self._holds = self._connection, None, False
        if connection is not None:
            await asyncio.gather(connection.invalidate(), return_exceptions=True)
            await asyncio.gather(connection.close(), return_exceptions=True)
