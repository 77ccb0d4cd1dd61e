"""What people do in the local Slack, as the requests that Slack makes of it."""

import re
from typing import Any

from tests.local_slack.delivery import Acknowledgement, Delivery
from tests.local_slack.state import (
    APP_ID,
    BOT_ID,
    BOT_USER,
    SIGNING_SECRET,
    TEAM,
    Channel,
    Posted,
    State,
    Whisper,
)

_LINK = re.compile(r"https?://[^\s<>|]+")


class People:
    """The members of the workspace, each known by a user id, and the delivery of what they do to the bot."""

    def __init__(self, state: State, delivery: Delivery) -> None:
        self.state = state
        self.delivery = delivery

    def channel(self, channel_id: str, *members: str, bot: bool = True, private: bool = False) -> str:
        """Open a channel."""
        joined = {*members, BOT_USER} if bot else set(members)
        self.state.channels[channel_id] = Channel(channel_id, joined, private)
        return channel_id

    async def command(self, user: str, channel: str, text: str, *, trigger_id: str | None = None) -> Acknowledgement:
        """Send `/brief`; the acknowledgement's text is seen by that person alone."""
        payload = {
            "token": "unused",
            "team_id": TEAM,
            "team_domain": "desk",
            "channel_id": channel,
            "channel_name": channel.lower(),
            "user_id": user,
            "user_name": user.lower(),
            "command": "/brief",
            "text": text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
            "api_app_id": APP_ID,
            "is_enterprise_install": "false",
            "response_url": self.state.response_url(channel, user),
            "trigger_id": trigger_id or self.state.trigger(user),
        }
        answer = await self.delivery.deliver("command", payload)
        if answer.body.get("text"):
            whisper = Whisper("acknowledgement", channel, user, answer.body["text"], answer.body.get("blocks", []))
            self.state.whispers.append(whisper)
        await self.state.changed()
        return answer

    async def event(
        self, event: dict[str, Any], *, event_id: str | None = None, retry: int | None = None
    ) -> Acknowledgement:
        """Deliver an event; a repetition has the same `event_id` and a `retry` number."""
        payload = {
            "token": "unused",
            "team_id": TEAM,
            "api_app_id": APP_ID,
            "event": event,
            "type": "event_callback",
            "event_id": event_id or f"Ev{self.state.number()}",
            "event_time": int(float(event["event_ts"])),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": TEAM,
                    "user_id": BOT_USER,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
        }
        headers = {} if retry is None else {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        return await self.delivery.deliver("event", payload, headers)

    def write(self, user: str, channel: str, text: str, *, thread_ts: str | None = None) -> Posted:
        """Put a message into a channel without telling the bot."""
        posted = Posted(channel=channel, ts=self.state.ts(), user=user, text=text, thread_ts=thread_ts)
        self.state.messages.append(posted)
        return posted

    async def reply(
        self, user: str, channel: str, thread_ts: str, text: str, *, event_id: str | None = None, **more: Any
    ) -> Acknowledgement:
        """Write in a thread, and tell the bot."""
        posted = self.write(user, channel, text, thread_ts=thread_ts)
        event = message_event(posted) | more
        return await self.event(event, event_id=event_id)

    async def share(self, user: str, channel: str, text: str) -> Posted:
        """Write a message with links of registered domains."""
        posted = self.write(user, channel, text)
        event = _links(text) | {"channel": channel, "user": user, "message_ts": posted.ts}
        source = {"unfurl_id": f"C0.{posted.ts}", "source": "conversations_history", "is_bot_user_member": True}
        await self.event(event | source | {"event_ts": posted.ts})
        return posted

    async def compose(self, user: str, text: str, unfurl_id: str) -> Acknowledgement:
        """Type a message with links, not sent yet."""
        event = _links(text) | {"channel": "COMPOSER", "user": user, "message_ts": "", "source": "composer"}
        return await self.event(event | {"unfurl_id": unfurl_id, "event_ts": self.state.ts()})

    async def press(self, user: str, message: Posted, action_id: str, number: int = 0) -> Acknowledgement:
        """Press the `number`-th button of that action in a message."""
        container = {"type": "message", "message_ts": message.ts, "channel_id": message.channel, "is_ephemeral": False}
        if message.thread_ts is not None:
            container["thread_ts"] = message.thread_ts
        return await self._press(user, container, button(message.blocks, action_id, number))

    async def press_unfurl(self, user: str, message: Posted, url: str, action_id: str) -> Acknowledgement:
        """Press a button of the card under a shared link."""
        container = {
            "type": "message_attachment",
            "message_ts": message.ts,
            "attachment_id": 1,
            "channel_id": message.channel,
            "is_ephemeral": False,
            "is_app_unfurl": True,
            "app_unfurl_url": url,
        }
        if message.thread_ts is not None:
            container["thread_ts"] = message.thread_ts
        return await self._press(user, container, button(message.unfurls[url]["blocks"], action_id))

    async def press_whisper(self, whisper: Whisper, action_id: str) -> Acknowledgement:
        """Press a button of something that one person alone sees."""
        container = {
            "type": "message",
            "message_ts": self.state.ts(),
            "channel_id": whisper.channel,
            "is_ephemeral": True,
        }
        return await self._press(whisper.user, container, button(whisper.blocks, action_id))

    async def _press(self, user: str, container: dict[str, Any], pressed: dict[str, Any]) -> Acknowledgement:
        channel = container["channel_id"]
        payload = {
            "type": "block_actions",
            "user": {"id": user, "username": user.lower(), "team_id": TEAM},
            "api_app_id": APP_ID,
            "token": "unused",
            "container": container,
            "trigger_id": self.state.trigger(user),
            "team": {"id": TEAM, "domain": "desk"},
            "enterprise": None,
            "is_enterprise_install": False,
            "channel": {"id": channel, "name": channel.lower()},
            "response_url": self.state.response_url(channel, user),
            "actions": [pressed | {"block_id": "b", "action_ts": self.state.ts()}],
        }
        return await self.delivery.deliver("interaction", payload)

    async def submit(self, user: str, view: dict[str, Any], **written: str) -> Acknowledgement:
        """Send a modal; `written` is what stands in its inputs, by block id."""
        values = {
            block["block_id"]: {
                block["element"]["action_id"]: _filled(block["element"], written.get(block["block_id"]))
            }
            for block in view["blocks"]
            if block["type"] == "input"
        }
        payload = {
            "type": "view_submission",
            "team": {"id": TEAM, "domain": "desk"},
            "user": {"id": user, "username": user.lower(), "team_id": TEAM},
            "api_app_id": APP_ID,
            "token": "unused",
            "trigger_id": self.state.trigger(user),
            "view": view | {"state": {"values": values}},
            "response_urls": [],
            "is_enterprise_install": False,
            "enterprise": None,
        }
        return await self.delivery.deliver("interaction", payload)


def message_event(posted: Posted) -> dict[str, Any]:
    """Return the event of a message; the bot's own carry its ids."""
    event: dict[str, Any] = {
        "type": "message",
        "channel": posted.channel,
        "channel_type": "channel",
        "user": posted.user,
        "text": posted.text,
        "ts": posted.ts,
        "event_ts": posted.ts,
        "team": TEAM,
    }
    if posted.thread_ts is not None:
        event |= {"thread_ts": posted.thread_ts, "parent_user_id": BOT_USER}
    return event | ({"bot_id": BOT_ID, "app_id": APP_ID} if posted.user == BOT_USER else {})


def button(blocks: list[dict[str, Any]], action_id: str, number: int = 0) -> dict[str, Any]:
    """Return the `number`-th button of an action."""
    found = [
        element
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"] == action_id
    ]
    return dict(found[number])


def _links(text: str) -> dict[str, Any]:
    links = [{"domain": link.split("/")[2], "url": link} for link in _LINK.findall(text.replace("&amp;", "&"))]
    return {"type": "link_shared", "links": links}


def _filled(element: dict[str, Any], written: str | None) -> dict[str, Any]:
    if element["type"] != "radio_buttons":
        return {"type": element["type"], "value": written}
    chosen = next((option for option in element["options"] if option["value"] == written), None)
    return {"type": "radio_buttons", "selected_option": chosen}


__all__ = ["SIGNING_SECRET", "People", "button", "message_event"]
