"""Where the jobs are kept: a file beside the desk's own with SQLite, a schema of its own with PostgreSQL.

Apart from the engine because the command line looks in here without running anything.
"""

import shutil
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlalchemy
from dbos import DBOSClient, DBOSConfig, DBOSPortableJSONSerializer
from sqlalchemy.engine import URL, make_url

from bot.desk.jobs import quiet

NAME = "factdesk"
VERSION = 1
"""Of the jobs' steps. Raised by hand when a job that was begun before could not be gone on with; it then begins anew."""
_PRAGMAS = ("busy_timeout=30000", "foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL")
_CONNECTIONS = 4  # SQLite's writers wait for each other by sleeping: few of them wait shorter than many
_THREADS = 32


@dataclass(frozen=True)
class Home:
    """The place of the jobs that belong to the desk's database at `url`, a SQLAlchemy URL."""

    url: str

    @property
    def is_sqlite(self) -> bool:
        """Tell whether all processes are on this machine."""
        return make_url(self.url).get_backend_name() == "sqlite"

    @cached_property
    def folder(self) -> Path:
        """The folder beside an embedded database; one of its own for a database in memory."""
        if self._in_memory:
            return Path(tempfile.mkdtemp(prefix="factdesk-jobs-"))
        path = Path(make_url(self.url).database or "")
        return path.with_name(f"{path.stem}.jobs")

    @cached_property
    def address(self) -> URL:
        """The address of the database that holds the jobs."""
        if self.is_sqlite:
            self.folder.mkdir(parents=True, exist_ok=True)
            return URL.create("sqlite", database=str(self.folder / "jobs.db"))
        return make_url(self.url).set(drivername="postgresql")

    @cached_property
    def engine(self) -> sqlalchemy.Engine | None:
        """SQLite set up for many short transactions (as DBOS opens it: 15 jobs a second, so: 160); None for PostgreSQL."""
        if not self.is_sqlite:
            return None
        engine = sqlalchemy.create_engine(self.address, pool_size=_CONNECTIONS, max_overflow=0, hide_parameters=True)
        sqlalchemy.event.listen(engine, "connect", _set_up)
        return engine

    def client(self) -> DBOSClient:
        """Return access to the jobs from outside of them; it fails where the database does not answer, rather than wait."""
        quiet.down()
        return DBOSClient(
            system_database_url=self._rendered,
            system_database_engine=self.engine,
            serializer=DBOSPortableJSONSerializer(),
            application_name=NAME,
            retry_connection_errors=False,
            lazy=True,
        )

    def config(self, executor: str) -> DBOSConfig:
        """Return DBOS's settings for the process that is `executor`."""
        return DBOSConfig(
            name=NAME,
            application_version=str(VERSION),
            executor_id=executor,
            system_database_url=self._rendered,
            system_database_engine=self.engine,
            serializer=DBOSPortableJSONSerializer(),
            max_executor_threads=_THREADS,
            use_listen_notify=False,  # nobody here waits for DBOS's events
            notification_listener_polling_interval_sec=0.2,
            scheduler_polling_interval_sec=3600.0,
            log_level="WARNING",
        )

    def close(self) -> None:
        """Let go of the connections."""
        if self.engine is not None:
            self.engine.dispose()
        if self._in_memory:
            shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _in_memory(self) -> bool:
        return self.is_sqlite and (make_url(self.url).database or ":memory:") == ":memory:"

    @property
    def _rendered(self) -> str:
        return self.address.render_as_string(hide_password=False)


def _set_up(connection: Any, _record: Any) -> None:
    connection.isolation_level = "IMMEDIATE"  # as DBOS opens it: who reads before writing must not find it changed
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
