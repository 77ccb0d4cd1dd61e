"""The tables of Factdesk 0.1 as they were, so that a test can make such a database and see it taken over."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

SCHEMA_VERSION = 1


class Utc(TypeDecorator[datetime]):
    """A time in UTC, aware in Python; SQLite keeps no zone, so it is put back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a naive time rather than guess its zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables of the desk."""

    type_annotation_map = {datetime: Utc, dict[str, Any]: JSON, list[str]: JSON}  # noqa: RUF012


class SchemaVersion(Base):
    """One row: the version of the tables."""

    __tablename__ = "schema_version"
    version: Mapped[int] = mapped_column(primary_key=True)


class BriefingRow(Base):
    """A briefing with its article, as it was made; never changed."""

    __tablename__ = "briefings"
    id: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class CaseRow(Base):
    """A case; see `bot.desk.case.Case`."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("team", "channel", "card_ts"),
        Index("cases_by_thread", "team", "channel", "thread_ts"),
        Index("cases_by_url", "team", "channel", "url"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    team: Mapped[str]
    channel: Mapped[str]
    card_ts: Mapped[str]
    thread_ts: Mapped[str]
    briefing: Mapped[str] = mapped_column(ForeignKey("briefings.id"))
    url: Mapped[str | None]
    shared_by: Mapped[str]
    created_at: Mapped[datetime]


class PostRow(Base):
    """Where one of a case's messages stands; the card is at place 0."""

    __tablename__ = "posts"
    case: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    ts: Mapped[str]


class RulingRow(Base):
    """A line of a case's log; rows are only ever added. `verdict` is null where the claim was found to be none."""

    __tablename__ = "rulings"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    case: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    claim: Mapped[str]
    verdict: Mapped[str | None]
    reason: Mapped[str]
    links: Mapped[list[str]]
    by: Mapped[str]
    at: Mapped[datetime]


class SeenRow(Base):
    """A request of Slack's that was taken in, so that its repetition is not taken in again."""

    __tablename__ = "seen"
    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
