"""Durable work: DBOS behind a few verbs, so that nobody else in the program has to know it.

A job is a coroutine over steps. After a crash it is begun again, in this process or another, and the steps that it had
finished give what they gave. So a job itself decides by what its steps gave and by nothing else; a step may be run
twice, and is written so that this does no harm. What a step gives is kept as JSON.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self

from dbos import DBOS, EnqueueOptions

from bot.briefing.model import Model
from bot.desk.jobs.home import Home
from bot.desk.jobs.kinds import QUEUES, Kind, partition

GRACE_SECONDS = 20.0
_LOOK_SECONDS = 0.05
Left = tuple[int, int]
Work = Callable[[Any], Awaitable[None]]
Failed = Callable[[str, Model, Exception], Awaitable[None]]
_log = logging.getLogger(__name__)


class Engine:
    """Runs jobs while its context lasts, one engine in a process; leaving it finishes what is under way, for a while.

    For half of that time it still begins what waits. What is not finished at the end is gone on with by whoever is
    `executor` next. `look` tells how many jobs wait, and how many an executor runs.
    """

    def __init__(self, home: Home, look: Callable[[str], Awaitable[Left]], *, grace: float = GRACE_SECONDS) -> None:
        self.executor = ""
        self._home = home
        self._look = look
        self._grace = grace
        self._dbos: DBOS | None = None
        self._works: list[tuple[Kind, Work]] = []
        self.failed: Failed = _nobody
        """Told of a job that has failed for good, inside that job."""

    def runs(self, kind: Kind, work: Work) -> None:
        """Say what is done for a kind of job; all of them before the engine starts."""
        self._works.append((kind, work))

    async def __aenter__(self) -> Self:
        try:
            self._dbos = DBOS(config=self._home.config(self.executor))
            for kind, work in self._works:
                DBOS.workflow(name=kind.name)(self._body(kind, work))
            DBOS.launch()  # on this loop, which is then the one that jobs run on
            for queue in QUEUES:
                await DBOS.register_queue_async(
                    queue.name,
                    worker_concurrency=queue.at_once,
                    partition_concurrency=1 if queue.by_channel else None,
                    polling_interval_sec=queue.poll_seconds,
                    on_conflict="always_update",
                )
        except BaseException:
            await self._end()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        clock = asyncio.get_running_loop().time
        began = clock()
        while any(await self._left()) and clock() < began + self._grace / 2:  # noqa: ASYNC110 -- the line is a table
            await asyncio.sleep(_LOOK_SECONDS)
        for stop in self._started.background_thread_stop_events:
            stop.set()  # nothing more is begun
        while (await self._left())[1] and clock() < began + self._grace:  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_SECONDS)
        late = set(self._running)
        if late:
            _log.warning("jobs left for the next start number=%d", len(late))
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        await self._end()

    @property
    def _started(self) -> DBOS:
        if self._dbos is None:
            raise RuntimeError("the engine does not run")
        return self._dbos

    @property
    def _running(self) -> set[asyncio.Task[Any]]:
        return self._started._workflow_tasks  # noqa: SLF001 -- DBOS itself looks for their end by whole seconds

    async def _left(self) -> Left:
        """Return how much is left to do, no less than the tasks that run; no more of it while the database is away."""
        try:
            waiting, ours = await self._look(self.executor)
        except Exception as error:  # noqa: BLE001 -- whatever keeps it from answering
            _log.warning("line not seen error=%s", type(error).__name__)
            return 0, 0
        return waiting, max(ours, len(self._running))

    async def _end(self) -> None:
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(max_workers=1) as thread:  # not DBOS's own, which ends with it
            await loop.run_in_executor(thread, lambda: DBOS.destroy(destroy_registry=True))
        loop.set_default_executor(ThreadPoolExecutor())

    async def recover(self, mark: str) -> None:
        """Put what a dead process ran back into its queues."""
        await asyncio.to_thread(self._started._recover_pending_workflows, [mark])  # noqa: SLF001 -- the verb of its own server

    @property
    def job(self) -> str:
        """The id of the job that this is asked in."""
        return str(DBOS.workflow_id)

    async def step(self, name: str, work: Callable[[], Awaitable[Any]]) -> Any:
        """Inside a job: do something and keep what it gave; if it was kept before, give that and do nothing."""
        return await DBOS.run_step_async({"name": name}, work)

    async def sleep(self, seconds: float) -> None:
        """Inside a job: sleep until a time that is kept, so that a crash makes the night no longer."""
        await DBOS.sleep_async(seconds)

    async def begin(self, kind: Kind, given: Model, *, key: str, alone: str | None = None, delay: float = 0.0) -> str:
        """Inside a job: let another begin, once for each `key`, and return its id.

        Where one that is `alone` by the same name has not ended yet, nothing is begun, and its id is returned.
        """
        options = how(kind, given, key, alone)
        if delay:
            options["delay_seconds"] = delay
        handle = await DBOS.enqueue_workflow_with_options_async(options, given.model_dump(mode="json"))
        return handle.get_workflow_id()

    def _body(self, kind: Kind, work: Work) -> Callable[[dict[str, Any]], Awaitable[None]]:
        async def body(said: dict[str, Any]) -> None:
            given = kind.given.model_validate(said)
            try:
                await work(given)
            except Exception as error:
                _log.error("job failed kind=%s job=%s error=%s", kind.name, self.job, type(error).__name__)
                await self.failed(self.job, given, error)
                raise

        return body


def how(kind: Kind, given: Model, key: str, alone: str | None) -> EnqueueOptions:
    """Return how a job is put into its queue."""
    options = EnqueueOptions(workflow_name=kind.name, queue_name=kind.queue.name, workflow_id=key)
    options["priority"] = kind.priority
    if alone is not None:
        options["deduplication_id"] = alone
        options["duplication_policy"] = "return-existing"
    if (channel := partition(given)) is not None:
        options["queue_partition_key"] = channel
    return options


async def _nobody(_job: str, _given: Model, _error: Exception) -> None:
    """Tell nobody."""
