"""The jobs seen from outside of them: taken in, counted, looked up, sent again, forgotten.

Apart from the engine because the command line does this too, with no engine running.
"""

import asyncio
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy
from dbos import DBOSClient, WorkflowHandleAsync, WorkflowStatus
from dbos import error as dbos_error

from bot.briefing.model import Model
from bot.desk.jobs import home
from bot.desk.jobs.engine import how
from bot.desk.jobs.home import NAME, Home
from bot.desk.jobs.kinds import KINDS, Kind, partition

ACTIVE = frozenset({"ENQUEUED", "PENDING", "DELAYED"})
FAILED = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED", "CANCELLED"]
_BATCH = 500


class History:
    """All jobs there are, waiting, running and ended; it ends with `close`."""

    def __init__(self, kept: Home) -> None:
        self._client: DBOSClient = kept.client()
        self._table = "workflow_status" if kept.is_sqlite else "dbos.workflow_status"

    def close(self) -> None:
        """Let go of the database."""
        self._client.destroy()

    async def take(self, kind: Kind, given: Model, *, key: str, alone: str | None = None) -> str | None:
        """Put a job into its queue, kept when this returns, and return its id, which is `key`; None where it was before.

        Where a job that is `alone` by the same name has not ended yet, nothing is done, and that one's id is returned.
        """
        options = how(kind, given, key, alone)
        options["workflow_id_reuse_policy"] = "reject"
        try:
            begun: WorkflowHandleAsync[None] = await self._client.enqueue_async(options, given.model_dump(mode="json"))
        except dbos_error.DBOSWorkflowIDInUseError:
            return None
        return begun.get_workflow_id()

    async def waiting(self) -> dict[str, int]:
        """Return how many jobs wait, by queue; a queue where none does is not there."""
        counted = "SELECT queue_name, count(*) FROM {table} WHERE status = 'ENQUEUED' GROUP BY queue_name"
        return dict(await asyncio.to_thread(self._rows, counted))

    async def left(self, mark: str) -> tuple[int, int]:
        """Return how many jobs wait, and how many the process with a mark runs."""
        waiting = "SELECT count(*) FROM {table} WHERE status = 'ENQUEUED'"
        theirs = f"SELECT count(*) FROM {{table}} WHERE status = 'PENDING' AND executor_id = '{mark}'"  # noqa: S608
        found = await asyncio.to_thread(self._rows, f"SELECT ({waiting}), ({theirs})")
        return found[0][0], found[0][1]

    async def oldest(self, kinds: Collection[Kind]) -> datetime | None:
        """Return when the oldest job of these kinds came that has not ended, None where there is none."""
        names = ", ".join(f"'{kind.name}'" for kind in kinds)
        first = f"SELECT min(created_at) FROM {{table}} WHERE name IN ({names}) AND status IN ('ENQUEUED', 'PENDING')"  # noqa: S608
        since = (await asyncio.to_thread(self._rows, first))[0][0]
        return None if since is None else datetime.fromtimestamp(since / 1000, UTC)

    def _rows(self, question: str) -> Sequence[Any]:
        """Ask DBOS's table of jobs what DBOS itself answers only by reading every job."""
        with self._client._sys_db.engine.connect() as database:  # noqa: SLF001
            return database.execute(sqlalchemy.text(question.format(table=self._table))).all()

    async def active(self, job: str) -> bool:
        """Tell whether a job waits or runs."""
        found = await self._client.list_workflows_async(workflow_ids=[job], load_input=False, load_output=False)
        return bool(found) and found[0].status in ACTIVE

    async def running(self) -> list[WorkflowStatus]:
        """Return the jobs that somebody runs, or ran when they died."""
        return await self._client.list_workflows_async(status="PENDING", application_name=NAME, load_output=False)

    async def versions(self) -> list[int]:
        """Return the versions that there ever were, the one that begins what is new first."""
        return [int(one["version_name"]) for one in await self._client.list_application_versions_async()]

    async def lead(self) -> None:
        """Let this version be the one that begins what is new."""
        await self._client.set_latest_application_version_async(str(home.VERSION))

    async def of_versions(self, versions: Collection[int]) -> list[WorkflowStatus]:
        """Return the jobs of some versions that have not ended; those that no version has begun are of none."""
        if not versions:
            return []
        return await self._client.list_workflows_async(
            status=list(ACTIVE),
            app_version=[str(version) for version in versions],
            application_name=NAME,
            load_output=False,
        )

    async def failed(self) -> list[WorkflowStatus]:
        """Return the jobs that failed for good, oldest first."""
        return await self._client.list_workflows_async(status=FAILED, application_name=NAME, load_output=False)

    async def begin_anew(self, job: WorkflowStatus) -> None:
        """Let a job that has ended begin at its beginning, under the same id."""
        kind = KINDS[job.name]
        given = kind.given.model_validate(said(job))
        await self._client.rewind_workflow_async(
            job.workflow_id,
            application_version=str(home.VERSION),
            queue_name=kind.queue.name,
            queue_partition_key=partition(given),
        )

    async def stop(self, job: str) -> None:
        """Take a job from whoever runs it."""
        await self._client.cancel_workflow_async(job)

    async def drop(self, jobs: Sequence[str], *, begun: bool = False) -> None:
        """Delete jobs, and with `begun` all that they let begin."""
        for start in range(0, len(jobs), _BATCH):
            await self._client.delete_workflows_async(list(jobs[start : start + _BATCH]), delete_children=begun)

    async def ended(self, *, before: datetime, status: Collection[str]) -> list[str]:
        """Return some of the jobs that ended before a time, the oldest of them."""
        found = await self._client.list_workflows_async(
            status=list(status),
            completed_before=before.isoformat(),
            application_name=NAME,
            limit=_BATCH,
            load_input=False,
            load_output=False,
        )
        return [job.workflow_id for job in found]


def said(job: WorkflowStatus) -> dict[str, Any]:
    """Return what a job was given."""
    given: dict[str, Any] = job.input["args"][0] if job.input else {}
    return given
