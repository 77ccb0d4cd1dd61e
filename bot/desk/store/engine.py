"""The database under the store: how SQLite and PostgreSQL are opened, and the two kinds of transaction there are.

Apart from the questions so that what differs between the two databases stands in one place.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.desk import sentences
from bot.desk.store.tables import Base
from bot.errors import DatabaseError

BUSY_SECONDS = 10
CONNECT_SECONDS = 10
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
_PRAGMAS = (
    f"busy_timeout={BUSY_SECONDS * 1000}",  # first: the change to WAL may itself have to wait
    "journal_mode=WAL",
    "foreign_keys=ON",
    "synchronous=NORMAL",
    "recursive_triggers=ON",  # without it REPLACE would get past the guard of the log
)
_SQLITE_SILENT = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}


def address(url: str) -> URL:
    """Return a database's URL with the driver that the store speaks through."""
    parsed = make_url(url)
    return parsed.set(drivername=DRIVERS.get(parsed.drivername, parsed.drivername))


class Database:
    """A pool of connections; every use of one is a transaction, ended with the context."""

    def __init__(self, url: str) -> None:
        parsed = address(url)
        # hide_parameters: an error of the database must not carry an article or a reason into a log
        options: dict[str, Any] = {"hide_parameters": True}
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite:
            Path(parsed.database or "").parent.mkdir(parents=True, exist_ok=True)
        else:
            # a server that was restarted must not cost the next in line an error for each connection of before
            # and PostgreSQL is not to compile what it has answered sooner than that takes
            settings = {"jit": "off"}
            options |= {"pool_pre_ping": True}
            options |= {"connect_args": {"timeout": CONNECT_SECONDS, "server_settings": settings}}
        self._engine: AsyncEngine = create_async_engine(parsed, **options)
        if self.is_sqlite:
            event.listen(self._engine.sync_engine, "connect", _set_up_sqlite)
            event.listen(self._engine.sync_engine, "begin", _begin_sqlite)
        self._writer = self._engine.execution_options(writes=True)
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection to ask questions through; raise DatabaseError where the database does not answer."""
        with _Silence():
            async with self._engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection whose changes are kept together, if the context ends well; raise DatabaseError."""
        with _Silence():
            async with AsyncExitStack() as stack:
                if self.is_sqlite:  # its own waiting is no queue, and the last of many could wait for ever
                    await stack.enter_async_context(self._turn)
                yield await stack.enter_async_context(self._writer.begin())

    async def close(self) -> None:
        """Let go of all connections."""
        await self._engine.dispose()

    async def insert_new(self, db: AsyncConnection, table: type[Base], **values: Any) -> bool:
        """Insert a row; False where its primary key is there already, and nothing is changed."""
        insert_into = sqlite_insert if self.is_sqlite else postgresql_insert
        keys = [column.name for column in table.__table__.primary_key]
        result = await db.execute(insert_into(table).values(**values).on_conflict_do_nothing(index_elements=keys))
        return result.rowcount == 1


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where _begin_sqlite says, DDL included
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a transaction that first reads could not have it later (SQLITE_BUSY_SNAPSHOT)."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class _Silence:
    """Turns the many ways in which a database does not answer into one error."""

    def __enter__(self) -> None:
        """Do nothing yet."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if is_silence(error):
            raise DatabaseError(sentences.DATABASE_SILENT) from error


def is_silence(error: BaseException | None) -> bool:
    """Tell whether an error says that the database cannot be reached, or not now."""
    if isinstance(error, DBAPIError):
        code = getattr(error.orig, "sqlite_errorcode", None)
        if code is not None:
            return code & 0xFF in _SQLITE_SILENT  # the rest of the number says more than has to be known
        # asyncpg calls it internal when a server's last words are still being read
        return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError | InternalError)
    # asyncpg's own errors come as they are while a connection is being made, or when the server goes
    return isinstance(error, OSError | TimeoutError) or type(error).__module__.startswith("asyncpg.")
