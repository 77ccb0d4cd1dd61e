"""Dead letters: jobs that failed for good, to be seen and sent again. Each is known by a short reference."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Self

from dbos import WorkflowStatus
from sqlalchemy.exc import DBAPIError

from bot.briefing.model import Model
from bot.desk import sentences
from bot.desk.jobs.answering import asker_of, reference, told_of
from bot.desk.jobs.history import History, said
from bot.desk.jobs.home import Home
from bot.desk.jobs.kinds import KINDS
from bot.errors import DatabaseError, DeskError


class Letter(Model):
    """A job that failed for good: its kind, who asked for it and where, and when it came; nothing of what it held."""

    reference: str
    job: str
    kind: str
    team: str = ""
    channel: str = ""
    user: str = ""
    came: datetime
    crashed: bool
    """Whether it was given up since it was begun too often, rather than for an error of its own."""


class DeadLetters:
    """The dead letters of the desk whose database is at `url`; a context manager that needs no running bot."""

    def __init__(self, url: str) -> None:
        self._home = Home(url)
        self._history = History(self._home)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._history.close()
        self._home.close()

    async def letters(self) -> list[Letter]:
        """Return them, oldest first; none where no bot has ever run here."""
        return [letter(job) for job in await self._failed()]

    async def send_again(self, name: str) -> Letter:
        """Put a dead letter back into its queue, where any bot that runs goes on with it; raise DeskError for no such."""
        found = [job for job in await self._failed() if name in {reference(job.workflow_id), job.workflow_id}]
        if not found:
            raise DeskError(sentences.NO_LETTER.format(reference=name), remedy=sentences.NO_LETTER_REMEDY)
        await again(self._history, found[0])
        return letter(found[0])

    async def _failed(self) -> Sequence[WorkflowStatus]:
        try:
            return await self._history.failed()
        except DBAPIError as error:
            if "no such table" in str(error) or "UndefinedTable" in str(error):
                return ()
            raise DatabaseError(sentences.DATABASE_SILENT) from error


async def again(history: History, job: WorkflowStatus) -> None:
    """Let a dead letter begin anew; that it failed is told again, should it fail again."""
    await history.drop([told_of(job.workflow_id)])
    await history.begin_anew(job)


def letter(job: WorkflowStatus) -> Letter:
    """Return what there is to see of a job."""
    kind = KINDS.get(job.name)
    asker = asker_of(kind.given.model_validate(said(job))) if kind else None
    return Letter(
        reference=reference(job.workflow_id),
        job=job.workflow_id,
        kind=job.name,
        team=asker.team if asker else "",
        channel=asker.channel if asker else "",
        user=asker.user if asker else "",
        came=datetime.fromtimestamp((job.created_at or 0) / 1000, UTC),
        crashed=job.status == "MAX_RECOVERY_ATTEMPTS_EXCEEDED",
    )
