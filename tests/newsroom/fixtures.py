"""The local Slack with the shipped manifest's app in it, a news site and the bot between them."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

import handlers
from bot.app import build
from bot.sandbox.app import App
from bot.sandbox.deliveries import Faults
from bot.sandbox.server import Sandbox
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Team
from bot.settings import Settings
from tests.newsroom import rule
from tests.newsroom.articles import Articles
from tests.newsroom.people import People

Start = Callable[..., AbstractAsyncContextManager[People]]
MANIFEST = yaml.safe_load((Path(handlers.__file__).parent / "manifest.yaml").read_text("utf-8"))


@pytest.fixture
async def articles() -> AsyncIterator[Articles]:
    site = Articles()
    stop = await site.serve()
    yield site
    await stop()


@pytest.fixture
async def sandbox(articles: Articles) -> AsyncIterator[Sandbox]:
    app = replace(App.from_manifest(MANIFEST), unfurl_domains=(articles.host,))
    async with Sandbox(Slack(app), browser=False) as served:
        yield served


@pytest.fixture
async def slack(sandbox: Sandbox) -> Slack:
    return sandbox.slack


@pytest.fixture
async def faults(sandbox: Sandbox) -> Faults:
    return sandbox.faults


@pytest.fixture
async def team(slack: Slack) -> Team:
    return slack.add_team()


@pytest.fixture
def settings(slack: Slack, team: Team, articles: Articles, tmp_path: Path) -> Callable[..., Settings]:
    """Make the bot's settings; everything that the test does not change stays as it is for all."""
    assert team.install
    token = team.install.bot_token

    def make(**changed: Any) -> Settings:
        usual: dict[str, Any] = {
            "slack_bot_token": token,
            "slack_signing_secret": slack.app.signing_secret,
            "slack_api_url": f"{slack.url}/api/",
            "port": 0,
            "data_dir": tmp_path,
            "trusted_hosts": articles.host,
        }
        return Settings(**usual | changed)

    return make


@pytest.fixture
def start(sandbox: Sandbox, team: Team, settings: Callable[..., Settings]) -> Start:
    """Start the bot on the test's database; again after it ended, it is a bot restarted."""

    @asynccontextmanager
    async def started(*, extract: Any = rule.extract, **changed: Any) -> AsyncIterator[People]:
        async with build(settings(**changed), extract=extract, channel_seconds=0) as app:
            request_url = None if app.url is None else f"{app.url}/slack/events"
            sandbox.slack.app = replace(sandbox.slack.app, request_url=request_url)
            yield People(sandbox, team)

    return started


@pytest.fixture
async def people(start: Start) -> AsyncIterator[People]:
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(start())


__all__ = ["Start", "articles", "faults", "people", "sandbox", "settings", "slack", "start", "team"]
