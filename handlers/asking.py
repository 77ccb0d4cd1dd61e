"""Who asks, read from Slack's payloads. Apart because each surface writes it down in another shape."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext

from bot.desk.outbox import Asker

Payload = Mapping[str, Any]


def team(context: AsyncBoltContext) -> str:
    """Return the workspace, or the organisation where the app is installed in all of one."""
    return context.team_id or context.enterprise_id or ""


def by_command(command: Payload, context: AsyncBoltContext) -> Asker:
    """Return who sent a slash command."""
    where = {"channel": command["channel_id"], "user": command["user_id"]}
    return Asker(team=team(context), **where, response_url=command.get("response_url"))


def by_click(body: Payload, context: AsyncBoltContext) -> Asker:
    """Return who pressed a button; `thread_ts` only where the thread is there, since Slack hides answers in others."""
    container = body.get("container", {})
    return Asker(
        team=team(context),
        channel=container.get("channel_id") or body["channel"]["id"],
        user=body["user"]["id"],
        thread_ts=container.get("thread_ts"),
        response_url=body.get("response_url"),
    )


def by_view(body: Payload, context: AsyncBoltContext) -> Asker:
    """Return who sent a modal; it belongs to no channel, so the person is answered directly."""
    return Asker(team=team(context), channel=body["user"]["id"], user=body["user"]["id"])


def by_message(event: Payload, context: AsyncBoltContext) -> Asker:
    """Return who wrote a reply in a thread."""
    return Asker(team=team(context), channel=event["channel"], user=event["user"], thread_ts=event["thread_ts"])
