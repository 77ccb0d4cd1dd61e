"""Slack repeats what it does not see acknowledged in time: each request is noted first, and taken in once."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.desk.desk import Desk
from handlers import asking, sentences
from handlers.thread import is_reply

_log = logging.getLogger(__name__)


def register(app: AsyncApp, desk: Desk) -> None:
    """Put the note before every listener: Bolt acknowledges an event before its listener runs."""

    async def once(
        body: dict[str, Any], context: AsyncBoltContext, next_: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        key = request_key(body, asking.team(context))
        if key is None or await desk.store.first_time(key):
            return await next_()
        _log.info(sentences.LOG_REPEATED, key)
        return BoltResponse(status=200, body="")

    app.use(once)


def request_key(body: dict[str, Any], team: str) -> str | None:
    """Return what a request and its repetitions share; None for messages that nobody here will act on."""
    event = body.get("event")
    if isinstance(event, dict) and event.get("type") == "message" and not is_reply(event):
        return None
    own = body.get("event_id") or body.get("trigger_id")
    return f"{team}:{own}" if own else None
