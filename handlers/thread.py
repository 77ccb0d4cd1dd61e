"""Replies in a briefing's thread: those that are thread words go to the desk, all others are nobody's business here."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.desk import words
from bot.desk.desk import Desk
from handlers import asking, request

_SUBTYPES = frozenset({None, "thread_broadcast", "file_share"})


def register(app: AsyncApp, desk: Desk) -> None:
    """Attach the event."""

    @app.event("message")
    async def reply(event: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext) -> None:
        if is_reply(event):
            asker = asking.by_message(event, context)
            await desk.rulings.words(asker, event["text"], key=request.key(body, context))


def is_reply(event: dict[str, Any]) -> bool:
    """Tell whether a message is a person's new reply in a thread with words that could be a ruling."""
    if event.get("subtype") not in _SUBTYPES or event.get("bot_id") or event.get("edited"):
        return False
    if not event.get("user") or event.get("thread_ts") in {None, event.get("ts")}:
        return False
    return bool(words.read(event.get("text") or "", ()))
