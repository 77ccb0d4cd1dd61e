"""What each channel wants of the bot; who changes it says which version they saw, so that nobody's change is undone."""

from typing import Any

from pydantic import Field
from sqlalchemy import select, update

from bot.briefing.model import Model
from bot.desk import sentences
from bot.desk.store.part import Part
from bot.desk.store.tables import ChannelRow
from bot.errors import ConflictError


class ChannelSettings(Model):
    """A channel's settings; `watched`: links posted there are briefed by themselves. `version` 0 is unchanged."""

    team: str
    channel: str
    watched: bool = False
    settings: dict[str, Any] = Field(default_factory=dict)
    version: int = 0


class Channels(Part):
    """Keeps channels' settings."""

    async def channel(self, team: str, channel: str) -> ChannelSettings:
        """Return a channel's settings, the usual ones where nobody has changed any."""
        table = ChannelRow.__table__
        question = select(table).where(ChannelRow.team == team, ChannelRow.channel == channel)
        async with self.db.reading() as db:
            row = (await db.execute(question)).mappings().one_or_none()
        return ChannelSettings(team=team, channel=channel) if row is None else ChannelSettings(**row)

    async def change_channel(self, wanted: ChannelSettings) -> ChannelSettings:
        """Keep settings and return them with their new version; raise ConflictError where theirs is no longer the last."""
        changed = wanted.model_copy(update={"version": wanted.version + 1})
        async with self.db.writing() as db:
            if wanted.version == 0:
                done = await self.db.insert_new(db, ChannelRow, **changed.model_dump())
            else:
                same = (ChannelRow.team == wanted.team) & (ChannelRow.channel == wanted.channel)
                question = update(ChannelRow).where(same, ChannelRow.version == wanted.version)
                done = (await db.execute(question.values(**changed.model_dump()))).rowcount == 1
            if not done:
                raise ConflictError(sentences.FASTER)
        return changed
