"""The Web API: every method that the bot uses or will use, a module a family; strict where Slack is strict.

https://docs.slack.dev/reference/methods
"""

from typing import Any

from bot.sandbox.api import auth, chat, conversations, ephemeral, files, histories, reactions, unfurls, users, views
from bot.sandbox.api.calling import Asked, BotAsked, Method
from bot.sandbox.refusals import SlackError, missing_field, missing_scope
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Install, Team

METHODS: dict[str, Method] = {
    name: method
    for module in (auth, chat, conversations, ephemeral, files, histories, reactions, unfurls, users, views)
    for name, method in module.family.methods.items()
}
JSON = "application/json"


async def call(
    slack: Slack, method: str, arguments: dict[str, Any], *, token: str | None, content_type: str = ""
) -> dict[str, Any]:
    """Return the body of a method's answer; raise SlackError where Slack would refuse."""
    known = METHODS.get(method)
    if known is None:
        raise SlackError("unknown_method")
    if content_type == JSON and not known.json:
        arguments = {}  # Slack does not read JSON here, and then misses what was in it
    asked = _admitted(slack, known, arguments, token)
    if missing := [name for name in known.needs if arguments.get(name) in (None, "")]:
        raise missing_field(*missing)
    return {"ok": True} | await known.run(asked)


def _admitted(slack: Slack, method: Method, arguments: dict[str, Any], token: str | None) -> Asked:
    if method.caller == "anyone":
        return Asked(slack, arguments)
    if not token:
        raise SlackError("not_authed")
    if method.caller == "app":
        if token != slack.app.app_token:
            raise SlackError("not_allowed_token_type" if slack.by_token(token) else "invalid_auth")
        return Asked(slack, arguments)
    team, install = _installed(slack, token)
    if method.scopes and not install.scopes.intersection(method.scopes):
        raise missing_scope(method.scopes, install.scopes)
    return BotAsked(slack, arguments, team, install)


def _installed(slack: Slack, token: str) -> tuple[Team, Install]:
    if token == slack.app.app_token:
        raise SlackError("not_allowed_token_type")
    team = slack.by_token(token)
    if team is None or team.install is None:
        raise SlackError("invalid_auth")
    if team.install.uninstalled:
        raise SlackError("account_inactive")
    if team.install.revoked:
        raise SlackError("token_revoked")
    return team, team.install


__all__ = ["METHODS", "call"]
