"""Slack's surfaces, one file each: parse, hand over to the desk, acknowledge, render; nothing else.

Bolt acknowledges when a listener has ended, which is when what it handed over is kept. So the app is made with
`process_before_response`.
"""

from slack_bolt.async_app import AsyncApp

from bot.desk.desk import Desk
from handlers import brief, failure, rest, ruling, thread, unfurl


def register(app: AsyncApp, desk: Desk) -> None:
    """Attach every surface to Bolt's app."""
    for surface in (brief, unfurl, ruling, thread, failure, rest):
        surface.register(app, desk)
