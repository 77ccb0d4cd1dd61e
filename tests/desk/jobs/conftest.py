"""Jobs on a real database of either kind, without Slack."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.desk.jobs.engine import Engine
from bot.desk.jobs.history import History
from bot.desk.jobs.home import Home
from bot.desk.jobs.kinds import Kind
from tests.postgres import Cluster, postgres

__all__ = ["Run", "postgres"]
Works = Callable[[Engine], dict[Kind, Callable[[Any], Awaitable[None]]]]
Run = Callable[..., AbstractAsyncContextManager[Engine]]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'factdesk.db'}"
    cluster: Cluster = request.getfixturevalue("postgres")
    return cluster.database()


@pytest.fixture
def home(url: str) -> Iterator[Home]:
    kept = Home(url)
    yield kept
    kept.close()


@pytest.fixture
def history(home: Home) -> Iterator[History]:
    seen = History(home)
    yield seen
    seen.close()


@pytest.fixture
def run(home: Home, history: History) -> Run:
    """Run an engine with works of the test's own; again after it ended, it is a process restarted."""

    @asynccontextmanager
    async def running(works: Works, *, grace: float = 20.0) -> AsyncIterator[Engine]:
        engine = Engine(home, history.left, grace=grace)
        engine.executor = "desk-0"
        for kind, work in works(engine).items():
            engine.runs(kind, work)
        async with engine:
            yield engine

    return running
