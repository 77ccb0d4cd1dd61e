from collections.abc import AsyncIterator

import pytest

from tests.factchecks.google import Google, listening


@pytest.fixture
async def google() -> AsyncIterator[Google]:
    async with listening() as serving:
        yield serving
