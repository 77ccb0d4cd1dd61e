"""What the doctor learns from Slack: from the local one, over real HTTP."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.operations.finding import Finding, Level
from bot.operations.slack_checks import clock, scopes, slack_findings, wanted_scopes
from bot.sandbox.deliveries import Faults
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Team
from bot.settings import Settings

Make = Callable[..., Settings]
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


async def found(settings: Settings) -> dict[str, Finding]:
    return {one.check: one for one in await slack_findings(settings)}


def levels(findings: dict[str, Finding]) -> dict[str, Level]:
    return {name: one.level for name, one in findings.items()}


async def test_a_bot_that_is_set_up_is_known_to_slack(settings: Make, team: Team) -> None:
    findings = await found(settings())
    assert {name: findings[name].level for name in ("token", "clock", "signing secret")} == {
        "token": Level.OK, "clock": Level.OK, "signing secret": Level.OK
    }  # fmt: skip
    assert team.id in findings["token"].told


async def test_socket_mode_is_tried(settings: Make, slack: Slack) -> None:
    findings = await found(settings(slack_app_token=slack.app.app_token))
    assert findings["app token"].level is Level.OK
    assert "signing secret" not in findings


async def test_tokens_that_slack_does_not_take_are_told_by_its_own_word(settings: Make) -> None:
    findings = await found(settings(slack_bot_token="xoxb-wrong", slack_app_token="xapp-wrong"))
    assert levels(findings) == {"token": Level.ERROR, "app token": Level.ERROR, "clock": Level.OK}
    assert "invalid_auth" in findings["token"].told
    assert "SLACK_BOT_TOKEN" in findings["token"].remedy


async def test_a_bot_token_in_the_app_tokens_place_is_seen_without_asking(settings: Make, slack: Slack) -> None:
    findings = await found(settings(slack_app_token="xoxb-other"))
    assert findings["app token"].level is Level.ERROR
    assert "xoxb-other" not in findings["app token"].told
    assert [call.method for call in slack.calls] == ["auth.test"]


async def test_what_is_not_set_is_named(settings: Make) -> None:
    findings = await found(settings(slack_bot_token=None, slack_signing_secret=None))
    assert levels(findings) == {"token": Level.ERROR, "signing secret": Level.ERROR}


async def test_a_slack_that_cannot_be_reached_is_told_apart_from_one_that_refuses(settings: Make) -> None:
    away = settings(slack_api_url="http://127.0.0.1:9/api/", slack_app_token="xapp-1")
    findings = await found(away)
    assert levels(findings) == {"token": Level.ERROR, "app token": Level.ERROR}
    assert "SLACK_API_URL" in findings["token"].remedy


async def test_a_slack_in_trouble_is_told_by_its_own_word(settings: Make, faults: Faults) -> None:
    faults.refuse("auth.test", "fatal_error")
    assert "fatal_error" in (await found(settings()))["token"].told


def test_scopes_that_are_missing_are_named() -> None:
    wanted = frozenset({"chat:write", "commands", "links:read"})
    assert scopes("commands, chat:write,links:read,extra", wanted).level is Level.OK
    missing = scopes("commands", wanted)
    assert missing.level is Level.ERROR
    assert "chat:write, links:read" in missing.told
    assert scopes(None, wanted).level is Level.WARNING


def test_the_scopes_wanted_are_the_manifests() -> None:
    assert {"chat:write", "commands"} <= wanted_scopes()


@pytest.mark.parametrize(
    ("seconds", "level"),
    [(0, Level.OK), (29, Level.OK), (-29, Level.OK), (60, Level.WARNING), (-299, Level.WARNING), (301, Level.ERROR)],
)
def test_a_clock_is_as_wrong_as_it_is_apart(seconds: int, level: Level) -> None:
    date = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    assert clock(date, NOW).level is level


@pytest.mark.parametrize("date", [None, "", "yesterday", "Fri, 02 Jan 2026 03:04:05"])
def test_a_time_that_cannot_be_read_is_no_judgement_on_the_clock(date: str | None) -> None:
    assert clock(date, NOW).level is Level.WARNING
