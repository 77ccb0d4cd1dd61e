"""What the doctor asks Slack: are the tokens good, may the app do what it does, and does our clock go as Slack's."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.resources import files

import httpx
import yaml
from pydantic import SecretStr

from bot.operations import sentences as say
from bot.operations.finding import Finding, error, warning, well
from bot.settings import Settings

ASK_SECONDS = 10
SKEW_SECONDS = 30
MAX_SKEW_SECONDS = 300  # further apart, and the signatures of Slack's requests count as old


async def slack_findings(settings: Settings) -> list[Finding]:
    """Ask Slack about everything that is set for it."""
    async with httpx.AsyncClient(base_url=settings.slack_api_url, timeout=ASK_SECONDS) as client:
        return [*await _token(client, secret(settings.slack_bot_token)), await _door(client, settings)]


async def _token(client: httpx.AsyncClient, token: str) -> list[Finding]:
    if not token:
        return [error("token", say.UNSET, say.UNSET_REMEDY)]
    try:
        answer = await client.post("auth.test", headers=_bearer(token))
        said = answer.json()
    except (httpx.HTTPError, ValueError) as raised:
        return [error("token", say.NO_SLACK.format(kind=type(raised).__name__), say.NO_SLACK_REMEDY)]
    found = [clock(answer.headers.get("Date"), datetime.now(UTC))]
    if not said.get("ok"):
        return [error("token", say.REFUSED.format(code=said.get("error")), say.REFUSED_REMEDY), *found]
    who = say.KNOWN.format(bot=said.get("user_id"), team=said.get("team_id"))
    return [well("token", who), scopes(answer.headers.get("X-OAuth-Scopes"), wanted_scopes()), *found]


async def _door(client: httpx.AsyncClient, settings: Settings) -> Finding:
    """Check what Slack's requests come in by: the app token of Socket Mode, or the signing secret of HTTP."""
    app_token = secret(settings.slack_app_token)
    if not app_token:
        if secret(settings.slack_signing_secret):
            return well("signing secret", say.SIGNED)
        return error("signing secret", say.NO_DOOR, say.NO_DOOR_REMEDY)
    if not app_token.startswith("xapp-"):
        return error("app token", say.NO_SOCKET, say.SOCKET_REMEDY)
    try:
        said = (await client.post("apps.connections.open", headers=_bearer(app_token))).json()
    except (httpx.HTTPError, ValueError) as raised:
        return error("app token", say.NO_SLACK.format(kind=type(raised).__name__), say.NO_SLACK_REMEDY)
    if not said.get("ok"):
        return error("app token", say.REFUSED.format(code=said.get("error")), say.SOCKET_REMEDY)
    return well("app token", say.SOCKET)


def scopes(granted: str | None, wanted: frozenset[str]) -> Finding:
    """Compare what Slack's `X-OAuth-Scopes` grants with what the manifest asks for."""
    if granted is None:
        return warning("scopes", say.UNKNOWN_SCOPES, say.UNKNOWN_SCOPES_REMEDY)
    missing = wanted - {one.strip() for one in granted.split(",")}
    if missing:
        return error("scopes", say.MISSING_SCOPES.format(scopes=", ".join(sorted(missing))), say.MISSING_SCOPES_REMEDY)
    return well("scopes", say.SCOPES.format(number=len(wanted)))


def wanted_scopes() -> frozenset[str]:
    """Return the bot scopes of the app's manifest."""
    manifest = yaml.safe_load(files("handlers").joinpath("manifest.yaml").read_text(encoding="utf-8"))
    return frozenset(manifest["oauth_config"]["scopes"]["bot"])


def clock(date: str | None, now: datetime) -> Finding:
    """Compare our clock with Slack's `Date`, which tells whole seconds."""
    try:
        apart = abs((now - parsedate_to_datetime(date or "")).total_seconds())
    except (ValueError, TypeError):
        return warning("clock", say.UNKNOWN_CLOCK, say.CLOCK_REMEDY)
    if apart > MAX_SKEW_SECONDS:
        return error("clock", say.WRONG_CLOCK.format(seconds=round(apart)), say.CLOCK_REMEDY)
    if apart > SKEW_SECONDS:
        return warning("clock", say.WRONG_CLOCK.format(seconds=round(apart)), say.CLOCK_REMEDY)
    return well("clock", say.CLOCK)


def secret(value: SecretStr | None) -> str:
    """Return what a secret holds; empty where it is not set."""
    return value.get_secret_value().strip() if value is not None else ""


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
