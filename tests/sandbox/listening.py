"""The other side of the deliveries: an app over HTTP that checks each signature, keeps what it hears and answers as told."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from bot.sandbox.app import App, Command
from bot.sandbox.deliveries import Deliveries, Faults
from bot.sandbox.people import Member
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Channel, Person, Team

EVENTS = frozenset(
    {
        "app_home_opened",
        "app_mention",
        "file_shared",
        "link_shared",
        "member_joined_channel",
        "message.channels",
        "message.groups",
        "message.im",
        "reaction_added",
        "reaction_removed",
    }
)
SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "groups:history",
        "im:history",
        "links:read",
        "reactions:read",
    }
)
APP = App(
    scopes=SCOPES,
    events=EVENTS,
    commands=(Command("/brief"), Command("/marked", escape=True)),
    unfurl_domains=("example.org",),
)


@dataclass
class Heard:
    """A request that arrived: its headers, and its payload as the app reads it."""

    headers: dict[str, str]
    payload: dict[str, Any]

    @property
    def event(self) -> dict[str, Any]:
        return dict(self.payload["event"])


@dataclass
class Listener:
    """`answers` are given in turn, and 200 with nothing after them."""

    secret: str
    heard: list[Heard] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)
    url: str = ""

    async def hear(self, request: web.Request) -> web.Response:
        body = (await request.read()).decode()
        assert SignatureVerifier(self.secret).is_valid_request(body, dict(request.headers))
        form = dict(parse_qsl(body, keep_blank_values=True)) if "form" in request.content_type else {}
        payload = json.loads(form.get("payload", body)) if "payload" in form or not form else form
        self.heard.append(Heard(dict(request.headers), payload))
        return self.answers.pop(0) if self.answers else web.Response()

    def events(self, kind: str) -> list[dict[str, Any]]:
        """Return the events of a type, oldest first."""
        return [one.event for one in self.heard if one.payload.get("event", {}).get("type") == kind]

    @property
    def last(self) -> dict[str, Any]:
        """The payload that was heard last."""
        return self.heard[-1].payload


@asynccontextmanager
async def listening(secret: str = APP.signing_secret) -> AsyncIterator[Listener]:
    listener = Listener(secret)
    app = web.Application()
    app.add_routes([web.post("/slack/events", listener.hear)])
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    listener.url = f"http://{host}:{port}/slack/events"
    yield listener
    await runner.cleanup()


@dataclass
class Workspace:
    """A workspace with `C0DESK`, where `U1`, `U2` and the bot are, and an app that listens over HTTP."""

    slack: Slack
    faults: Faults
    deliveries: Deliveries
    team: Team
    app: Listener

    def member(self, user: str = "U1") -> Member:
        return Member(self.slack, self.deliveries, self.team, user)


@asynccontextmanager
async def workspace(app: App = APP) -> AsyncIterator[Workspace]:
    async with listening() as listener:
        slack, faults = Slack(replace(app, request_url=listener.url), scale=0.0), Faults()
        deliveries = Deliveries(slack, faults)
        team = slack.add_team()
        for user in ("U1", "U2", "U3"):
            team.people[user] = Person(user, f"name-{user.lower()}", f"Person {user}")
        team.channels["C0DESK"] = Channel("C0DESK", team.id, "fact-desk", members={"U1", "U2", "U0BOT"})
        team.channels["C0AWAY"] = Channel("C0AWAY", team.id, "away", members={"U1"})
        yield Workspace(slack, faults, deliveries, team, listener)
        await deliveries.close()
