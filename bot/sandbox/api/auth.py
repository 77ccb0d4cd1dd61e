"""Who is asking: tokens, the app's installation, its connections, and the workspace it is in."""

from base64 import b64decode
from binascii import Error

from bot.sandbox.api.calling import Answer, Asked, BotAsked, Family
from bot.sandbox.refusals import SlackError
from bot.sandbox.slack import Change, Slack
from bot.sandbox.workspace import Install, Team

family = Family()
CLIENT = "client"
"""The argument that holds the client's id and secret from the Authorization header (Basic)."""


@family.bot("auth.test", json=True)
async def test(asked: BotAsked) -> Answer:
    """Say who the token is."""
    team, install = asked.team, asked.install
    return {
        "url": f"{asked.slack.url}/",
        "team": team.name,
        "user": team.people[install.bot_user].name,
        "team_id": team.id,
        "user_id": install.bot_user,
        "bot_id": install.bot_id,
        "is_enterprise_install": False,
        **({"enterprise_id": team.enterprise} if team.enterprise else {}),
    }


@family.bot("auth.revoke")
async def revoke(asked: BotAsked) -> Answer:
    """Take the token back, unless it is only a `test`."""
    if asked.flag("test"):
        return {"revoked": False}
    asked.install.revoked = True
    event = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [asked.install.bot_user]}}
    asked.slack.tell(asked.team.id, event | {"event_ts": asked.slack.ts()})
    return {"revoked": True}


@family.bot("apps.uninstall", needs=("client_id", "client_secret"))
async def uninstall(asked: BotAsked) -> Answer:
    """Remove the app from the workspace."""
    _check_client(asked, asked.text("client_id"), asked.text("client_secret"))
    asked.install.uninstalled = True
    asked.slack.tell(asked.team.id, {"type": "app_uninstalled", "event_ts": asked.slack.ts()})
    await asked.slack.changed(Change("presence", asked.team.id))
    return {}


@family.app("oauth.v2.access", caller="anyone", needs=("code",))
async def access(asked: Asked) -> Answer:
    """Give the bot's token for a code."""
    _check_client(asked, *_client(asked))
    code = asked.slack.codes.get(asked.text("code"))
    if code is None:
        raise SlackError("invalid_code")
    if code.used:
        raise SlackError("code_already_used")
    code.used = True
    team = asked.slack.teams[code.team]
    install = asked.slack.install(team)
    return {
        "access_token": install.bot_token,
        "token_type": "bot",
        "scope": ",".join(sorted(install.scopes)),
        "bot_user_id": install.bot_user,
        "app_id": asked.slack.app.id,
        "team": {"id": team.id, "name": team.name},
        "enterprise": {"id": team.enterprise, "name": team.enterprise} if team.enterprise else None,
        "is_enterprise_install": False,
        "authed_user": {"id": code.user},
    }


def _client(asked: Asked) -> tuple[str, str]:
    """Return the client's id and secret, from the Authorization header or the arguments."""
    if basic := asked.text(CLIENT):
        try:
            client_id, _, secret = b64decode(basic, validate=True).decode().partition(":")
        except (Error, UnicodeDecodeError):
            raise SlackError("invalid_client_id") from None
        return client_id, secret
    return asked.text("client_id"), asked.text("client_secret")


def _check_client(asked: Asked, client_id: str, secret: str) -> None:
    if client_id != asked.slack.app.client_id:
        raise SlackError("invalid_client_id")
    if secret != asked.slack.app.client_secret:
        raise SlackError("bad_client_secret")


@family.app("apps.connections.open")
async def open_connection(asked: Asked) -> Answer:
    """Give the address of a Socket Mode connection."""
    return {"url": asked.slack.socket_url()}


@family.app("apps.event.authorizations.list", needs=("event_context",), json=True)
async def authorizations(asked: Asked) -> Answer:
    """Say for which installations an event was sent."""
    return {"authorizations": [_authorization(team, one) for team, one in _installs(asked.slack)]}


def _installs(slack: Slack) -> list[tuple[Team, Install]]:
    return [(team, team.install) for team in slack.teams.values() if team.install and not team.install.uninstalled]


def _authorization(team: Team, install: Install) -> Answer:
    who = {"enterprise_id": team.enterprise, "team_id": team.id, "user_id": install.bot_user}
    return who | {"is_bot": True, "is_enterprise_install": False}


@family.bot("team.info", "team:read")
async def team_info(asked: BotAsked) -> Answer:
    """Describe the workspace."""
    wanted = asked.text("team") or asked.team.id
    if wanted != asked.team.id:
        raise SlackError("team_not_found")
    team = asked.team
    about = {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": "", "icon": {}}
    enterprise = {"enterprise_id": team.enterprise, "enterprise_name": team.enterprise} if team.enterprise else {}
    return {"team": about | {"url": f"{asked.slack.url}/"} | enterprise}


@family.bot("bots.info", "users:read")
async def bot_info(asked: BotAsked) -> Answer:
    """Describe the bot."""
    wanted = asked.text("bot") or asked.install.bot_id
    if wanted != asked.install.bot_id:
        raise SlackError("bot_not_found")
    about = {"id": wanted, "deleted": False, "name": asked.slack.app.name, "updated": 0, "app_id": asked.slack.app.id}
    return {"bot": about | {"user_id": asked.install.bot_user, "icons": {}}}
