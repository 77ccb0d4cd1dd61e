"""A ground for each test, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.kill.ground import Ground, grounds
from tests.postgres import Cluster, postgres

__all__ = ["postgres"]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'factdesk.db'}"
    cluster: Cluster = request.getfixturevalue("postgres")
    return cluster.database()


@pytest.fixture
async def ground(tmp_path: Path, database: str) -> AsyncIterator[Ground]:
    async with grounds(tmp_path, database) as laid_out:
        yield laid_out
