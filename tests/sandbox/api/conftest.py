from collections.abc import AsyncIterator

import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.slack import Slack
from tests.sandbox.api.desk import APP, Desk, made


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with Sandbox(Slack(APP), browser=False) as sandbox:
        yield made(sandbox)
