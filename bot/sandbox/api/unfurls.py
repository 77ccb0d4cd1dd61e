"""The cards under links, in messages and before they are sent."""

import copy
import html
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox import events, payloads
from bot.sandbox.api import posting
from bot.sandbox.api.calling import Answer, BotAsked, Family
from bot.sandbox.blocks import identified
from bot.sandbox.refusals import SlackError, malformed
from bot.sandbox.shapes import unfurl_problems
from bot.sandbox.slack import Change
from bot.sandbox.workspace import Message

family = Family()
SOURCES = {"composer", "conversations_history"}


@family.bot("chat.unfurl", "links:write", json=True)
async def unfurl(asked: BotAsked) -> Answer:
    """Put cards under the links of a message, or of one that is being written (`unfurl_id` and `source`)."""
    cards = _cards(asked)
    if asked.text("source") == "composer":
        return await _preview(asked, cards)
    message = _message(asked)
    written = html.unescape(message.text)
    for url in cards:
        if html.unescape(url) not in written:
            raise SlackError("cannot_unfurl_message")
    before = payloads.message(asked.slack, message)
    message.unfurls |= cards
    await posting.announce(asked.slack, message)
    asked.slack.tell(asked.team.id, events.edited(asked.slack, message, before))
    return {}


def _cards(asked: BotAsked) -> dict[str, Any]:
    if asked.arguments.get("unfurls") in (None, ""):
        raise SlackError("missing_unfurls")
    cards = asked.structure("unfurls", "invalid_unfurls_format")
    if not isinstance(cards, dict):
        raise SlackError("invalid_unfurls_format")
    for url in cards:
        if not _ours(asked, url):
            raise SlackError("cannot_unfurl_url")
    if problems := unfurl_problems(cards):
        raise malformed("invalid_blocks", problems, "/unfurls")
    return {url: card | {"blocks": identified(asked.slack, card.get("blocks", []))} for url, card in cards.items()}


def _ours(asked: BotAsked, url: str) -> bool:
    """Tell whether the link is of a domain that the app registered; here a domain may name a port."""
    parts = urlsplit(html.unescape(url))
    host = parts.hostname or ""
    return any(
        domain in {host, parts.netloc} or host.endswith(f".{domain}") for domain in asked.slack.app.unfurl_domains
    )


async def _preview(asked: BotAsked, cards: dict[str, Any]) -> Answer:
    unfurl_id = asked.text("unfurl_id")
    if not unfurl_id:
        raise SlackError("missing_unfurl_id")
    if unfurl_id not in asked.slack.unfurl_ids:
        raise SlackError("invalid_unfurl_id")
    asked.team.previews[unfurl_id] = copy.deepcopy(cards)
    await asked.slack.changed(Change("preview", asked.team.id))
    return {}


def _message(asked: BotAsked) -> Message:
    """Return the message, named by channel and time stamp or by the event's `unfurl_id`."""
    channel, ts = asked.text("channel"), asked.text("ts")
    if unfurl_id := asked.text("unfurl_id"):
        if not asked.text("source"):
            raise SlackError("missing_source")
        if asked.text("source") not in SOURCES:
            raise SlackError("invalid_source")
        if unfurl_id not in asked.slack.unfurl_ids:
            raise SlackError("invalid_unfurl_id")
        channel, ts = asked.slack.unfurl_ids[unfurl_id]
    if not channel:
        raise SlackError("missing_unfurl_id" if asked.text("source") else "missing_channel")
    if not ts:
        raise SlackError("missing_ts")
    # no membership is asked for: links are shared with the app wherever they are written
    if channel not in asked.team.channels:
        raise SlackError("cannot_find_channel")
    message = asked.team.message(channel, ts)
    if message is None:
        raise SlackError("cannot_find_message")
    return message
