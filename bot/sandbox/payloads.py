"""What people do as the payloads that Slack makes of it, complete enough for any client library to route.

https://docs.slack.dev/reference/interaction-payloads, https://docs.slack.dev/interactivity/implementing-slash-commands
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Channel, File, Message, Team, View, Whisper

Payload = dict[str, Any]
TOKEN = "local-verification-token"  # noqa: S105 -- Slack's deprecated one, which nobody may trust
_CHANNEL_NAMES = {"im": "directmessage", "mpim": "mpdm", "private": "privategroup"}


def command(slack: Slack, team: Team, channel: Channel, user: str, *, name: str, text: str) -> Payload:
    """Return a slash command; all of its values are strings, since it is sent as a form."""
    enterprise = {"enterprise_id": team.enterprise, "enterprise_name": team.enterprise} if team.enterprise else {}
    return {
        "token": TOKEN,
        "team_id": team.id,
        "team_domain": team.domain,
        **enterprise,
        "channel_id": channel.id,
        "channel_name": _CHANNEL_NAMES.get(channel.kind, channel.name),
        "user_id": user,
        "user_name": team.people[user].name,
        "command": name,
        "text": text,
        "api_app_id": slack.app.id,
        "is_enterprise_install": "false",
        "response_url": slack.response_url(team.id, channel.id, user),
        "trigger_id": slack.trigger(team.id, user),
    }


def interaction(slack: Slack, team: Team, user: str, kind: str) -> Payload:
    """Return what all interactions have in common."""
    person = team.people[user]
    enterprise = {"id": team.enterprise, "name": team.enterprise} if team.enterprise else None
    workspace = {"id": team.id, "domain": team.domain}
    if team.enterprise:
        workspace |= {"enterprise_id": team.enterprise, "enterprise_name": team.enterprise}
    return {
        "type": kind,
        "token": TOKEN,
        "api_app_id": slack.app.id,
        "team": workspace,
        "user": {"id": user, "username": person.name, "name": person.name, "team_id": team.id},
        "enterprise": enterprise,
        "is_enterprise_install": False,
        "trigger_id": slack.trigger(team.id, user),
    }


def channel_of(channel: Channel) -> Payload:
    """Return the channel as interactions name it."""
    return {"id": channel.id, "name": _CHANNEL_NAMES.get(channel.kind, channel.name)}


def message_container(message: Message) -> Payload:
    """Return where an element of a message stands."""
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": False,
    }
    return container | ({"thread_ts": message.thread_ts} if message.thread_ts else {})


def whisper_container(whisper: Whisper, ts: str) -> Payload:
    """Return where an element of what one person alone sees stands."""
    container = {"type": "message", "message_ts": ts, "channel_id": whisper.channel, "is_ephemeral": True}
    return container | ({"thread_ts": whisper.thread_ts} if whisper.thread_ts else {})


def unfurl_container(message: Message, url: str) -> Payload:
    """Return where an element of the card under a link stands."""
    about = {"type": "message_attachment", "attachment_id": list(message.unfurls).index(url) + 1}
    return message_container(message) | about | {"is_app_unfurl": True, "app_unfurl_url": url}


def file(slack: Slack, held: File) -> Payload:
    """Return a file as Slack describes it to the app."""
    private = f"{slack.url}/files/{held.team}/{held.id}/{held.name}"
    kind = held.name.rpartition(".")[2].lower() if "." in held.name else "text"
    return {
        "id": held.id,
        "created": held.created,
        "timestamp": held.created,
        "name": held.name,
        "title": held.title or held.name,
        "mimetype": held.mimetype,
        "filetype": kind,
        "pretty_type": kind.upper(),
        "user": held.user,
        "user_team": held.team,
        "mode": "hosted",
        "editable": False,
        "is_external": False,
        "is_public": True,
        "file_access": "visible",
        "size": len(held.content),
        "url_private": private,
        "url_private_download": private,
        "permalink": private,
        "channels": list(held.channels),
    }


def message(slack: Slack, said: Message) -> Payload:
    """Return a message as events, interactions and histories show it."""
    team = slack.teams[said.team]
    shown: Payload = {"type": "message", "user": said.user, "text": said.text, "ts": said.ts, "team": said.team}
    if said.subtype:
        shown["subtype"] = said.subtype
    if said.bot_id:
        shown |= {"bot_id": said.bot_id, "app_id": said.app_id, "bot_profile": bot_profile(slack, team)}
    if said.blocks:
        shown["blocks"] = said.blocks
    if said.metadata:
        shown["metadata"] = said.metadata
    if said.files:
        shown |= {"files": [file(slack, one) for one in said.files], "upload": False}
    if said.edited:
        shown["edited"] = {"user": said.user, "ts": said.edited}
    if said.reactions:
        shown["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)} for name, users in said.reactions.items()
        ]
    return shown | _thread(team, said) | _attachments(slack, said)


def _thread(team: Team, said: Message) -> Payload:
    if said.thread_ts:
        parent = team.message(said.channel, said.thread_ts)
        return {"thread_ts": said.thread_ts} | ({"parent_user_id": parent.user} if parent else {})
    replies = team.thread(said.channel, said.ts)
    if not replies:
        return {}
    users = list(dict.fromkeys(one.user for one in replies))
    return {
        "thread_ts": said.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "reply_users": users[:5],
        "latest_reply": replies[-1].ts,
    }


def _attachments(slack: Slack, said: Message) -> Payload:
    cards = [
        {"id": number, "from_url": url, "original_url": url, "is_app_unfurl": True, "app_unfurl_url": url}
        | {"app_id": slack.app.id, "fallback": "[no preview available]"}
        | card
        for number, (url, card) in enumerate(said.unfurls.items(), start=1)
    ]
    return {"attachments": cards} if cards else {}


def bot_profile(slack: Slack, team: Team) -> Payload:
    """Return who the bot is, as its messages carry it."""
    bot_id = team.install.bot_id if team.install else ""
    return {
        "id": bot_id,
        "app_id": slack.app.id,
        "name": slack.app.name,
        "team_id": team.id,
        "deleted": False,
        "updated": 0,
        "icons": {},
    }


_VIEW_DEFAULTS: Mapping[str, Any] = {
    "private_metadata": "",
    "callback_id": "",
    "clear_on_close": False,
    "notify_on_close": False,
    "close": None,
    "submit": None,
    "external_id": "",
}


def view(slack: Slack, held: View) -> Payload:
    """Return a view with what the app sent and what Slack adds."""
    team = slack.teams[held.team]
    return (
        dict(_VIEW_DEFAULTS)
        | held.body
        | {
            "id": held.id,
            "team_id": held.team,
            "state": {"values": held.values},
            "hash": held.hash,
            "root_view_id": held.root or held.id,
            "previous_view_id": held.previous,
            "app_id": slack.app.id,
            "app_installed_team_id": held.team,
            "bot_id": team.install.bot_id if team.install else "",
        }
    )


def view_hash(slack: Slack, body: Mapping[str, Any]) -> str:
    """Return the hash of a view's new state."""
    return f"{slack.ts()}.{hashlib.sha256(repr(body).encode()).hexdigest()[:8]}"
