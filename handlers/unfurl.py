"""Shared links: the compact card under a message or in the composer, and *Brief this*, which starts the thread there."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.briefing.blocks.unfurl import BRIEF_THIS
from bot.desk.answers import BRIEF_AGAIN, read_again
from bot.desk.desk import Desk
from bot.desk.share import Share
from handlers import asking, request


def register(app: AsyncApp, desk: Desk) -> None:
    """Attach the event and the buttons."""

    @app.event("link_shared")
    async def shared(event: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext) -> None:
        if event.get("bot_id"):
            return
        urls = list(dict.fromkeys(link["url"] for link in event.get("links", [])))
        await desk.intake.preview(asking.team(context), urls, where(event), key=request.key(body, context))

    @app.action(BRIEF_THIS)
    async def brief_this(
        ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        container = body["container"]
        under = container.get("thread_ts") or container["message_ts"]
        asker, share = asking.by_click(body, context), Share.link(action["value"])
        await desk.intake.brief_and_say(asker, share, key=request.key(body, context), under=under)
        await ack()

    @app.action(BRIEF_AGAIN)
    async def brief_again(
        ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        url, under = read_again(action["value"])
        asker, share = asking.by_click(body, context), Share.link(url)
        await desk.intake.brief_and_say(asker, share, key=request.key(body, context), under=under, again=True)
        await ack()


def where(event: dict[str, Any]) -> dict[str, str]:
    """Return where Slack wants the unfurl: the composer knows no message yet."""
    if event.get("source") == "composer" or event.get("channel") == "COMPOSER":
        return {"unfurl_id": event["unfurl_id"], "source": "composer"}
    return {"channel": event["channel"], "ts": event["message_ts"]}
