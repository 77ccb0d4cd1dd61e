"""The people of the tests' workspace, and what Slack sends by itself or more than once."""

from typing import Any

from bot.sandbox.deliveries import Acknowledgement
from bot.sandbox.events import envelope, posted
from bot.sandbox.people import Member
from bot.sandbox.people.elements import element
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Channel, Message, Person, Team, View


class People:
    """The members of a workspace by their user ids: `people["U1"]` is one."""

    def __init__(self, sandbox: Sandbox, team: Team) -> None:
        self.sandbox = sandbox
        self.slack = sandbox.slack
        self.team = team

    def __getitem__(self, user: str) -> Member:
        self.team.people.setdefault(user, Person(user, user.lower(), f"Person {user}"))
        return Member(self.slack, self.sandbox.deliveries, self.team, user)

    def channel(self, channel_id: str, *members: str, bot: bool = True, private: bool = False) -> str:
        """Open a channel."""
        assert self.team.install
        joined = {*members, self.team.install.bot_user} if bot else set(members)
        for user in members:
            self.team.people.setdefault(user, Person(user, user.lower(), f"Person {user}"))
        kind = "private" if private else "public"
        self.team.channels[channel_id] = Channel(channel_id, self.team.id, channel_id.lower(), kind, joined)
        return channel_id

    async def brief(self, user: str, channel: str, text: str) -> Acknowledgement:
        """Send `/brief` with a text."""
        return await self[user].command(channel, f"/brief {text}")

    def write(self, user: str, channel: str, text: str, *, thread_ts: str | None = None) -> Message:
        """Put a message into a channel without telling the bot."""
        message = Message(self.team.id, channel, self.slack.ts(), user, text, thread_ts=thread_ts)
        self.team.messages.append(message)
        return message

    def message_event(self, message: Message) -> dict[str, Any]:
        """Return the event of a message as Slack sends it."""
        return posted(self.slack, message)

    async def event(
        self, event: dict[str, Any], *, event_id: str | None = None, retry: int | None = None
    ) -> Acknowledgement:
        """Deliver an event whether subscribed or not; a repetition has the same `event_id` and a `retry` number."""
        headers = {} if retry is None else {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        sent = envelope(self.slack, self.team.id, event, event_id=event_id)
        return await self.sandbox.deliveries.deliver("event", sent, headers)

    async def reply(self, user: str, channel: str, thread_ts: str, text: str, **changed: Any) -> Acknowledgement:
        """Write in a thread, and deliver its event with some of it changed."""
        message = self.write(user, channel, text, thread_ts=thread_ts)
        return await self.event(self.message_event(message) | changed)

    async def submit(self, user: str, view: View, **written: str) -> Acknowledgement:
        """Send a modal; `written` is what stands in its inputs, by block id."""
        values = {
            block["block_id"]: {block["element"]["action_id"]: _filled(block["element"], written[block["block_id"]])}
            for block in view.body["blocks"]
            if block["type"] == "input" and block["block_id"] in written
        }
        return await self[user].submit(view, values)


def button(blocks: list[dict[str, Any]], action_id: str, number: int = 0) -> dict[str, Any]:
    """Return the `number`-th button of an action."""
    return dict(element(blocks, action_id, number)[1])


def _filled(part: dict[str, Any], written: str) -> dict[str, Any]:
    if part["type"] != "radio_buttons":
        return {"type": part["type"], "value": written}
    chosen = next((option for option in part["options"] if option["value"] == written), None)
    return {"type": "radio_buttons", "selected_option": chosen}


__all__ = ["People", "button"]
