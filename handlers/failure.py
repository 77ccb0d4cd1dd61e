"""What no handler expected: logged by its kind, since a request's body holds what people wrote."""

import logging
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.desk.desk import Desk
from handlers import sentences

_log = logging.getLogger(__name__)


def register(app: AsyncApp, _desk: Desk) -> None:
    """Put this in the place of Bolt's own error handler."""

    @app.error
    async def failure(error: Exception, body: dict[str, Any]) -> None:
        _log.error(sentences.LOG_FAILED, body.get("type") or body.get("command"), type(error).__name__)
