"""The extraction beside the event loop: one worker thread, and a line that is not allowed to grow without end."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Self

from bot.briefing.model import Article, Briefing
from bot.desk import sentences
from bot.errors import DeskError

QUEUE = 50  # at about a second each, nobody waits longer than a minute


class Extractor:
    """Runs `extract`, which keeps a core busy, in one thread; an async context manager that lets the thread end."""

    def __init__(self, extract: Callable[[Article], Briefing], *, queue: int = QUEUE) -> None:
        self._extract = extract
        self._queue = queue
        self._waiting = 0
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="extraction")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def __call__(self, article: Article) -> Briefing:
        """Return the article's briefing; raise DeskError when too many are waiting."""
        if self._waiting >= self._queue:
            raise DeskError(sentences.BUSY, remedy=sentences.BUSY_REMEDY)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._extract, article)
        finally:
            self._waiting -= 1
