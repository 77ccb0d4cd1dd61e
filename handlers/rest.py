"""What nobody here acts on: Slack wants it acknowledged all the same, or it marks the button and repeats the event."""

import re

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.desk.desk import Desk


def register(app: AsyncApp, _desk: Desk) -> None:
    """Attach what takes any action and event that nobody else took; it has to be the last."""
    anything = re.compile("")

    @app.action(anything)
    async def action(ack: AsyncAck) -> None:
        await ack()

    @app.event(anything)
    async def event() -> None:
        pass
