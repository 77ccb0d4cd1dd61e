"""What happens in a workspace as Slack's events, and which of them the app is told: those it subscribed to and may see.

https://docs.slack.dev/reference/events
"""

from typing import Any

from bot.sandbox import payloads
from bot.sandbox.richtext import rich_text
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Channel, Message, Team

Event = dict[str, Any]
CHANNEL_TYPES = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}
SUBSCRIPTIONS = {"channel": "message.channels", "group": "message.groups", "im": "message.im", "mpim": "message.mpim"}
SCOPES = {
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "message.mpim": {"mpim:history"},
    "app_mention": {"app_mentions:read"},
    "link_shared": {"links:read"},
    "reaction_added": {"reactions:read"},
    "reaction_removed": {"reactions:read"},
    "file_shared": {"files:read"},
    "file_deleted": {"files:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
}
"""The scopes of which a subscription needs one."""
_OF_A_CHANNEL = {"message", "app_mention", "reaction_added", "reaction_removed", "file_shared", "member_joined_channel"}
_OF_THE_END = {"tokens_revoked", "app_uninstalled"}


def wanted(slack: Slack, team_id: str, event: Event) -> bool:
    """Tell whether the app gets an event: it subscribed, has the scope, and is there to see it."""
    team = slack.teams[team_id]
    name = SUBSCRIPTIONS[event["channel_type"]] if event["type"] == "message" else event["type"]
    if team.install is None or name not in slack.app.events:
        return False
    if name in _OF_THE_END:
        return True
    needed = SCOPES.get(name, set())
    return not team.install.revoked and bool(not needed or needed & team.install.scopes) and _sees(team, event)


def _sees(team: Team, event: Event) -> bool:
    if event["type"] not in _OF_A_CHANNEL or team.install is None:
        return True
    channel = team.channels.get(event.get("channel") or event.get("channel_id") or event["item"]["channel"])
    return channel is not None and team.install.bot_user in channel.members


def envelope(slack: Slack, team_id: str, event: Event, *, event_id: str | None = None) -> dict[str, Any]:
    """Return the outer event, the same at every repetition."""
    team = slack.teams[team_id]
    bot = team.install.bot_user if team.install else None
    authorization = {"enterprise_id": team.enterprise, "team_id": team.id, "user_id": bot}
    return {
        "token": payloads.TOKEN,
        "team_id": team.id,
        "context_team_id": team.id,
        "context_enterprise_id": team.enterprise,
        **({"enterprise_id": team.enterprise} if team.enterprise else {}),
        "api_app_id": slack.app.id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id or f"Ev{slack.number():08X}",
        "event_time": int(float(event["event_ts"])),
        "authorizations": [authorization | {"is_bot": True, "is_enterprise_install": False}],
        "is_ext_shared_channel": False,
        "event_context": f"4-{slack.number():x}",
    }


def posted(slack: Slack, message: Message) -> Event:
    """Return the event of a new message; a person's carries its words as rich text, as Slack's composer makes them."""
    said = payloads.message(slack, message)
    if not message.bot_id and not message.subtype:
        said |= {"client_msg_id": f"local-{message.ts}", "blocks": [rich_text(message.text)]}
    if message.broadcast and message.thread_ts:
        root = slack.teams[message.team].message(message.channel, message.thread_ts)
        said |= {"subtype": "thread_broadcast"} | ({"root": payloads.message(slack, root)} if root else {})
    return said | _placed(slack, message, message.ts)


def edited(slack: Slack, message: Message, before: dict[str, Any]) -> Event:
    """Return the event of a changed message; `before` is its payload as it was."""
    now = slack.ts()
    about = {"type": "message", "subtype": "message_changed", "hidden": True, "ts": now}
    both = {"message": payloads.message(slack, message), "previous_message": before}
    return about | both | _placed(slack, message, now)


def deleted(slack: Slack, message: Message) -> Event:
    """Return the event of a message that is gone."""
    now = slack.ts()
    about = {"type": "message", "subtype": "message_deleted", "hidden": True, "ts": now, "deleted_ts": message.ts}
    return about | {"previous_message": payloads.message(slack, message)} | _placed(slack, message, now)


def _placed(slack: Slack, message: Message, ts: str) -> Event:
    channel = slack.teams[message.team].channels[message.channel]
    return {"channel": channel.id, "channel_type": CHANNEL_TYPES[channel.kind], "event_ts": ts}


def mention(slack: Slack, message: Message) -> Event | None:
    """Return the event of a message that names the bot, None where it does not; direct messages have none."""
    team = slack.teams[message.team]
    bot = team.install.bot_user if team.install else None
    if f"<@{bot}>" not in message.text or team.channels[message.channel].kind == "im":
        return None
    event = posted(slack, message)
    return {name: value for name, value in event.items() if name not in {"channel_type", "subtype", "root"}} | {
        "type": "app_mention"
    }


def links_shared(slack: Slack, message: Message, links: list[dict[str, str]]) -> Event:
    """Return the event of a message with links of the app's domains."""
    team = slack.teams[message.team]
    bot = team.install.bot_user if team.install else None
    event = {
        "type": "link_shared",
        "channel": message.channel,
        "user": message.user,
        "message_ts": message.ts,
        "is_bot_user_member": bot in team.channels[message.channel].members,
        "links": links,
        "source": "conversations_history",
        "unfurl_id": slack.unfurl_id(message.channel, message.ts),
        "event_ts": slack.ts(),
    }
    return event | ({"thread_ts": message.thread_ts} if message.thread_ts else {})


def links_composed(slack: Slack, user: str, unfurl_id: str, links: list[dict[str, str]]) -> Event:
    """Return the event of links in a message that is still being written."""
    return {
        "type": "link_shared",
        "channel": "COMPOSER",
        "user": user,
        "message_ts": unfurl_id,
        "is_bot_user_member": False,
        "links": links,
        "source": "composer",
        "unfurl_id": unfurl_id,
        "event_ts": slack.ts(),
    }


def reacted(slack: Slack, message: Message, user: str, name: str, *, added: bool) -> Event:
    """Return the event of a reaction that came or went."""
    return {
        "type": "reaction_added" if added else "reaction_removed",
        "user": user,
        "reaction": name,
        "item_user": message.user,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "event_ts": slack.ts(),
    }


def moved(slack: Slack, channel: Channel, user: str, *, joined: bool, inviter: str | None = None) -> Event:
    """Return the event of a member who joined a channel or left it."""
    event = {
        "type": "member_joined_channel" if joined else "member_left_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": "G" if channel.kind == "private" else "C",
        "team": channel.team,
        "event_ts": slack.ts(),
    }
    return event | ({"inviter": inviter} if inviter else {})


def file_shared(slack: Slack, channel: str, file_id: str, user: str) -> Event:
    """Return the event of a file that was shared in a channel."""
    about = {"channel_id": channel, "file_id": file_id, "user_id": user, "file": {"id": file_id}}
    return {"type": "file_shared", **about, "event_ts": slack.ts()}


def home_opened(slack: Slack, team: Team, user: str, tab: str = "home") -> Event:
    """Return the event of a person who opens the app's own page; with what was published there, if anything was."""
    event = {"type": "app_home_opened", "user": user, "channel": team.im(user).id, "tab": tab, "event_ts": slack.ts()}
    home = team.homes.get(user)
    return event | ({"view": payloads.view(slack, home)} if home and tab == "home" else {})
