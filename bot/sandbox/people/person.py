"""Who acts: one person in one workspace, and what all of their actions need."""

import asyncio
from typing import Any

from bot.sandbox.deliveries import Deliveries
from bot.sandbox.slack import Change, Slack
from bot.sandbox.workspace import Channel, Message, Team, Whisper

SLACKBOT = "USLACKBOT"


class NotThereError(LookupError):
    """A person acts on something that they do not see: a channel that they are not in, a message that is gone."""


class Actor:
    """One person; `team` and `user` say who.

    Events are delivered before an action returns, so that what follows finds them told; with `wait` False they are on
    their way only, so that nobody at a page waits for an app that does not answer.
    """

    def __init__(self, slack: Slack, deliveries: Deliveries, team: Team, user: str, *, wait: bool = True) -> None:
        self.slack = slack
        self.deliveries = deliveries
        self.team = team
        self.user = user
        self._wait = wait

    def room(self, channel: str) -> Channel:
        """Return a channel that the person is in."""
        found = self.team.channels.get(channel)
        if found is None or self.user not in found.members:
            raise NotThereError(f"{self.user} is not in {channel}")
        return found

    async def tell(self, *happened: dict[str, Any]) -> None:
        """Let the app know of what happened, as far as it wants to."""
        if self._wait:
            await asyncio.gather(*(self.deliveries.event(self.team.id, event) for event in happened))
            return
        for event in happened:
            self.deliveries.tell(self.team.id, event)

    async def show(self, message: Message) -> None:
        """Tell who watches of a message that came or changed."""
        await self.slack.changed(
            Change("message", self.team.id, message.channel, message.thread_ts, message.user, message.ts)
        )

    async def whisper(self, whisper: Whisper) -> None:
        """Show the person what they alone see."""
        whisper.ts = whisper.ts or self.slack.ts()
        self.team.whispers.append(whisper)
        about = (whisper.channel, whisper.thread_ts, whisper.user, whisper.ts)
        await self.slack.changed(Change("whisper", self.team.id, *about))

    async def hear_slackbot(self, channel: str, text: str, thread_ts: str | None = None) -> None:
        """Show the person what Slack itself has to say."""
        await self.whisper(Whisper("slackbot", self.team.id, channel, self.user, text, thread_ts=thread_ts))
