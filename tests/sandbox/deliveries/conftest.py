"""A workspace whose app listens over HTTP."""

from collections.abc import AsyncIterator

import pytest

from tests.sandbox.listening import Workspace, workspace


@pytest.fixture
async def desk() -> AsyncIterator[Workspace]:
    async with workspace() as opened:
        yield opened
