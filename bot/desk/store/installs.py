"""Where the bot is installed, and the keys that it made for itself. What is kept of an installation comes encrypted."""

import secrets
from datetime import UTC, datetime

from sqlalchemy import delete, select

from bot.desk.store.part import Part
from bot.desk.store.tables import InstallRow, SecretRow

SECRET_BYTES = 32


class Installs(Part):
    """Installations by organisation and workspace, either of them empty where there is none; and secrets."""

    async def keep_install(self, enterprise: str, team: str, data: bytes) -> None:
        """Keep an installation in place of the one before."""
        now = datetime.now(UTC)
        async with self.db.writing() as db:
            await db.execute(delete(InstallRow).where(InstallRow.enterprise == enterprise, InstallRow.team == team))
            await self.db.insert_new(db, InstallRow, enterprise=enterprise, team=team, data=data, at=now)

    async def install(self, enterprise: str, team: str) -> bytes | None:
        """Return the installation in a workspace, or in a whole organisation (`team` empty)."""
        question = select(InstallRow.data).where(InstallRow.enterprise == enterprise, InstallRow.team == team)
        async with self.db.reading() as db:
            return await db.scalar(question)

    async def drop_install(self, enterprise: str, team: str) -> None:
        """Drop an installation: the app was removed, or its token taken back."""
        async with self.db.writing() as db:
            await db.execute(delete(InstallRow).where(InstallRow.enterprise == enterprise, InstallRow.team == team))

    async def secret(self, name: str) -> str:
        """Return a key by its name; the first to ask, in whichever process, makes it."""
        async with self.db.reading() as db:
            value = await db.scalar(select(SecretRow.value).where(SecretRow.name == name))
        if value is not None:
            return value
        async with self.db.writing() as db:
            await self.db.insert_new(db, SecretRow, name=name, value=secrets.token_urlsafe(SECRET_BYTES))
            return str(await db.scalar(select(SecretRow.value).where(SecretRow.name == name)))
