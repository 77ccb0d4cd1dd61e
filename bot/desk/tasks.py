"""Work that goes on after Slack has its acknowledgement and that is worth nothing later, such as opening a modal."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, Self

GRACE_SECONDS = 20.0
_log = logging.getLogger(__name__)


class Tasks:
    """Tracked tasks; leaving the context awaits those under way for `grace` seconds and cancels what is left."""

    def __init__(self, grace: float = GRACE_SECONDS) -> None:
        self.grace = grace
        self._running: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        clock = asyncio.get_running_loop().time
        end = clock() + self.grace
        await asyncio.sleep(0)  # a listener that has acknowledged may be about to start its work
        while self._running and clock() < end:
            await asyncio.wait(self._running, timeout=end - clock())
        late = set(self._running)
        for task in late:
            _log.warning("task given up at shutdown name=%s", task.get_name())
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Start work; `name` holds ids only, since it is logged."""
        task = asyncio.create_task(_logged(name, work), name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)


async def _logged(name: str, work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception as error:  # noqa: BLE001 -- the last line of defence: a task must not end unheard
        # the type alone: an error's words may carry an article's
        _log.error("task failed name=%s error=%s", name, type(error).__name__)
