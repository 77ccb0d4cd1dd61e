"""Which channels, messages and people the bot may see, and the refusals where it may not."""

from bot.sandbox.api.calling import BotAsked
from bot.sandbox.refusals import SlackError, missing_scope
from bot.sandbox.workspace import Channel, ChannelKind, Message, Person

KINDS: dict[ChannelKind, str] = {"public": "channels", "private": "groups", "mpim": "mpim", "im": "im"}
READ = tuple(f"{kind}:read" for kind in KINDS.values())
HISTORY = tuple(f"{kind}:history" for kind in KINDS.values())


def room(asked: BotAsked, name: str) -> Channel:
    """Return a channel by id that the bot may know of: a public one, or one that it is a member of."""
    channel = asked.team.channels.get(name)
    if channel is None or (channel.kind != "public" and asked.install.bot_user not in channel.members):
        raise SlackError("channel_not_found")
    return channel


def readable(asked: BotAsked, name: str, what: str) -> Channel:
    """Return a channel of a kind for which the token has the scope to do `what` (`read`, `history`)."""
    channel = room(asked, name)
    needed = f"{KINDS[channel.kind]}:{what}"
    if needed not in asked.install.scopes:
        raise missing_scope([needed], asked.install.scopes)
    return channel


def place(asked: BotAsked, name: str) -> Channel:
    """Return the channel to write to, by id, `#name` or a person's id; it must be open and the bot in it."""
    someone = asked.team.people.get(name)
    if someone is not None and not someone.is_bot:
        return asked.team.im(name)
    if name.startswith("#"):
        named = (one for one in asked.team.channels.values() if one.name == name[1:])
        name = next(named, Channel("", "", "")).id
    channel = room(asked, name)
    if channel.archived:
        raise SlackError("is_archived")
    open_to_all = channel.kind == "public" and "chat:write.public" in asked.install.scopes
    if asked.install.bot_user not in channel.members and not open_to_all:
        raise SlackError("not_in_channel")
    return channel


def message(asked: BotAsked, channel: Channel, ts: str, code: str = "message_not_found") -> Message:
    """Return a message of a channel."""
    found = asked.team.message(channel.id, ts)
    if found is None:
        raise SlackError(code)
    return found


def person(asked: BotAsked, user: str) -> Person:
    """Return a member of the workspace."""
    found = asked.team.people.get(user)
    if found is None:
        raise SlackError("user_not_found")
    return found
