"""What outlives a restart: briefings, cases, the log of rulings, and which of Slack's requests were taken in."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from sqlalchemy import delete, event, insert, select, text
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.briefing.model import Briefing
from bot.desk import sentences
from bot.desk.case import Case, Entry
from bot.desk.tables import SCHEMA_VERSION, Base, BriefingRow, CaseRow, PostRow, RulingRow, SchemaVersion, SeenRow
from bot.errors import SettingsError

BUSY_SECONDS = 10
SEEN_FOR = timedelta(days=2)  # Slack gives up repeating a request within the hour; a deploy may take longer


def _engine(url: str) -> AsyncEngine:
    parsed = make_url(url)
    # hide_parameters: an error of the database must not carry an article or a reason into a log
    engine = create_async_engine(parsed, hide_parameters=True)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", f"busy_timeout={BUSY_SECONDS * 1000}", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


class Store:
    """The desk's memory at a SQLAlchemy URL; an async context manager that makes the tables and lets go at the end."""

    def __init__(self, url: str) -> None:
        try:
            self._db = _engine(url)
        except (SQLAlchemyError, ImportError, OSError) as error:
            raise SettingsError("FACTDESK_DATABASE_URL", sentences.NO_DATABASE) from error

    async def __aenter__(self) -> Self:
        try:
            async with self._db.begin() as db:
                await _create(db)
        except BaseException as error:
            await self._db.dispose()
            if isinstance(error, SQLAlchemyError | OSError):
                raise SettingsError("FACTDESK_DATABASE_URL", sentences.NO_DATABASE) from error
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._db.dispose()

    async def ping(self) -> None:
        """Raise if the database does not answer."""
        async with self._db.connect() as db:
            await db.execute(text("SELECT 1"))

    async def first_time(self, key: str) -> bool:
        """Note a request by its key; False if it was noted before."""
        async with self._db.begin() as db:
            return await self._insert_new(db, SeenRow, key=key, at=datetime.now(UTC))

    async def forget_seen(self, *, before: datetime | None = None) -> None:
        """Drop the notes of requests too old to come again."""
        async with self._db.begin() as db:
            await db.execute(delete(SeenRow).where(SeenRow.at < (before or datetime.now(UTC) - SEEN_FOR)))

    async def keep(self, briefing: Briefing) -> Briefing:
        """Keep a briefing and return what is kept: one with its id may be there already, and never changes."""
        data = briefing.model_dump(mode="json", by_alias=True)
        async with self._db.begin() as db:
            await self._insert_new(db, BriefingRow, id=briefing.id, data=data, created_at=datetime.now(UTC))
        return await self.briefing(briefing.id) or briefing

    async def briefing(self, briefing_id: str) -> Briefing | None:
        """Return a kept briefing."""
        async with self._db.connect() as db:
            data = await db.scalar(select(BriefingRow.data).where(BriefingRow.id == briefing_id))
        return None if data is None else Briefing.model_validate(data)

    async def open(self, case: Case) -> None:
        """Keep a new case."""
        async with self._db.begin() as db:
            await db.execute(insert(CaseRow).values(case.model_dump()))

    async def case(self, case_id: str) -> Case | None:
        """Return a case by its id."""
        cases = await self._cases(CaseRow.id == case_id)
        return cases[0] if cases else None

    async def cases_in(self, team: str, channel: str, thread_ts: str) -> list[Case]:
        """Return the cases of a thread, oldest first."""
        return await self._cases(CaseRow.team == team, CaseRow.channel == channel, CaseRow.thread_ts == thread_ts)

    async def case_of(self, team: str, channel: str, url: str) -> Case | None:
        """Return the newest case of a link in a channel."""
        cases = await self._cases(CaseRow.team == team, CaseRow.channel == channel, CaseRow.url == url)
        return cases[-1] if cases else None

    async def _cases(self, *conditions: Any) -> list[Case]:
        question = select(CaseRow.__table__).where(*conditions).order_by(CaseRow.created_at, CaseRow.card_ts)
        async with self._db.connect() as db:
            return [Case(**row) for row in (await db.execute(question)).mappings()]

    async def note_post(self, case_id: str, place: int, ts: str) -> None:
        """Note where one of a case's messages stands; the card is at place 0."""
        async with self._db.begin() as db:
            await db.execute(insert(PostRow).values(case=case_id, place=place, ts=ts))

    async def posts(self, case_id: str) -> dict[int, str]:
        """Return the `ts` of a case's messages by their place."""
        question = select(PostRow.place, PostRow.ts).where(PostRow.case == case_id)
        async with self._db.connect() as db:
            return {row.place: row.ts for row in await db.execute(question)}

    async def add(self, case_id: str, entries: Sequence[Entry]) -> None:
        """Add lines to a case's log, all or none."""
        rows = [entry.model_dump() | {"case": case_id, "links": list(entry.links)} for entry in entries]
        async with self._db.begin() as db:
            await db.execute(insert(RulingRow), rows)

    async def log(self, case_id: str) -> list[Entry]:
        """Return a case's log, oldest first."""
        columns = [getattr(RulingRow, name) for name in Entry.model_fields]
        question = select(*columns).where(RulingRow.case == case_id).order_by(RulingRow.id)
        async with self._db.connect() as db:
            return [Entry(**row) for row in (await db.execute(question)).mappings()]

    async def _insert_new(self, db: AsyncConnection, table: type[Base], **values: Any) -> bool:
        insert_into = sqlite_insert if self._db.dialect.name == "sqlite" else postgresql_insert
        result = await db.execute(insert_into(table).values(**values).on_conflict_do_nothing())
        return result.rowcount == 1


async def _create(db: AsyncConnection) -> None:
    await db.run_sync(Base.metadata.create_all)
    version = await db.scalar(select(SchemaVersion.version))
    if version is None:
        await db.execute(insert(SchemaVersion).values(version=SCHEMA_VERSION))
    elif version != SCHEMA_VERSION:
        sentence = sentences.OTHER_SCHEMA.format(found=version, wanted=SCHEMA_VERSION)
        raise SettingsError("FACTDESK_DATABASE_URL", sentence)
