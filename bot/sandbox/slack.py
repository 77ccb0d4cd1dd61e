"""All that the local Slack holds, the ids that it gives out, and word of each change to whoever watches."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.sandbox.app import App
from bot.sandbox.workspace import Code, Install, Person, ResponseUrl, Team, Trigger, Upload

T = TypeVar("T")
WAIT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Change:
    """What changed: `kind` is message, whisper, view, home, preview, presence, call or delivery; the rest says where."""

    kind: str
    team: str
    channel: str | None = None
    thread_ts: str | None = None
    user: str | None = None
    ts: str | None = None


@dataclass(slots=True)
class Call:
    """A call of a Web API method: when it began (monotonic), and what it was answered, None while under way."""

    method: str
    team: str | None
    arguments: dict[str, Any]
    at: float = field(default_factory=time.monotonic)
    error: str | None = None
    answered: bool = False


@dataclass(slots=True)
class Delivery:
    """A request that was sent to the app: its kind (command, event, interaction, options) and what it was about.

    `key` is what repetitions share (an `event_id` or `trigger_id`), `attempt` counts from 0, and `acknowledged` is None
    while the app has time left.
    """

    kind: str
    about: str
    key: str
    team: str
    attempt: int = 0
    acknowledged: bool | None = None
    status: int = 0
    at: float = field(default_factory=time.monotonic)


class Slack:
    """The workspaces with one app in them. `scale` shortens Slack's own waits (retries, expiry) for tests."""

    def __init__(self, app: App, *, scale: float = 1.0) -> None:
        self.app = app
        self.scale = scale
        self.url = ""
        """The base of the server, `http://host:port`, once it listens; the Web API is at `{url}/api/`."""
        self.teams: dict[str, Team] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.codes: dict[str, Code] = {}
        self.uploads: dict[str, Upload] = {}
        self.unfurl_ids: dict[str, tuple[str, str]] = {}
        """The channel and message that each `unfurl_id` stands for; `COMPOSER` for one not sent yet."""
        self.posts_per_second: float | None = None
        """How fast a channel takes the bot's messages, after a short burst; None for as fast as they come."""
        self.allowances: dict[tuple[str, str], tuple[float, float]] = {}
        """How many messages a channel still takes at once, as of when (monotonic)."""
        self.calls: list[Call] = []
        self.changes: list[Change] = []
        """All that changed, in order: a page that was away learns from here what it missed."""
        self.deliveries: list[Delivery] = []
        self.tickets: set[str] = set()
        """What Socket Mode connections show at the door, once each."""
        self.tell: Callable[[str, dict[str, Any]], None] = lambda _team, _event: None
        """Takes an event (team, event) that the app may want; the deliveries put themselves here."""
        self._numbers = itertools.count(1)
        self._started = int(time.time())
        self._condition = asyncio.Condition()
        self._watchers: set[asyncio.Queue[Change]] = set()

    def number(self) -> int:
        """Return a number that was not given out before."""
        return next(self._numbers)

    def ts(self) -> str:
        """Return the time stamp of a new message, unique and rising."""
        return f"{max(self._started, int(time.time()))}.{self.number() % 1_000_000:06d}"

    def add_team(self, team_id: str = "T0DESK", name: str = "Desk", *, enterprise: str | None = None) -> Team:
        """Open a workspace with the app installed; its bot is `U0BOT…`."""
        team = self.teams[team_id] = Team(team_id, name, name.lower().replace(" ", "-"), enterprise)
        self.install(team)
        return team

    def install(self, team: Team) -> Install:
        """Install the app in a workspace, or install it again."""
        suffix = "" if team.id == "T0DESK" else team.id[2:]
        token = f"xoxb-local{'-' + suffix.lower() if suffix else ''}"
        install = team.install = Install(token, f"U0BOT{suffix}", f"B0BOT{suffix}", self.app.scopes)
        team.people[install.bot_user] = Person(install.bot_user, self.app.name.lower(), self.app.name, is_bot=True)
        return install

    def unfurl_id(self, channel: str, ts: str) -> str:
        """Return the id under which `chat.unfurl` takes cards for the links of a message, or of one being written."""
        unfurl_id = f"{channel}.{ts}.{self.number():x}"
        self.unfurl_ids[unfurl_id] = (channel, ts)
        return unfurl_id

    def code(self, team: str, user: str) -> str:
        """Return a code that `oauth.v2.access` takes once."""
        code = f"{self.number()}.{self.number()}.code"
        self.codes[code] = Code(team, user)
        return code

    def by_token(self, token: str) -> Team | None:
        """Return the workspace whose bot has this token."""
        return next((one for one in self.teams.values() if one.install and one.install.bot_token == token), None)

    def trigger(self, team: str, user: str) -> str:
        """Return a new trigger id."""
        trigger_id = f"{self.number()}.{team}.{self.number():x}"
        self.triggers[trigger_id] = Trigger(team, user)
        return trigger_id

    def response_url(self, team: str, channel: str, user: str, **about: Any) -> str:
        """Return the address of a new `response_url`."""
        key = f"{team}/{self.number()}/{self.number():x}"
        self.response_urls[key] = ResponseUrl(team, channel, user, **about)
        return f"{self.url}/response/{key}"

    def socket_url(self) -> str:
        """Return the address of a Socket Mode connection, good for one."""
        ticket = f"{self.number():x}-{self.number():x}"
        self.tickets.add(ticket)
        return f"{self.url.replace('http', 'ws', 1)}/socket?ticket={ticket}&app_id={self.app.id}"

    async def changed(self, change: Change) -> None:
        """Tell all who watch or wait."""
        self.changes.append(change)
        for watcher in self._watchers:
            watcher.put_nowait(change)
        async with self._condition:
            self._condition.notify_all()

    @asynccontextmanager
    async def watch(self) -> AsyncIterator[asyncio.Queue[Change]]:
        """Give a queue of the changes from now on."""
        queue: asyncio.Queue[Change] = asyncio.Queue()
        self._watchers.add(queue)
        try:
            yield queue
        finally:
            self._watchers.discard(queue)

    async def until(self, found: Callable[[], T | None], seconds: float = WAIT_SECONDS) -> T:
        """Return the first true value of `found`, asked again whenever something changes; TimeoutError where none comes."""
        async with asyncio.timeout(seconds), self._condition:
            while not (value := found()):
                await self._condition.wait()
            return value
