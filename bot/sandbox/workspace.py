"""What a workspace holds: people, channels, messages, files, views; plain data without rules."""

import time
from dataclasses import dataclass, field
from typing import Any, Literal

Blocks = list[dict[str, Any]]
ChannelKind = Literal["public", "private", "im", "mpim"]


@dataclass(slots=True)
class Person:
    """A member of a workspace; bots are members too."""

    id: str
    name: str
    real_name: str
    is_bot: bool = False


@dataclass(slots=True)
class Channel:
    """A conversation of any kind; `members` are user ids."""

    id: str
    team: str
    name: str
    kind: ChannelKind = "public"
    members: set[str] = field(default_factory=set)
    archived: bool = False
    topic: str = ""


@dataclass(slots=True)
class File:
    """An uploaded file; `content` are its bytes, `channels` where it was shared."""

    id: str
    team: str
    user: str
    name: str
    mimetype: str
    content: bytes
    title: str = ""
    channels: list[str] = field(default_factory=list)
    created: int = field(default_factory=lambda: int(time.time()))


@dataclass(slots=True)
class Message:
    """A message in a channel; `thread_ts` is its parent's, None for one in the channel itself.

    `versions` are its earlier texts and blocks, `unfurls` the cards of its links, `reactions` the users by emoji.
    """

    team: str
    channel: str
    ts: str
    user: str
    text: str
    blocks: Blocks = field(default_factory=list)
    thread_ts: str | None = None
    subtype: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    metadata: dict[str, Any] | None = None
    broadcast: bool = False
    unfurl_links: bool | None = None
    unfurl_media: bool | None = None
    unfurls: dict[str, Any] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edited: str | None = None
    versions: list[tuple[str, Blocks]] = field(default_factory=list)
    posted: float = field(default_factory=time.monotonic)


@dataclass(slots=True)
class Whisper:
    """What one person alone sees; `way` tells how it came: `slackbot` are Slack's own words, all others the app's."""

    way: Literal["ephemeral", "response_url", "acknowledgement", "slackbot"]
    team: str
    channel: str
    user: str
    text: str
    blocks: Blocks = field(default_factory=list)
    thread_ts: str | None = None
    ts: str = ""


@dataclass(slots=True)
class View:
    """A modal that is open before a person, or their Home tab; `body` is what the app sent."""

    id: str
    team: str
    user: str
    body: dict[str, Any]
    hash: str
    root: str = ""
    previous: str | None = None
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Trigger:
    """What lets an app open a modal before a person: once, and for three seconds (`issued` is monotonic)."""

    team: str
    user: str
    issued: float = field(default_factory=time.monotonic)
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """An address for up to five answers in thirty minutes; `ts` is the message that it may replace."""

    team: str
    channel: str
    user: str
    ts: str | None = None
    thread_ts: str | None = None
    issued: float = field(default_factory=time.monotonic)
    uses: int = 0


@dataclass(slots=True)
class Code:
    """What a person's consent to the app is worth to `oauth.v2.access`, once."""

    team: str
    user: str
    used: bool = False


@dataclass(slots=True)
class Upload:
    """A file that the app announced; `content` is None until its bytes are there."""

    team: str
    file: str
    name: str
    length: int
    content: bytes | None = None


@dataclass(slots=True)
class Install:
    """The app in a workspace: the bot's token and who the bot is there."""

    bot_token: str
    bot_user: str
    bot_id: str
    scopes: frozenset[str]
    revoked: bool = False
    uninstalled: bool = False


@dataclass(slots=True)
class Team:
    """A workspace; `stacks` are each person's open modals, the topmost last; `homes` each person's Home tab."""

    id: str
    name: str
    domain: str
    enterprise: str | None = None
    install: Install | None = None
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    whispers: list[Whisper] = field(default_factory=list)
    files: dict[str, File] = field(default_factory=dict)
    stacks: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    previews: dict[str, dict[str, Any]] = field(default_factory=dict)
    published: list[View] = field(default_factory=list)

    def im(self, user: str, other: str | None = None) -> Channel:
        """Return the direct messages of two people, opened where they are not; `other` is the bot unless another is given."""
        bot = self.install.bot_user if self.install else ""
        members = {user, other or bot}
        found = next((one for one in self.channels.values() if one.kind == "im" and one.members == members), None)
        if found is None:
            name = f"D{user}" if bot in members else f"D{min(members)}{max(members)}"
            found = self.channels[name] = Channel(name, self.id, "", "im", members)
        return found

    def message(self, channel: str, ts: str | None) -> Message | None:
        """Return the message at a time stamp, which is unique in its channel."""
        return next((one for one in self.messages if (one.channel, one.ts) == (channel, ts)), None)

    def thread(self, channel: str, ts: str) -> list[Message]:
        """Return the replies under a message, oldest first."""
        return [one for one in self.messages if one.channel == channel and one.thread_ts == ts]

    def posts(self, channel: str | None = None) -> list[Message]:
        """Return the bot's messages, of one channel or of all."""
        bot = self.install.bot_user if self.install else None
        return [one for one in self.messages if one.user == bot and channel in {None, one.channel}]
