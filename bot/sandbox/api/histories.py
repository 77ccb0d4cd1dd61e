"""What was written: in a channel, newest first, and in a thread, oldest first."""

from bot.sandbox import payloads
from bot.sandbox.api import access
from bot.sandbox.api.calling import Answer, BotAsked, Family
from bot.sandbox.api.paging import page
from bot.sandbox.refusals import SlackError
from bot.sandbox.workspace import Channel, Message

family = Family()


@family.bot("conversations.history", *access.HISTORY, needs=("channel",))
async def history(asked: BotAsked) -> Answer:
    """List the messages of a channel, replies only where they were sent to the channel as well."""
    channel = _joined(asked)
    said = [
        one
        for one in asked.team.messages
        if one.channel == channel.id and (one.thread_ts is None or one.broadcast) and _asked_for(asked, one)
    ]
    return _page(asked, sorted(said, key=lambda one: float(one.ts), reverse=True))


@family.bot("conversations.replies", *access.HISTORY, needs=("channel", "ts"))
async def replies(asked: BotAsked) -> Answer:
    """List a thread, its parent first; the time stamp of a reply leads to its thread, too."""
    channel = _joined(asked)
    first = access.message(asked, channel, asked.text("ts"), "thread_not_found")
    parent = access.message(asked, channel, first.thread_ts or first.ts, "thread_not_found")
    said = [one for one in asked.team.thread(channel.id, parent.ts) if _asked_for(asked, one)]
    return _page(asked, [parent, *sorted(said, key=lambda one: float(one.ts))])


def _joined(asked: BotAsked) -> Channel:
    channel = access.readable(asked, asked.text("channel"), "history")
    if asked.install.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _asked_for(asked: BotAsked, message: Message) -> bool:
    oldest, latest = _moment(asked, "oldest", 0.0), _moment(asked, "latest", float("inf"))
    at = float(message.ts)
    return oldest <= at <= latest if asked.flag("inclusive") else oldest < at < latest


def _moment(asked: BotAsked, name: str, usually: float) -> float:
    try:
        return float(asked.text(name) or usually)
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def _page(asked: BotAsked, messages: list[Message]) -> Answer:
    some, following = page(asked, messages, lambda message: message.ts)
    with_metadata = asked.flag("include_all_metadata")
    shown = [_shown(asked, message, with_metadata=with_metadata) for message in some]
    return {"messages": shown, "has_more": bool(following["response_metadata"]["next_cursor"])} | following


def _shown(asked: BotAsked, message: Message, *, with_metadata: bool) -> Answer:
    shown = payloads.message(asked.slack, message)
    if not with_metadata:
        shown.pop("metadata", None)
    return shown
