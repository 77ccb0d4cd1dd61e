"""Durable work: what Slack delivered is done once, through retries, crashes, deploys and restarts of the database.

`Jobs` puts the parts together. Requests are kept (`inbox`), wait in queues (`kinds`), are worked off in steps (`engine`,
`steps`; `shares`, `decisions`, `channel`), and reach Slack one message at a time (`posting`). What fails for good is a
dead letter (`dead`); what a dead process left, another goes on with (`slots`, `succession`). Nobody else knows DBOS.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any, Self

from bot.desk.jobs.answering import Answering
from bot.desk.jobs.channel import Channel
from bot.desk.jobs.dead import DeadLetters, Letter
from bot.desk.jobs.decisions import Decisions
from bot.desk.jobs.engine import GRACE_SECONDS, Engine
from bot.desk.jobs.history import History
from bot.desk.jobs.home import Home
from bot.desk.jobs.housekeeping import Housekeeping
from bot.desk.jobs.inbox import Inbox
from bot.desk.jobs.kinds import BRIEF, FOLLOW, QUEUES, THREAD
from bot.desk.jobs.posting import Pace, Posting
from bot.desk.jobs.shares import Extract, Read, Shares
from bot.desk.jobs.slots import FileSlots, ServerSlots, Slots, name
from bot.desk.jobs.steps import Checkpoint, Steps, on_we_go
from bot.desk.jobs.succession import Succession
from bot.desk.jobs.tools import Tools
from bot.desk.outbox import Outbox
from bot.desk.pages import Pages
from bot.desk.store import Store
from bot.operations.metrics import Metrics

__all__ = ["DeadLetters", "Inbox", "Jobs", "Letter", "Pace"]


class Jobs:
    """All jobs of the desk whose database is at `url`; they run while the context lasts. `slots.lost`: they may not."""

    def __init__(
        self,
        url: str,
        store: Store,
        outbox: Outbox,
        pages: Pages,
        *,
        read: Read,
        extract: Extract,
        metrics: Metrics,
        pace: Pace,
        keep_days: int | None = None,
        grace: float = GRACE_SECONDS,
        checkpoint: Checkpoint = on_we_go,
    ) -> None:
        self._home = Home(url)
        self._history = History(self._home)
        self._engine = Engine(self._home, self._history.left, grace=grace)
        self._metrics = metrics
        self.slots: Slots = FileSlots(self._home.folder) if self._home.is_sqlite else ServerSlots(url)
        self.inbox = Inbox(self._history, checkpoint)
        steps = Steps(self._engine, checkpoint)
        answering = Answering(self._engine, steps, outbox)
        posting = Posting(store, outbox, pace, checkpoint)
        tools = Tools(self._engine, steps, self._history, store, outbox, answering, posting, pages, metrics, checkpoint)
        Channel(tools)
        Shares(tools, read, extract)
        Decisions(tools)
        succession = Succession(self._engine, self._history, self.slots)
        self.housekeeping = Housekeeping(self._history, succession, store, keep_days)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        async with self._stack as stack:
            stack.callback(self._home.close)
            stack.callback(self._history.close)
            await stack.enter_async_context(self.slots)
            self._engine.executor = name(self.slots.slot)
            await stack.enter_async_context(self._engine)
            stack.push_async_callback(_ended, [asyncio.create_task(one()) for one in self._watches])
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def measure(self) -> None:
        """Write those metrics that are read from the database."""
        waiting = await self._history.waiting()
        for queue in QUEUES:
            self._metrics.waiting.labels(queue.name).set(waiting.get(queue.name, 0))
        oldest = await self._history.oldest((BRIEF, FOLLOW, THREAD))
        age = 0.0 if oldest is None else (datetime.now(UTC) - oldest).total_seconds()
        self._metrics.oldest_share.set(max(age, 0.0))
        self._metrics.dead.set(len(await self._history.failed()))

    @property
    def _watches(self) -> tuple[Callable[[], Coroutine[Any, Any, None]], ...]:
        return (self.inbox.watch, self.housekeeping.watch)


async def _ended(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
