"""The desk's tables. Apart from the store's questions because the migrations are held to them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

# every constraint has a name of its own, so that a later migration can speak of it
NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


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

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Utc, dict[str, Any]: JSON, bytes: LargeBinary}  # noqa: RUF012


class ArticleRow(Base):
    """An article's text, once, by the hash of its link and text; never changed."""

    __tablename__ = "articles"
    id: Mapped[str] = mapped_column(primary_key=True)
    url: Mapped[str | None] = mapped_column(index=True)
    title: Mapped[str | None]
    publisher: Mapped[str | None]
    published: Mapped[str | None]
    words: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    text: Mapped[str]
    fetched_at: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(index=True)


class BriefingRow(Base):
    """A briefing as it was made, without its article's text; never changed."""

    __tablename__ = "briefings"
    id: Mapped[str] = mapped_column(primary_key=True)
    article: Mapped[str] = mapped_column(ForeignKey("articles.id"), index=True)
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
    card_ts: Mapped[str | None]
    thread_ts: Mapped[str | None]
    briefing: Mapped[str] = mapped_column(ForeignKey("briefings.id"), index=True)
    url: Mapped[str | None]
    shared_by: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(index=True)
    request: Mapped[str | None]


class PostRow(Base):
    """One message of ours; see `bot.desk.store.posts.Post`. A key is written before its message is sent."""

    __tablename__ = "posts"
    __table_args__ = (UniqueConstraint("case", "place"),)
    key: Mapped[str] = mapped_column(primary_key=True)
    case: Mapped[str | None] = mapped_column(ForeignKey("cases.id"))
    team: Mapped[str]
    channel: Mapped[str]
    place: Mapped[int | None]
    ts: Mapped[str | None]
    attempt: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)


class LogRow(Base):
    """A line of a case's log; the database itself refuses to change one, or to drop one except in forgetting its case."""

    __tablename__ = "log"
    __table_args__ = (UniqueConstraint("case", "seq"), Index("log_by_request", "case", "request"))
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    case: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    seq: Mapped[int]
    claim: Mapped[str | None]
    kind: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    data: Mapped[dict[str, Any]]
    request: Mapped[str | None]


class ClaimStateRow(Base):
    """Where a claim stands; written in the transaction that adds to the log."""

    __tablename__ = "claim_states"
    __table_args__ = (Index("claim_states_by_who", "state", "who"),)
    case: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    claim: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    who: Mapped[str | None]
    seq: Mapped[int]


class ForgettingRow(Base):
    """A case whose log may be dropped: it is here only inside the transaction that forgets it."""

    __tablename__ = "forgetting"
    case: Mapped[str] = mapped_column(primary_key=True)


class InstallRow(Base):
    """An installation in a workspace, or in a whole organisation (`team` is empty); `data` comes encrypted."""

    __tablename__ = "installs"
    enterprise: Mapped[str] = mapped_column(primary_key=True)
    team: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes]
    at: Mapped[datetime]


class ChannelRow(Base):
    """What a channel wants of the bot; `version` counts its changes."""

    __tablename__ = "channels"
    team: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    watched: Mapped[bool]
    settings: Mapped[dict[str, Any]]
    version: Mapped[int]


class SecretRow(Base):
    """A key that the program made for itself, once."""

    __tablename__ = "secrets"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
