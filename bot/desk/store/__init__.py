"""What outlives a restart: articles, briefings, cases with their logs, our posts, installs and channels.

A concern a file; `Store` puts them together, so that the desk is handed one thing.
"""

from typing import Self

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.desk import sentences
from bot.desk.store.briefings import Briefings
from bot.desk.store.cases import Cases
from bot.desk.store.channels import Channels, ChannelSettings
from bot.desk.store.engine import Database
from bot.desk.store.installs import Installs
from bot.desk.store.log import Log
from bot.desk.store.migrations import migrate
from bot.desk.store.posts import Post, Posts
from bot.desk.store.retention import Forgotten, Retention
from bot.errors import DatabaseError, SettingsError

__all__ = ["ChannelSettings", "Forgotten", "Post", "Store"]


class Store(Briefings, Cases, Log, Posts, Channels, Installs, Retention):
    """The desk's memory at a SQLAlchemy URL; an async context manager that migrates the tables and lets go at the end.

    Every method that writes is one transaction. All raise DatabaseError where the database does not answer.
    """

    def __init__(self, url: str) -> None:
        try:
            super().__init__(Database(url))
        except (SQLAlchemyError, ImportError, OSError) as error:
            raise SettingsError("FACTDESK_DATABASE_URL", sentences.NO_DATABASE) from error

    async def __aenter__(self) -> Self:
        try:
            async with self.db.writing() as db:
                await db.run_sync(migrate)
        except BaseException as error:
            await self.db.close()
            if isinstance(error, SQLAlchemyError | DatabaseError):
                raise SettingsError("FACTDESK_DATABASE_URL", sentences.NO_DATABASE) from error
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.db.close()

    async def ping(self) -> None:
        """Raise DatabaseError if the database does not answer."""
        async with self.db.reading() as db:
            await db.execute(text("SELECT 1"))
