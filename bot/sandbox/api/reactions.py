"""Emoji under messages."""

import re

from bot.sandbox import events, payloads
from bot.sandbox.api import access, posting
from bot.sandbox.api.calling import Answer, BotAsked, Family
from bot.sandbox.refusals import SlackError
from bot.sandbox.workspace import Channel, Message

family = Family()
_NAME = re.compile(r"[a-z0-9_+'’-]{1,100}(::skin-tone-[2-6])?")
MOST = 50


@family.bot("reactions.add", "reactions:write", needs=("name",), json=True)
async def add(asked: BotAsked) -> Answer:
    """Put an emoji under a message."""
    message, name, user = _message(asked), _name(asked), asked.install.bot_user
    if user in message.reactions.get(name, []):
        raise SlackError("already_reacted")
    if name not in message.reactions and len(message.reactions) >= MOST:
        raise SlackError("too_many_emoji")
    message.reactions.setdefault(name, []).append(user)
    await _tell(asked, message, name, added=True)
    return {}


@family.bot("reactions.remove", "reactions:write", needs=("name",), json=True)
async def remove(asked: BotAsked) -> Answer:
    """Take the bot's emoji away."""
    message, name, user = _message(asked), _name(asked), asked.install.bot_user
    users = message.reactions.get(name, [])
    if user not in users:
        raise SlackError("no_reaction")
    users.remove(user)
    if not users:
        del message.reactions[name]
    await _tell(asked, message, name, added=False)
    return {}


@family.bot("reactions.get", "reactions:read")
async def get(asked: BotAsked) -> Answer:
    """Return a message with its emoji."""
    message = _message(asked)
    return {"type": "message", "channel": message.channel, "message": payloads.message(asked.slack, message)}


def _message(asked: BotAsked) -> Message:
    if not asked.text("channel") or not asked.text("timestamp"):
        raise SlackError("no_item_specified")
    return access.message(asked, _channel(asked), asked.text("timestamp"))


def _channel(asked: BotAsked) -> Channel:
    channel = access.room(asked, asked.text("channel"))
    if channel.archived:
        raise SlackError("is_archived")
    if asked.install.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _name(asked: BotAsked) -> str:
    name = asked.text("name").strip(":")
    if not _NAME.fullmatch(name):
        raise SlackError("invalid_name")
    return name


async def _tell(asked: BotAsked, message: Message, name: str, *, added: bool) -> None:
    await posting.announce(asked.slack, message)
    event = events.reacted(asked.slack, message, asked.install.bot_user, name, added=added)
    asked.slack.tell(asked.team.id, event)
