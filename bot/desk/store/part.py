"""What every part of the store stands on: the database, and what it takes."""

from bot.desk.store.engine import Database


class Part:
    """One concern of the store."""

    def __init__(self, db: Database) -> None:
        self.db = db


def storable(text: str) -> str:
    """Return a text that both databases take: PostgreSQL has no NUL, and neither takes half a character."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
