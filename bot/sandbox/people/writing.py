"""What a person writes: messages, replies, files, reactions, and links that are not sent yet."""

import mimetypes
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox import events, payloads, richtext
from bot.sandbox.people.person import Actor, NotThereError
from bot.sandbox.workspace import File, Message

PREVIEW_SECONDS = 3.0


class Writing(Actor):
    """Messages and what hangs on them."""

    async def say(
        self,
        channel: str,
        text: str,
        *,
        thread_ts: str | None = None,
        broadcast: bool = False,
        files: Sequence[File] = (),
    ) -> Message:
        """Write a message as it is typed: addresses, `@names` and `#channels` become Slack's own tokens."""
        room = self.room(channel)
        if thread_ts is not None and self.team.message(channel, thread_ts) is None:
            raise NotThereError(f"no message {thread_ts} in {channel}")
        message = Message(
            team=self.team.id,
            channel=room.id,
            ts=self.slack.ts(),
            user=self.user,
            text=richtext.typed(self.team, text),
            thread_ts=thread_ts,
            subtype="file_share" if files else None,
            broadcast=broadcast,
            files=list(files),
        )
        self.team.messages.append(message)
        await self.show(message)
        await self._tell(message)
        return message

    async def _tell(self, message: Message) -> None:
        mention = events.mention(self.slack, message)
        links = self._own_links(message.text)
        happened = [
            events.posted(self.slack, message),
            *([mention] if mention else []),
            *([events.links_shared(self.slack, message, links)] if links else []),
            *(events.file_shared(self.slack, message.channel, one.id, self.user) for one in message.files),
        ]
        await self.tell(*happened)
        await self._missing(message, mentioned=mention is not None)

    async def _missing(self, message: Message, *, mentioned: bool) -> None:
        install, room = self.team.install, self.team.channels[message.channel]
        if mentioned and install and install.bot_user not in room.members:
            name = self.team.people[install.bot_user].name
            text = f"You mentioned <@{install.bot_user}>, but they’re not in this channel. Add them: /invite @{name}"
            await self.hear_slackbot(room.id, text, message.thread_ts)

    def _own_links(self, text: str) -> list[dict[str, str]]:
        """Return the links of the app's domains and what lies under them; a domain may name a port here."""
        links = []
        for url in richtext.links(text):
            parts = urlsplit(url)
            for domain in self.slack.app.unfurl_domains:
                if domain in {parts.hostname, parts.netloc} or (parts.hostname or "").endswith(f".{domain}"):
                    links.append({"domain": domain, "url": url})
                    break
        return links

    async def compose(self, text: str) -> dict[str, Any]:
        """Type a message without sending it, and return the previews of its links that the app made in time."""
        links = self._own_links(richtext.typed(self.team, text))
        if not links:
            return {}
        unfurl_id = self.slack.unfurl_id("COMPOSER", self.user)
        event = events.links_composed(self.slack, self.user, unfurl_id, links)
        if await self.deliveries.event(self.team.id, event) is None:
            return {}
        try:
            return await self.slack.until(lambda: self.team.previews.get(unfurl_id), PREVIEW_SECONDS)
        except TimeoutError:
            return {}

    async def upload(
        self, channel: str, name: str, content: bytes, *, text: str = "", thread_ts: str | None = None
    ) -> Message:
        """Share a file, with words to it."""
        mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
        file = File(f"F{self.slack.number():08X}", self.team.id, self.user, name, mimetype, content, name, [channel])
        self.room(channel)
        self.team.files[file.id] = file
        return await self.say(channel, text, thread_ts=thread_ts, files=(file,))

    async def edit(self, message: Message, text: str) -> None:
        """Write one's own message anew; links that it did not have before are shared now."""
        self._own(message)
        before, links = payloads.message(self.slack, message), self._own_links(message.text)
        message.versions.append((message.text, message.blocks))
        message.text, message.edited = richtext.typed(self.team, text), self.slack.ts()
        await self.show(message)
        await self.tell(events.edited(self.slack, message, before))
        if added := [one for one in self._own_links(message.text) if one not in links]:
            await self.tell(events.links_shared(self.slack, message, added))

    async def delete(self, message: Message) -> None:
        """Take one's own message back; its replies stay."""
        self._own(message)
        self.team.messages.remove(message)
        await self.show(message)
        await self.tell(events.deleted(self.slack, message))

    def _own(self, message: Message) -> None:
        if message.user != self.user:
            raise NotThereError(f"{message.ts} is not {self.user}'s")

    async def react(self, message: Message, name: str) -> None:
        """Put an emoji to a message."""
        users = message.reactions.setdefault(name, [])
        if self.user not in users:
            users.append(self.user)
            await self._reacted(message, name, added=True)

    async def unreact(self, message: Message, name: str) -> None:
        """Take an emoji away."""
        users = message.reactions.get(name, [])
        if self.user in users:
            users.remove(self.user)
            if not users:
                del message.reactions[name]
            await self._reacted(message, name, added=False)

    async def _reacted(self, message: Message, name: str, *, added: bool) -> None:
        await self.show(message)
        await self.tell(events.reacted(self.slack, message, self.user, name, added=added))
