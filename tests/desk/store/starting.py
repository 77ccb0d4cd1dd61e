"""What a process of its own does to start a store. Apart from the tests so that it imports little."""

import asyncio

from bot.desk.store import Store


def start(url: str) -> str:
    """Open the store at a URL and return a key of its own."""

    async def started() -> str:
        async with Store(url) as store:
            return await store.secret("pages")

    return asyncio.run(started())
