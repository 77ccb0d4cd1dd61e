"""A sandbox with its pages open, and a browser's way of asking for them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from bot.sandbox.app import App, Command
from bot.sandbox.server import Sandbox
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Channel, File, Message, Person, Team

OURS = {"HX-Request": "true"}
BASE = "/browser/T0DESK/U1"


@dataclass
class Pages:
    """The pages of a sandbox whose app never answers; `U1` and `U2` are in `C1`, and `U2` alone in `C2`."""

    sandbox: Sandbox
    session: aiohttp.ClientSession

    @property
    def team(self) -> Team:
        return self.sandbox.slack.teams["T0DESK"]

    async def get(self, path: str, **more: Any) -> tuple[int, str]:
        async with self.session.get(self.sandbox.url + path, **more) as answer:
            return answer.status, await answer.text()

    async def post(self, path: str, data: dict[str, Any], **more: Any) -> aiohttp.ClientResponse:
        async with self.session.post(self.sandbox.url + path, data=data, **{"headers": OURS} | more) as answer:
            await answer.read()
            return answer

    def write(self, text: str = "words", *, user: str = "U2", **more: Any) -> Message:
        channel = more.pop("channel", "C1")
        message = Message("T0DESK", channel, self.sandbox.slack.ts(), user, text, **more)
        self.team.messages.append(message)
        return message

    def keep(self, name: str, mimetype: str, content: bytes, channel: str = "C1") -> File:
        file = File(f"F{self.sandbox.slack.number()}", "T0DESK", "U2", name, mimetype, content, channels=[channel])
        self.team.files[file.id] = file
        return file


@pytest.fixture
async def pages() -> AsyncIterator[Pages]:
    slack = Slack(App(commands=(Command("/brief", "Brief an article"),), request_url="http://127.0.0.1:9/"), scale=0)
    team = slack.add_team()
    for user, name in (("U1", "Maya Okafor"), ("U2", "Jonas Lindqvist")):
        team.people[user] = Person(user, name.split()[0].lower(), name)
    team.channels["C1"] = Channel("C1", team.id, "desk", members={"U1", "U2"})
    team.channels["C2"] = Channel("C2", team.id, "secret", "private", members={"U2"})
    async with Sandbox(slack) as sandbox, aiohttp.ClientSession() as session:
        yield Pages(sandbox, session)
