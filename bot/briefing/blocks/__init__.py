"""The Slack face: a briefing as Block Kit, built by pure functions that return plain data within Slack's limits."""

from bot.briefing.blocks.card import card, ruled_line
from bot.briefing.blocks.kit import Block, Message
from bot.briefing.blocks.modal import ruling_modal
from bot.briefing.blocks.thread import messages
from bot.briefing.blocks.trouble import trouble
from bot.briefing.blocks.unfurl import Unfurl, unfurl
from bot.briefing.blocks.value import read_value

__all__ = [
    "Block",
    "Message",
    "Unfurl",
    "card",
    "messages",
    "read_value",
    "ruled_line",
    "ruling_modal",
    "trouble",
    "unfurl",
]
