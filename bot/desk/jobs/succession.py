"""Who died leaves work behind, and those who live go on with it. So does a new version with what an old one left."""

import logging
from collections import Counter
from collections.abc import Collection

from dbos import WorkflowStatus

from bot.desk.jobs import home, slots
from bot.desk.jobs.engine import Engine
from bot.desk.jobs.history import History
from bot.desk.jobs.slots import Slots

_log = logging.getLogger(__name__)


class Succession:
    """Takes over the jobs of dead processes."""

    def __init__(self, engine: Engine, history: History, held: Slots) -> None:
        self._engine = engine
        self._history = history
        self._slots = held

    async def look(self) -> None:
        """Look whether somebody died who was running something, and put it back into its queue."""
        await self._renew()
        left = Counter(job.executor_id or "" for job in await self._history.running())
        for mark, number in left.items():
            slot = slots.number(mark)
            if slot is None or slot == self._slots.slot:
                continue
            async with self._slots.dead(slot) as dead:
                if dead:
                    _log.warning("taking over from=%s jobs=%d", mark, number)
                    await self._engine.recover(mark)

    async def _renew(self) -> None:
        """Let what other versions have begun begin anew: its steps are not ours, but each may be done twice.

        A later version's too, after a step back from it; but not while any other process lives, which may be of it.
        """
        latest, *_ = versions = await self._history.versions()
        alone = len(versions) > 1 and await self._slots.alone()
        if latest != home.VERSION and (latest < home.VERSION or alone):
            await self._history.lead()
        for job in await self._history.of_versions(_others(versions, alone=alone)):
            slot = slots.number(job.executor_id or "")
            if job.status != "PENDING" or slot in {None, self._slots.slot}:
                await self._anew(job)
                continue
            async with self._slots.dead(slot) as dead:  # else it is still at it, and may end it
                if dead:
                    await self._anew(job)

    async def _anew(self, job: WorkflowStatus) -> None:
        _log.info("begun anew job=%s version=%s", job.workflow_id, job.app_version)
        await self._history.stop(job.workflow_id)
        await self._history.begin_anew(job)


def _others(versions: Collection[int], *, alone: bool) -> list[int]:
    return [one for one in versions if one != home.VERSION and (one < home.VERSION or alone)]
