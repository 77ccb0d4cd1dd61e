"""What is done for the jobs from time to time: the dead succeeded to, the failed told of, the old forgotten."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.desk import sentences
from bot.desk.jobs.answering import asker_of, reference, told_of
from bot.desk.jobs.history import FAILED, History, said
from bot.desk.jobs.kinds import KINDS, TELL, Told
from bot.desk.jobs.succession import Succession
from bot.desk.store import Forgotten, Store

LOOK_SECONDS = 5.0
PRUNE_SECONDS = 3600.0
KEEP_ENDED = timedelta(days=3)
"""So long a repeated request is known again: Slack gives up within the hour, and a deploy may take longer."""
KEEP_FAILED = timedelta(days=30)
_log = logging.getLogger(__name__)


class Housekeeping:
    """Keeps house; `keep_days` is how long articles and cases are kept, None for ever."""

    def __init__(self, history: History, succession: Succession, store: Store, keep_days: int | None) -> None:
        self._history = history
        self._succession = succession
        self._store = store
        self._keep_days = keep_days

    async def watch(self) -> None:
        """Do all of it, each in its time, until cancelled."""
        await asyncio.gather(
            _every(LOOK_SECONDS, self._succession.look),
            _every(LOOK_SECONDS, self.tell),
            _every(PRUNE_SECONDS, self.prune),
        )

    async def tell(self) -> None:
        """Tell those whose jobs were given up by DBOS itself, and not inside the job: it was begun too often."""
        for job in await self._history.failed():
            kind = KINDS.get(job.name)
            if kind is None or kind is TELL or job.status != "MAX_RECOVERY_ATTEMPTS_EXCEEDED":
                continue
            asker = asker_of(kind.given.model_validate(said(job)))
            if asker is not None:
                remedy = sentences.KEPT_REMEDY.format(reference=reference(job.workflow_id))
                given = Told(asker=asker, sentence=sentences.UNEXPECTED, remedy=remedy)
                await self._history.take(TELL, given, key=told_of(job.workflow_id))

    async def prune(self) -> None:
        """Delete what ended long ago, and forget what is older than the desk wants to keep."""
        now = datetime.now(UTC)
        if self._keep_days is not None:
            await self.forgotten(await self._store.forget_older_than(self._keep_days))
        for status, kept in (({"SUCCESS"}, KEEP_ENDED), (set(FAILED), KEEP_FAILED)):
            while jobs := await self._history.ended(before=now - kept, status=status):
                await self._history.drop(jobs)
                _log.info("jobs pruned number=%d", len(jobs))

    async def forgotten(self, what: Forgotten) -> None:
        """Delete the jobs of what the store has forgotten."""
        await self._history.drop(what.workflows, begun=True)
        if what.articles or what.cases:
            _log.info("forgotten articles=%d cases=%d", len(what.articles), len(what.cases))


async def _every(seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await work()
        except Exception as error:  # noqa: BLE001 -- it comes round again
            _log.warning("housekeeping failed work=%s error=%s", work.__name__, type(error).__name__)
        await asyncio.sleep(seconds)
