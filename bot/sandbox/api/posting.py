"""What all ways to write have in common: what a message may hold, where it goes, how fast, and that all hear of it."""

import copy
import json
import time
from typing import Any

from bot.sandbox import events, payloads
from bot.sandbox.api.calling import Asked, BotAsked
from bot.sandbox.blocks import identified
from bot.sandbox.refusals import SlackError, malformed, rate_limited
from bot.sandbox.shapes import block_problems, limits, metadata_problems, too_heavy
from bot.sandbox.slack import Change, Slack
from bot.sandbox.workspace import Blocks, Channel, Message, Team

BURST = 5.0


def paced(asked: BotAsked, channel: Channel) -> None:
    """Count a message; refuse it where the channel gets more than it takes."""
    speed = asked.slack.posts_per_second
    if speed is None:
        return
    key, now = (asked.team.id, channel.id), time.monotonic()
    left, at = asked.slack.allowances.get(key, (BURST, now))
    left = min(BURST, left + (now - at) * speed)
    if left < 1:
        raise rate_limited(max(1, round((1 - left) / speed)), "rate_limited")
    asked.slack.allowances[key] = (left - 1, now)


def content(asked: Asked) -> tuple[str, Blocks]:
    """Return the text and the blocks of what is to be said; refuse what Slack does not take."""
    text = asked.text("text")
    blocks = asked.structure("blocks", "invalid_blocks_format") or []
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    if problems := block_problems(blocks):
        raise malformed("invalid_blocks", problems, "/blocks")
    if too_heavy(blocks):
        raise SlackError("msg_blocks_too_long")
    if not text.strip() and not blocks:
        raise SlackError("no_text")
    return text[: limits.TEXT_CUT], identified(asked.slack, blocks)


def metadata(asked: Asked) -> dict[str, Any] | None:
    """Return a message's metadata; an empty one takes away what there was."""
    given = asked.structure("metadata", "invalid_metadata_format")
    if metadata_problems(given):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(given)) > limits.METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return copy.deepcopy(given) if isinstance(given, dict) else None


def parent(team: Team, channel: Channel, thread_ts: str) -> str | None:
    """Return the time stamp of the thread to answer in."""
    if not thread_ts:
        return None
    found = team.message(channel.id, thread_ts)
    if found is None or found.thread_ts is not None:
        raise SlackError("thread_not_found")
    return thread_ts


def bot_message(slack: Slack, team: Team, channel: Channel, text: str, blocks: Blocks) -> Message:
    """Return a new message of the bot's."""
    install = team.install
    if install is None:
        raise SlackError("account_inactive")
    said = Message(team.id, channel.id, slack.ts(), install.bot_user, text, blocks)
    said.bot_id, said.app_id = install.bot_id, slack.app.id
    return said


async def publish(slack: Slack, team: Team, message: Message) -> None:
    """Put a message into its channel, and let everybody know."""
    team.messages.append(message)
    await announce(slack, message)
    slack.tell(team.id, events.posted(slack, message))


async def revise(slack: Slack, team: Team, message: Message, text: str, blocks: Blocks) -> None:
    """Give a message other words, and let everybody know."""
    before = payloads.message(slack, message)
    message.versions.append((message.text, message.blocks))
    message.text, message.blocks = text, blocks
    if not blocks:  # what is made of blocks is not marked as edited
        message.edited = slack.ts()
    await announce(slack, message)
    slack.tell(team.id, events.edited(slack, message, before))


async def withdraw(slack: Slack, team: Team, message: Message) -> None:
    """Take a message away; its replies stay."""
    event = events.deleted(slack, message)
    team.messages.remove(message)
    await announce(slack, message)
    slack.tell(team.id, event)


async def announce(slack: Slack, message: Message) -> None:
    """Tell whoever watches that a message changed."""
    change = Change("message", message.team, message.channel, message.thread_ts, message.user, message.ts)
    await slack.changed(change)
