"""Who looks at the local Slack, from which workspace, and what that person may see there."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.people.person import SLACKBOT
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Channel, Person, Team, View


@dataclass(frozen=True, slots=True)
class Visit:
    """One person in one workspace; the Names of everything that is spoken of there."""

    slack: Slack
    team: Team
    user: Person

    @property
    def base(self) -> str:
        """Return the path under which this person's pages are."""
        return f"/browser/{self.team.id}/{self.user.id}"

    @property
    def people(self) -> list[Person]:
        """Return who can be chosen to act as: everybody but the bots."""
        return sorted((one for one in self.team.people.values() if not one.is_bot), key=lambda one: one.real_name)

    @property
    def bot(self) -> Person | None:
        """Return the app's bot, None where the app is not installed."""
        install = self.team.install
        return self.team.people.get(install.bot_user) if install and not install.revoked else None

    @property
    def channels(self) -> list[Channel]:
        """Return the channels that the person is in, by name."""
        return self._named(lambda one: self.user.id in one.members)

    @property
    def others(self) -> list[Channel]:
        """Return the public channels that the person may join, by name."""
        return self._named(lambda one: self.user.id not in one.members and one.kind == "public" and not one.archived)

    @property
    def directs(self) -> list[Channel]:
        """Return the direct messages with people; the one with the app is at the app."""
        mine = (
            one for one in self.team.channels.values() if one.kind in {"im", "mpim"} and self.user.id in one.members
        )
        return sorted((one for one in mine if not self.is_app(one)), key=self.title)

    @property
    def app_direct(self) -> Channel | None:
        """Return the direct message with the app, once it is open."""
        return next(
            (one for one in self.team.channels.values() if self.user.id in one.members and self.is_app(one)), None
        )

    @property
    def stack(self) -> list[View]:
        """Return the person's open modals, the topmost last."""
        return self.team.stacks.get(self.user.id, [])

    def is_app(self, channel: Channel) -> bool:
        """Tell whether a channel is a person's direct message with the app."""
        return channel.kind == "im" and self.bot is not None and self.bot.id in channel.members

    def sees(self, channel: Channel) -> bool:
        """Tell whether the person may read a channel."""
        return channel.kind == "public" or self.user.id in channel.members

    def title(self, channel: Channel) -> str:
        """Return what a channel is called: its name, or who else is in it."""
        if channel.kind in {"public", "private"}:
            return channel.name
        others = sorted(channel.members - {self.user.id}) or [self.user.id]
        return ", ".join(self.person(one) or one for one in others)

    def counterpart(self, channel: Channel) -> Person | None:
        """Return the other person of a direct message."""
        others = sorted(channel.members - {self.user.id}) or [self.user.id]
        return self.team.people.get(others[0])

    def person(self, user: str) -> str | None:
        """Return the shown name of a user."""
        found = self.team.people.get(user)
        if found is None:
            return "Slackbot" if user == SLACKBOT else None
        return found.real_name or found.name

    def channel(self, channel: str) -> str | None:
        """Return the name of a channel that the person may know of."""
        found = self.team.channels.get(channel)
        return self.title(found) if found and self.sees(found) else None

    def _named(self, wanted: Callable[[Channel], bool]) -> list[Channel]:
        named = (one for one in self.team.channels.values() if one.kind in {"public", "private"})
        return sorted(filter(wanted, named), key=lambda one: one.name)
