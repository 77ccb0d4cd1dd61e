"""Installations and keys."""

import asyncio

from bot.desk.store import Store


async def test_an_installation_takes_the_place_of_the_one_before(store: Store) -> None:
    await store.keep_install("", "T1", b"\0old")
    await store.keep_install("", "T1", b"\0new")
    await store.keep_install("E1", "", b"org")
    assert await store.install("", "T1") == b"\0new"
    assert await store.install("E1", "") == b"org"
    await store.drop_install("", "T1")
    assert await store.install("", "T1") is None
    assert await store.install("E1", "") == b"org"


async def test_a_key_is_made_once_by_whoever_asks_first(url: str) -> None:
    async with Store(url) as one, Store(url) as other:
        keys = await asyncio.gather(*(store.secret("pages") for store in (one, other) * 5))
        assert len(set(keys)) == 1
        assert len(keys[0]) >= 43
        assert await one.secret("other") != keys[0]
