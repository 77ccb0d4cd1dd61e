"""The desk's tables, and what a database of Factdesk 0.1's schema 1 holds taken over into them without loss.

The tables are written out, since a step must stay what it was when later ones change them.
"""

import sqlalchemy as sa
from alembic import op

from bot.desk.store.migrations.guards import guard
from bot.desk.store.migrations.schema1 import set_aside, take_over

revision = "0001"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, with those of before set aside meanwhile."""
    db = op.get_bind()
    found = set_aside(db)
    _articles()
    _cases()
    _work()
    _desk()
    guard(db)
    if found:
        take_over(db)


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("url", sa.String, index=True),
        sa.Column("title", sa.String),
        sa.Column("publisher", sa.String),
        sa.Column("published", sa.String),
        sa.Column("words", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String, nullable=False, index=True),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("fetched_at", sa.String),
        sa.Column("created_at", TIME, nullable=False, index=True),
    )
    op.create_table(
        "briefings",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("article", sa.String, sa.ForeignKey("articles.id"), nullable=False, index=True),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
    )


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("team", sa.String, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("card_ts", sa.String),
        sa.Column("thread_ts", sa.String),
        sa.Column("briefing", sa.String, sa.ForeignKey("briefings.id"), nullable=False, index=True),
        sa.Column("url", sa.String),
        sa.Column("shared_by", sa.String, nullable=False),
        sa.Column("created_at", TIME, nullable=False, index=True),
        sa.Column("request", sa.String),
        sa.UniqueConstraint("team", "channel", "card_ts"),
        sa.Index("cases_by_thread", "team", "channel", "thread_ts"),
        sa.Index("cases_by_url", "team", "channel", "url"),
    )


def _work() -> None:
    op.create_table(
        "posts",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("case", sa.String, sa.ForeignKey("cases.id")),
        sa.Column("team", sa.String, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("place", sa.Integer),
        sa.Column("ts", sa.String),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("at", TIME, nullable=False, index=True),
        sa.UniqueConstraint("case", "place"),
    )
    op.create_table(
        "log",
        sa.Column("id", KEY, primary_key=True, autoincrement=True),
        sa.Column("case", sa.String, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("claim", sa.String),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("request", sa.String),
        sa.UniqueConstraint("case", "seq"),
        sa.Index("log_by_request", "case", "request"),
    )
    op.create_table(
        "claim_states",
        sa.Column("case", sa.String, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("claim", sa.String, primary_key=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("who", sa.String),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Index("claim_states_by_who", "state", "who"),
    )
    op.create_table("forgetting", sa.Column("case", sa.String, primary_key=True))


def _desk() -> None:
    op.create_table(
        "installs",
        sa.Column("enterprise", sa.String, primary_key=True),
        sa.Column("team", sa.String, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_table(
        "channels",
        sa.Column("team", sa.String, primary_key=True),
        sa.Column("channel", sa.String, primary_key=True),
        sa.Column("watched", sa.Boolean, nullable=False),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "secrets", sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.String, nullable=False)
    )
