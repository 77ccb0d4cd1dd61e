"""What the app sends to a `response_url`: five times in thirty minutes, to one person or to the channel, new or instead.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

import time
from typing import Any

from bot.sandbox.api import ephemeral, posting
from bot.sandbox.api.calling import Asked
from bot.sandbox.refusals import SlackError
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Message, ResponseUrl, Team, Whisper

USES = 5
SECONDS = 30 * 60.0


async def respond(slack: Slack, key: str, said: dict[str, Any]) -> None:
    """Take one answer; raise SlackError where Slack would not."""
    address = slack.response_urls.get(key)
    if address is None or time.monotonic() - address.issued > SECONDS:
        raise SlackError("expired_url")
    if address.uses >= USES:
        raise SlackError("used_url")
    team, asked = slack.teams[address.team], Asked(slack, said)
    if asked.flag("delete_original"):
        await _withdraw(slack, team, address)
    else:
        await _say(slack, team, address, asked)
    address.uses += 1


async def _say(slack: Slack, team: Team, address: ResponseUrl, asked: Asked) -> None:
    text, blocks = posting.content(asked)
    original = _original(team, address)
    if asked.flag("replace_original") and isinstance(original, Message):
        await posting.revise(slack, team, original, text, blocks)
    elif asked.flag("replace_original") and isinstance(original, Whisper):
        original.text, original.blocks = text, blocks
        await ephemeral.announce(slack, original)
    elif asked.text("response_type") == "in_channel":
        said = posting.bot_message(slack, team, team.channels[address.channel], text, blocks)
        said.thread_ts = asked.text("thread_ts") or address.thread_ts
        await posting.publish(slack, team, said)
    else:
        thread_ts = asked.text("thread_ts") or address.thread_ts
        about = (team.id, address.channel, address.user, text, blocks, thread_ts, slack.ts())
        await ephemeral.show(slack, team, Whisper("response_url", *about))


async def _withdraw(slack: Slack, team: Team, address: ResponseUrl) -> None:
    original = _original(team, address)
    if isinstance(original, Message):
        await posting.withdraw(slack, team, original)
    elif isinstance(original, Whisper):
        team.whispers.remove(original)
        await ephemeral.announce(slack, original)
    else:
        raise SlackError("message_not_found")


def _original(team: Team, address: ResponseUrl) -> Message | Whisper | None:
    """Return what the person acted on, which the answer may replace."""
    if address.ts is None:
        return None
    whisper = (one for one in team.whispers if (one.channel, one.ts) == (address.channel, address.ts))
    return team.message(address.channel, address.ts) or next(whisper, None)
