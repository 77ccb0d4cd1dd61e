"""Slack's own word on shapes and lengths, from its reference: what a message, a view or a card must be for Slack to take it.

Apart from `bot.briefing.blocks` on purpose: that is what the bot believes, and this is the other side.
"""

from bot.sandbox.shapes.checks import (
    block_problems,
    message_problems,
    metadata_problems,
    too_heavy,
    unfurl_problems,
    view_problems,
    view_too_large,
)
from bot.sandbox.shapes.problem import Problem, length, parts

__all__ = [
    "Problem",
    "block_problems",
    "length",
    "message_problems",
    "metadata_problems",
    "parts",
    "too_heavy",
    "unfurl_problems",
    "view_problems",
    "view_too_large",
]
