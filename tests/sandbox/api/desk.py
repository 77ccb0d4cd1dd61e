"""A workspace behind a real server, with clients that others wrote, and how a refusal is provoked with them."""

from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.app import App
from bot.sandbox.server import Sandbox
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Channel, Message, Person, Team

SCOPES = frozenset(
    {
        "channels:history",
        "channels:join",
        "channels:read",
        "chat:write",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "links:write",
        "mpim:history",
        "mpim:read",
        "mpim:write",
        "reactions:read",
        "reactions:write",
        "team:read",
        "users.profile:read",
        "users:read",
    }
)
APP = App(scopes=SCOPES, unfurl_domains=("example.org",))
BOT = "U0BOT"
TITLE = {"type": "plain_text", "text": "Rule on C1"}


@dataclass
class Desk:
    """`C1` has the bot, `C2` has not, `G1` is private and hides from it, `G2` is private with it, `C9` is archived."""

    sandbox: Sandbox
    team: Team
    client: AsyncWebClient
    told: list[dict[str, Any]] = field(default_factory=list)

    @property
    def slack(self) -> Slack:
        return self.sandbox.slack

    def narrowed(self, *scopes: str) -> None:
        """Leave the bot with these scopes."""
        assert self.team.install
        self.team.install.scopes = frozenset(scopes)

    def write(self, text: str = "Hello", channel: str = "C1", **more: Any) -> Message:
        """Put a person's message into a channel."""
        message = Message(self.team.id, channel, self.slack.ts(), "U1", text, **more)
        self.team.messages.append(message)
        return message

    def trigger(self, user: str = "U1") -> str:
        return self.slack.trigger(self.team.id, user)


def made(sandbox: Sandbox) -> Desk:
    """Furnish the workspace."""
    slack = sandbox.slack
    team = slack.add_team()
    for user in ("U1", "U2", "U3"):
        team.people[user] = Person(user, f"name-{user.lower()}", f"Person {user}")
    rooms = (
        Channel("C1", team.id, "fact-desk", members={"U1", "U2", BOT}),
        Channel("C2", team.id, "away", members={"U1"}),
        Channel("G1", team.id, "hidden", "private", {"U1"}),
        Channel("G2", team.id, "inner", "private", {"U1", BOT}),
        Channel("C9", team.id, "past", members={"U1", BOT}, archived=True),
    )
    team.channels |= {room.id: room for room in rooms}
    assert team.install
    client = AsyncWebClient(token=team.install.bot_token, base_url=f"{sandbox.url}/api/")
    desk = Desk(sandbox, team, client)
    slack.tell = lambda _, event: desk.told.append(event)
    return desk


async def refused(call: Awaitable[Any], error: str) -> dict[str, Any]:
    """Make a call, assert that it is refused with this error, and return the whole answer."""
    with pytest.raises(SlackApiError) as raised:
        await call
    answer: dict[str, Any] = raised.value.response.data
    assert answer["error"] == error
    assert answer["ok"] is False
    return answer


def section(text: str = "Hello", **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}} | more


def modal(**more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": TITLE, "blocks": [section()]} | more


def home(**more: Any) -> dict[str, Any]:
    return {"type": "home", "blocks": [section()]} | more
