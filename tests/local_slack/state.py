"""What the local Slack holds: channels, messages, threads, previews, what one person alone sees, and open views."""

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

TEAM = "T0DESK"
BOT_USER = "U0BOT"
BOT_ID = "B0BOT"
APP_ID = "A0FACTDESK"
BOT_TOKEN = "xoxb-local"
APP_TOKEN = "xapp-local"
SIGNING_SECRET = "local-secret"
TRIGGER_SECONDS = 3.0
RESPONSE_URL_USES = 5
WAIT_SECONDS = 10.0
T = TypeVar("T")


@dataclass
class Channel:
    id: str
    members: set[str] = field(default_factory=lambda: {BOT_USER})
    private: bool = False
    archived: bool = False


@dataclass
class Posted:
    """A message in a channel; `versions` are its earlier texts and blocks."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: dict[str, Any] | None = None
    unfurl_links: bool | None = None
    unfurl_media: bool | None = None
    unfurls: dict[str, Any] = field(default_factory=dict)
    versions: list[tuple[str, list[dict[str, Any]]]] = field(default_factory=list)


@dataclass
class Whisper:
    """What one person alone sees; `way` is how it came: `ephemeral`, `response_url` or `acknowledgement`."""

    way: str
    channel: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    thread_ts: str | None = None


@dataclass
class Trigger:
    user: str
    issued: float
    used: bool = False


@dataclass
class ResponseUrl:
    channel: str
    user: str
    uses: int = 0


@dataclass
class Refusal:
    """What a method answers next time: an error, or a 429 with its `Retry-After`."""

    error: str
    retry_after: int | None = None


class State:
    """Everything held, and `until`, which waits for a change instead of sleeping."""

    def __init__(self) -> None:
        self.channels: dict[str, Channel] = {}
        self.messages: list[Posted] = []
        self.whispers: list[Whisper] = []
        self.views: list[dict[str, Any]] = []
        self.previews: dict[str, dict[str, Any]] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.refusals: dict[str, list[Refusal | None]] = {}
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.url = ""
        self._numbers = itertools.count(1)
        self._started = int(time.time())
        self._changed = asyncio.Condition()

    def number(self) -> int:
        return next(self._numbers)

    def ts(self) -> str:
        return f"{self._started}.{self.number():06d}"

    def trigger(self, user: str) -> str:
        trigger_id = f"{self.number()}.{TEAM}.trigger"
        self.triggers[trigger_id] = Trigger(user=user, issued=time.monotonic())
        return trigger_id

    def response_url(self, channel: str, user: str) -> str:
        key = f"r{self.number()}"
        self.response_urls[key] = ResponseUrl(channel=channel, user=user)
        return f"{self.url}response/{key}"

    def refuse(
        self, method: str, error: str, *, after: int = 0, times: int = 1, retry_after: int | None = None
    ) -> None:
        """Let a method fail the next `times` it is called, `after` so many calls that go well."""
        self.refusals.setdefault(method, []).extend([None] * after + [Refusal(error, retry_after)] * times)

    def called(self, method: str) -> list[dict[str, Any]]:
        return [arguments for name, arguments in self.calls if name == method]

    def message(self, channel: str, ts: str | None) -> Posted | None:
        return next((one for one in self.messages if (one.channel, one.ts) == (channel, ts)), None)

    def thread(self, channel: str, ts: str) -> list[Posted]:
        """The replies under a message, oldest first."""
        return [one for one in self.messages if one.channel == channel and one.thread_ts == ts]

    def posts(self, channel: str | None = None) -> list[Posted]:
        """The bot's messages."""
        return [one for one in self.messages if one.user == BOT_USER and channel in {None, one.channel}]

    async def changed(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def until(self, found: Callable[[], T | None]) -> T:
        """Return the first true value of `found`, asked again whenever something changes."""
        async with asyncio.timeout(WAIT_SECONDS), self._changed:
            while not (value := found()):
                await self._changed.wait()
            return value
