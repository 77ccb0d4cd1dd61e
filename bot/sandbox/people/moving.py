"""Where a person goes: into channels and out of them, into direct messages, to the app's Home."""

from bot.sandbox import events
from bot.sandbox.people.person import Actor, NotThereError
from bot.sandbox.slack import Change
from bot.sandbox.workspace import Channel, Message


class Moving(Actor):
    """Channels, direct messages and the Home tab."""

    async def join(self, channel: str) -> None:
        """Join a public channel."""
        room = self.team.channels.get(channel)
        if room is None or room.kind != "public":
            raise NotThereError(f"{channel} is not open to {self.user}")
        await self._moved(room, self.user, joined=True)

    async def leave(self, channel: str) -> None:
        """Leave a channel."""
        await self._moved(self.room(channel), self.user, joined=False)

    async def invite(self, channel: str, user: str) -> None:
        """Bring somebody, or the bot, into a channel."""
        await self._moved(self.room(channel), user, joined=True, inviter=self.user)

    async def _moved(self, room: Channel, user: str, *, joined: bool, inviter: str | None = None) -> None:
        if joined == (user in room.members):
            return
        event = events.moved(self.slack, room, user, joined=joined, inviter=inviter)
        if joined:
            room.members.add(user)
        await self.tell(event)  # while whoever leaves, which may be the bot, still sees it
        if not joined:
            room.members.discard(user)
        kind = "group" if room.kind == "private" else "channel"
        words = "joined" if joined else "left"
        text = f"<@{user}> has {words} the {kind}"
        message = Message(
            self.team.id, room.id, self.slack.ts(), user, text, subtype=f"{kind}_{'join' if joined else 'leave'}"
        )
        self.team.messages.append(message)
        await self.show(message)
        await self.tell(events.posted(self.slack, message))

    async def open_im(self, user: str | None = None) -> Channel:
        """Open the direct messages with somebody, with the bot where nobody is named."""
        room = self.team.im(self.user, user)
        await self.slack.changed(Change("presence", self.team.id, room.id, user=self.user))
        return room

    async def open_home(self) -> None:
        """Open the app's Home tab."""
        event = events.home_opened(self.slack, self.team, self.user)
        await self.tell(event)

    async def open_messages_tab(self) -> Channel:
        """Open the app's Messages tab, which is the direct messages with it."""
        room = await self.open_im()
        await self.tell(events.home_opened(self.slack, self.team, self.user, tab="messages"))
        return room
