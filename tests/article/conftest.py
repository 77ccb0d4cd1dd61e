"""A site to read from, started anew for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.article.site import Site


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    server = await site.start()
    yield site
    server.close()
    await site.stop()
