"""What Factdesk 0.1 kept (its schema 1), carried into the tables of the first step.

Apart from the step because it goes row by row, to take the article's text out of each briefing. It knows no table of
the program's but these: what it does must stay as it is when they change.
"""

import hashlib
from collections import defaultdict
from typing import Any

import sqlalchemy as sa

from bot.desk import sentences
from bot.desk.share import tidy
from bot.errors import SettingsError

VERSION = 1
_TABLES = ("briefings", "cases", "posts", "rulings", "seen")
_INDEXES = ("cases_by_thread", "cases_by_url", "ix_rulings_case", "ix_seen_at")
_TIME = sa.DateTime(timezone=True)
_ARTICLE = ("url", "title", "publisher", "published", "words", "sha256", "text", "fetched_at")
_CASE = ("id", "team", "channel", "card_ts", "thread_ts", "briefing", "url", "shared_by", "created_at")


def _table(name: str, *columns: str, **typed: Any) -> sa.TableClause:
    return sa.table(name, *map(sa.column, columns), *(sa.column(one, kind) for one, kind in typed.items()))


_OLD_BRIEFINGS = _table("old_briefings", "id", data=sa.JSON, created_at=_TIME)
_OLD_RULINGS = _table("old_rulings", "id", "case", "claim", "verdict", "reason", "by", links=sa.JSON, at=_TIME)
_ARTICLES = _table("articles", "id", *_ARTICLE, created_at=_TIME)
_BRIEFINGS = _table("briefings", "id", "article", data=sa.JSON, created_at=_TIME)
_LOG = _table("log", "case", "seq", "claim", "kind", "by", at=_TIME, data=sa.JSON)
_STATES = _table("claim_states", "case", "claim", "state", "who", "seq")


def set_aside(db: sa.Connection) -> bool:
    """Rename the tables of before, if there are any; raise SettingsError where they are of another version."""
    if not sa.inspect(db).has_table("schema_version"):
        return False
    version = db.scalar(sa.text("SELECT version FROM schema_version"))
    if version not in {None, VERSION}:
        sentence = sentences.OTHER_SCHEMA.format(found=version, wanted=VERSION)
        raise SettingsError("FACTDESK_DATABASE_URL", sentence)
    for index in _INDEXES:
        db.execute(sa.text(f"DROP INDEX {index}"))
    for table in _TABLES:
        db.execute(sa.text(f"ALTER TABLE {table} RENAME TO old_{table}"))
    return True


def take_over(db: sa.Connection) -> None:
    """Carry over what the tables set aside hold, and drop them."""
    for row in db.execute(sa.select(_OLD_BRIEFINGS.c.id)).all():
        _take_briefing(db, row.id)
    columns = ", ".join(_CASE)
    db.execute(sa.text(f"INSERT INTO cases ({columns}) SELECT {columns} FROM old_cases"))  # noqa: S608
    db.execute(sa.text(_TAKE_POSTS))
    for case in db.execute(sa.text("SELECT id, briefing FROM cases")).all():
        _take_log(db, case.id, case.briefing)
    for table in reversed(_TABLES):
        db.execute(sa.text(f"DROP TABLE old_{table}"))
    db.execute(sa.text("DROP TABLE schema_version"))


_TAKE_POSTS = """
INSERT INTO posts (key, "case", team, channel, place, ts, attempt, at)
SELECT old_posts."case" || ':' || old_posts.place, old_posts."case", cases.team, cases.channel,
       old_posts.place, old_posts.ts, 1, cases.created_at
FROM old_posts JOIN cases ON cases.id = old_posts."case"
"""


def _take_briefing(db: sa.Connection, briefing: str) -> None:
    row = db.execute(sa.select(_OLD_BRIEFINGS).where(_OLD_BRIEFINGS.c.id == briefing)).one()
    article = {name: row.data["article"].get(name) for name in _ARTICLE}
    article |= {name: _plain(article[name]) for name in ("title", "publisher", "published", "fetched_at")}
    article["url"] = _plain(article["url"] and tidy(article["url"]))
    identity = hashlib.sha256(f"{article['url'] or ''}\n{article['sha256']}".encode()).hexdigest()[:32]
    if db.scalar(sa.select(_ARTICLES.c.id).where(_ARTICLES.c.id == identity)) is None:
        db.execute(_ARTICLES.insert().values(**article, id=identity, created_at=row.created_at))
    rest = {name: value for name, value in row.data["article"].items() if name != "text"}
    values = {"id": row.id, "article": identity, "data": row.data | {"article": rest}, "created_at": row.created_at}
    db.execute(_BRIEFINGS.insert().values(values))


def _plain(text: str | None) -> str | None:
    """Return a text that a column of PostgreSQL takes, where before it stood in JSON."""
    return text if text is None else text.replace("\0", "").encode("utf-8", "replace").decode()


def _take_log(db: sa.Connection, case: str, briefing: str) -> None:
    data = db.scalar(sa.select(_BRIEFINGS.c.data).where(_BRIEFINGS.c.id == briefing)) or {"claims": []}
    states: dict[str, dict[str, Any]] = defaultdict(lambda: {"state": "open", "who": None, "seq": 0})
    for claim in data["claims"]:
        states[claim["id"]].update()
    found = db.execute(sa.select(_OLD_RULINGS).where(_OLD_RULINGS.c.case == case).order_by(_OLD_RULINGS.c.id))
    for seq, row in enumerate(found.all(), start=1):
        kind, state = ("ruling", "ruled") if row.verdict else ("dismissal", "dismissed")
        said = {"verdict": row.verdict, "reason": row.reason, "links": row.links}
        line = {"case": case, "seq": seq, "claim": row.claim, "kind": kind, "by": row.by, "at": row.at}
        db.execute(_LOG.insert().values(**line, data={name: value for name, value in said.items() if value}))
        states[row.claim] = {"state": state, "who": row.by, "seq": seq}
    if states:
        db.execute(_STATES.insert(), [{"case": case, "claim": claim, **state} for claim, state in states.items()])
