"""How the bot starts and stops: what is missing is named, what is wrong is refused, what is under way is finished."""

import asyncio
import logging
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp
from sqlalchemy.ext.asyncio import create_async_engine

from bot.app import build, run
from bot.errors import SettingsError
from bot.operations import health
from bot.operations.metrics import Metrics
from bot.sandbox.deliveries import Faults
from bot.sandbox.deliveries.http import post
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Team
from bot.settings import Settings
from handlers.http import routes
from tests.newsroom import rule
from tests.newsroom.articles import Articles
from tests.newsroom.fixtures import Start
from tests.scenarios.journeys import called

MakeSettings = Callable[..., Settings]


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"slack_bot_token": None}, "SLACK_BOT_TOKEN"),
        ({"slack_bot_token": SecretStr("")}, "SLACK_BOT_TOKEN"),
        ({"slack_signing_secret": None}, "SLACK_SIGNING_SECRET"),
        ({"slack_signing_secret": SecretStr("")}, "SLACK_SIGNING_SECRET"),
        ({"slack_signing_secret": SecretStr(" "), "slack_app_token": SecretStr("")}, "SLACK_SIGNING_SECRET"),
        ({"slack_app_token": SecretStr("xoxb-swapped")}, "SLACK_APP_TOKEN"),
    ],
)
def test_a_missing_or_swapped_token_is_named(settings: MakeSettings, changed: dict[str, Any], key: str) -> None:
    with pytest.raises(SettingsError) as caught:
        build(settings(**changed), extract=rule.extract)
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"slack_bot_token": "xoxb-0ld"}, "SLACK_BOT_TOKEN"),
        ({"slack_app_token": "xapp-0ld"}, "SLACK_APP_TOKEN"),
        ({"database_url": "sqlite+aiosqlite:////proc/nowhere/x.db"}, "FACTDESK_DATABASE_URL"),
        ({"database_url": "nonsense"}, "FACTDESK_DATABASE_URL"),
        ({"host": "192.0.2.1"}, "FACTDESK_PORT"),
    ],
)
async def test_what_does_not_work_is_named_and_nothing_stays_open(
    settings: MakeSettings, changed: dict[str, Any], key: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        async with build(settings(**changed), extract=rule.extract):
            pytest.fail("started all the same")
    assert caught.value.key == key
    assert "0ld" not in str(caught.value)


async def test_tables_of_another_version_are_left_alone(settings: MakeSettings, tmp_path: Path) -> None:
    async with build(settings(), extract=rule.extract):
        pass
    database = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'factdesk.db'}")
    async with database.begin() as db:
        await db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    await database.dispose()
    with pytest.raises(SettingsError, match="version 9999"):
        async with build(settings(), extract=rule.extract):
            pytest.fail("started all the same")


async def test_it_says_whether_it_is_well_and_listens_nowhere_else(settings: MakeSettings) -> None:
    async with build(settings(), extract=rule.extract) as app, aiohttp.ClientSession() as session:
        async with session.get(f"{app.url}/healthz") as response:
            assert (response.status, await response.json()) == (200, {"ok": True})
        async with session.get(f"{app.url}/readyz") as response:
            well = {"database": "ok", "jobs": "ok", "model": "ok", "slack": "ok"}
            assert (response.status, await response.json()) == (200, {"ok": True, "checks": well})
        async with session.get(f"{app.url}/metrics") as response:
            assert 'factdesk_waiting{queue="shares"} 0.0' in await response.text()
        async with session.get(f"{app.url}/slack/events") as response:
            assert response.status == 405
        async with session.post(f"{app.url}/elsewhere") as response:
            assert response.status == 404


async def test_without_its_database_it_is_not_well() -> None:
    async def broken() -> None:
        raise OSError

    well = health.routes({"database": broken}, Metrics())
    runner = web.AppRunner(routes(AsyncApp(token="xoxb-1", signing_secret="s"), well))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    async with aiohttp.ClientSession() as session, session.get(f"http://{host}:{port}/readyz") as response:
        assert response.status == 503
    await runner.cleanup()


@pytest.mark.parametrize("body", [b"{", b"[]", b"payload=x", b"\xff", b"", b"{}"])
async def test_what_is_no_request_of_slacks_is_turned_away(settings: MakeSettings, body: bytes) -> None:
    async with build(settings(), extract=rule.extract) as app, aiohttp.ClientSession() as session:
        for kind in ("application/json", "application/x-www-form-urlencoded"):
            async with session.post(f"{app.url}/slack/events", data=body, headers={"Content-Type": kind}) as response:
                assert response.status in {400, 401}


async def test_slack_asks_whether_the_address_is_ours(start: Start, slack: Slack) -> None:
    async with start():
        asked = {"type": "url_verification", "challenge": "c3"}
        url, secret = str(slack.app.request_url), slack.app.signing_secret
        answer = await post(url, secret, "event", asked, headers={}, seconds=3)
    assert answer.body == {"challenge": "c3"}


async def test_without_slack_at_the_start_it_starts_and_waits(settings: MakeSettings, faults: Faults) -> None:
    faults.refuse("auth.test", "internal_error")
    async with build(settings(), extract=rule.extract) as app:
        assert app.url


async def test_what_is_under_way_at_the_end_is_finished(start: Start, team: Team, articles: Articles) -> None:
    async with start() as people:
        desk = people.channel("C0DESK", "U1")
        await people.brief("U1", desk, articles.url())
    assert any(post.text.startswith("Claims") for post in team.posts(desk))


@pytest.fixture
def log_levels() -> Iterator[None]:
    """Put back the levels that a run sets for its whole process."""
    loggers = [logging.getLogger(name) for name in (None, "bot", "handlers")]
    levels = [logger.level for logger in loggers]
    yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


@pytest.mark.usefixtures("log_levels")
async def test_sigterm_ends_it(settings: MakeSettings, slack: Slack) -> None:
    over_socket = settings(slack_app_token=slack.app.app_token, slack_signing_secret=None)
    running = asyncio.create_task(run(over_socket, extract=rule.extract))
    await slack.until(lambda: called(slack, "apps.connections.open")[1:])
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(10):
        await running
