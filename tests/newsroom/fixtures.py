"""The local Slack, a news site and the bot between them, for tests that play whole journeys."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.app import App, build
from bot.settings import Settings
from tests.local_slack import rule
from tests.local_slack.api import Sockets, serve
from tests.local_slack.articles import Articles
from tests.local_slack.delivery import OverHttp, OverSocket
from tests.local_slack.people import People
from tests.local_slack.state import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, State

Start = Callable[..., AbstractAsyncContextManager[People]]


@pytest.fixture
async def articles() -> AsyncIterator[Articles]:
    site = Articles()
    stop = await site.serve()
    yield site
    await stop()


@pytest.fixture
async def sockets() -> Sockets:
    return Sockets()


@pytest.fixture
async def slack(sockets: Sockets) -> AsyncIterator[State]:
    state = State()
    stop = await serve(state, sockets)
    yield state
    await stop()


@pytest.fixture
def settings(slack: State, articles: Articles, tmp_path: Path) -> Callable[..., Settings]:
    """Make the bot's settings; everything that the test does not change stays as it is for all."""

    def make(**changed: Any) -> Settings:
        usual: dict[str, Any] = {
            "slack_bot_token": BOT_TOKEN,
            "slack_signing_secret": SIGNING_SECRET,
            "slack_api_url": slack.url,
            "port": 0,
            "data_dir": tmp_path,
            "trusted_hosts": articles.host,
        }
        return Settings(**usual | changed)

    return make


@pytest.fixture
def start(slack: State, sockets: Sockets, settings: Callable[..., Settings]) -> Start:
    """Start the bot on the test's database; again after it ended, it is a bot restarted."""

    @asynccontextmanager
    async def started(*, extract: Any = rule.extract, **changed: Any) -> AsyncIterator[People]:
        async with build(settings(**changed), extract=extract, channel_seconds=0) as app:
            yield People(slack, _delivery(app, slack, sockets))

    return started


def _delivery(app: App, state: State, sockets: Sockets) -> OverHttp | OverSocket:
    return OverSocket(state, sockets) if app.url is None else OverHttp(app.url)


@pytest.fixture
async def people(start: Start) -> AsyncIterator[People]:
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(start())


__all__ = ["APP_TOKEN", "Start", "articles", "people", "settings", "slack", "sockets", "start"]
