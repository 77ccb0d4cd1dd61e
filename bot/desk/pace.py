"""Turns: who waits for whom. Slack takes about one message a second in a channel, and a case changes one step at a time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

CHANNEL_SECONDS = 1.0


class Locks:
    """A lock for each key, gone when nobody holds or awaits it; first come, first served."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, *key: str) -> asyncio.Lock:
        """Return the lock of a key."""
        name = "\0".join(key)
        lock = self._locks.get(name)
        if lock is None:
            lock = self._locks[name] = asyncio.Lock()
        return lock


class Pacer:
    """Turns at a key, one at a time and in order, the next not before `seconds` after the last."""

    def __init__(self, seconds: float = CHANNEL_SECONDS) -> None:
        self.seconds = seconds
        self._locks: dict[str, asyncio.Lock] = {}
        self._free_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, key: str) -> AsyncIterator[None]:
        """Wait for the turn, and hold it."""
        clock = asyncio.get_running_loop().time
        async with self._locks.setdefault(key, asyncio.Lock()):
            await asyncio.sleep(max(0.0, self._free_at.get(key, 0.0) - clock()))
            try:
                yield
            finally:
                self._free_at[key] = clock() + self.seconds
