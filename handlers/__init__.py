"""Slack's surfaces, one file each: parse, acknowledge, hand over to the desk, render; nothing else."""

from slack_bolt.async_app import AsyncApp

from bot.desk.desk import Desk
from handlers import brief, failure, once, rest, ruling, thread, unfurl


def register(app: AsyncApp, desk: Desk) -> None:
    """Attach every surface to Bolt's app."""
    for surface in (once, brief, unfurl, ruling, thread, failure, rest):
        surface.register(app, desk)
