"""Channels and direct messages: what there is, who is in it, joining and opening."""

from bot.sandbox import events
from bot.sandbox.api import access
from bot.sandbox.api.calling import Answer, BotAsked, Family
from bot.sandbox.api.paging import page
from bot.sandbox.refusals import SlackError, missing_scope
from bot.sandbox.slack import Change
from bot.sandbox.workspace import Channel, ChannelKind

family = Family()
TYPES: dict[str, ChannelKind] = {
    "public_channel": "public",
    "private_channel": "private",
    "mpim": "mpim",
    "im": "im",
}
MOST_PEOPLE = 8


def shown(asked: BotAsked, channel: Channel) -> Answer:
    """Return a channel as the Web API describes it."""
    member = asked.install.bot_user in channel.members
    about: Answer = {
        "id": channel.id,
        "created": 0,
        "is_archived": channel.archived,
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "public",
        "is_org_shared": False,
        "context_team_id": channel.team,
    }
    if channel.kind == "im":
        others = sorted(channel.members - {asked.install.bot_user})
        return about | {"user": others[0] if others else asked.install.bot_user, "is_user_deleted": False}
    topic = {"value": channel.topic, "creator": "", "last_set": 0}
    return about | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_general": channel.name == "general",
        "is_shared": False,
        "is_ext_shared": False,
        "is_member": member,
        "creator": "",
        "topic": topic,
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


@family.bot("conversations.info", *access.READ, needs=("channel",))
async def info(asked: BotAsked) -> Answer:
    """Describe a channel."""
    return {"channel": shown(asked, access.readable(asked, asked.text("channel"), "read"))}


@family.bot("conversations.members", *access.READ, needs=("channel",))
async def members(asked: BotAsked) -> Answer:
    """List who is in a channel."""
    channel = access.readable(asked, asked.text("channel"), "read")
    some, following = page(asked, sorted(channel.members), str)
    return {"members": some} | following


@family.bot("conversations.list", *access.READ)
async def listed(asked: BotAsked) -> Answer:
    """List the channels that the bot may know of."""
    found = [
        channel for channel in _of_types(asked) if channel.kind == "public" or asked.install.bot_user in channel.members
    ]
    some, following = page(asked, found, lambda channel: channel.id)
    return {"channels": [shown(asked, channel) for channel in some]} | following


@family.bot("users.conversations", *access.READ)
async def of_user(asked: BotAsked) -> Answer:
    """List the channels that somebody is in, the bot where nobody is named, as far as the bot may know."""
    user = asked.text("user") or asked.install.bot_user
    access.person(asked, user)
    found = [
        channel
        for channel in _of_types(asked)
        if user in channel.members and (channel.kind == "public" or asked.install.bot_user in channel.members)
    ]
    some, following = page(asked, found, lambda channel: channel.id)
    return {"channels": [shown(asked, channel) for channel in some]} | following


def _of_types(asked: BotAsked) -> list[Channel]:
    names = [name.strip() for name in (asked.text("types") or "public_channel").split(",")]
    if unknown := set(names) - set(TYPES):
        raise SlackError("invalid_types", detail=f"unknown type: {min(unknown)}")
    kinds = {TYPES[name] for name in names}
    needed = [f"{access.KINDS[kind]}:read" for kind in access.KINDS if kind in kinds]
    if not asked.install.scopes.issuperset(needed):
        raise missing_scope(needed, asked.install.scopes)
    without_archived = asked.flag("exclude_archived")
    ordered = sorted(asked.team.channels.values(), key=lambda channel: channel.id)
    return [one for one in ordered if one.kind in kinds and not (without_archived and one.archived)]


@family.bot("conversations.join", "channels:join", needs=("channel",), json=True)
async def join(asked: BotAsked) -> Answer:
    """Join a public channel."""
    channel = access.room(asked, asked.text("channel"))
    if channel.kind != "public":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    if asked.install.bot_user in channel.members:
        warned = {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
        return {"channel": shown(asked, channel)} | warned
    channel.members.add(asked.install.bot_user)
    await asked.slack.changed(Change("presence", asked.team.id, channel.id, user=asked.install.bot_user))
    event = events.moved(asked.slack, channel, asked.install.bot_user, joined=True)
    asked.slack.tell(asked.team.id, event)
    return {"channel": shown(asked, channel)}


@family.bot("conversations.open", "im:write", "mpim:write", json=True)
async def opened(asked: BotAsked) -> Answer:
    """Open the direct messages with one person or several."""
    if name := asked.text("channel"):
        return {"no_op": True, "already_open": True, "channel": _direct(asked, access.room(asked, name))}
    users = _users(asked)
    needed = "im:write" if len(users) == 1 else "mpim:write"
    if needed not in asked.install.scopes:
        raise missing_scope([needed], asked.install.scopes)
    known = set(asked.team.channels)
    channel = asked.team.im(users[0]) if len(users) == 1 else _several(asked, users)
    answer = {"channel": _direct(asked, channel)}
    if channel.id in known:
        return {"no_op": True, "already_open": True} | answer
    await asked.slack.changed(Change("presence", asked.team.id, channel.id, user=asked.install.bot_user))
    return answer


def _users(asked: BotAsked) -> list[str]:
    given = asked.arguments.get("users")
    users = given if isinstance(given, list) else [one.strip() for one in asked.text("users").split(",") if one.strip()]
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > MOST_PEOPLE:
        raise SlackError("too_many_users")
    for user in users:
        if access.person(asked, user).is_bot:
            raise SlackError("cannot_dm_bot")
    return sorted(set(users))


def _several(asked: BotAsked, users: list[str]) -> Channel:
    together = {*users, asked.install.bot_user}
    channels = asked.team.channels
    found = next((one for one in channels.values() if one.kind == "mpim" and one.members == together), None)
    if found is None:
        names = "--".join(asked.team.people[user].name for user in sorted(together))
        found = Channel(f"G{asked.slack.number():08X}", asked.team.id, f"mpdm-{names}-1", "mpim", together)
        channels[found.id] = found
    return found


def _direct(asked: BotAsked, channel: Channel) -> Answer:
    return shown(asked, channel) if asked.flag("return_im") else {"id": channel.id}
