"""What a job says to the one person who asked: what went wrong and the way out, or that it is kept to be sent again.

Such words may come twice after a crash, since Slack shows nobody else what it whispered to one person.
"""

import hashlib
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from bot.briefing.blocks import trouble
from bot.briefing.model import Model
from bot.desk import sentences
from bot.desk.jobs.engine import Engine
from bot.desk.jobs.kinds import TELL, Follow, Pointer, Told
from bot.desk.jobs.steps import Steps, TroubleError
from bot.desk.outbox import Asker, Outbox
from bot.errors import DeskError, ExtractionError

_log = logging.getLogger(__name__)


def reference(job: str) -> str:
    """Return the short name by which a person speaks of a job."""
    return hashlib.sha256(job.encode()).hexdigest()[:8]


class Answering:
    """Answers whoever asked, inside jobs."""

    def __init__(self, engine: Engine, steps: Steps, outbox: Outbox) -> None:
        self._engine = engine
        self._steps = steps
        self._outbox = outbox
        engine.runs(TELL, self.tell)
        engine.failed = self.failed

    async def answer(self, asker: Asker, message: Mapping[str, Any]) -> None:
        """Say something to one person."""

        async def said() -> None:
            await self._outbox.tell(asker, message)

        await self._steps.do("answer", said)

    @asynccontextmanager
    async def telling(self, asker: Asker) -> AsyncIterator[None]:
        """Tell whoever asked what went wrong inside, where they can do something about it."""
        try:
            yield
        except TroubleError as error:
            _log.info("told channel=%s user=%s job=%s", asker.channel, asker.user, self._engine.job)
            await self.answer(asker, trouble(error))

    async def tell(self, given: Told) -> None:
        """Tell one person one thing: a job of its own."""
        await self.answer(given.asker, trouble(DeskError(given.sentence, remedy=given.remedy)))

    async def failed(self, job: str, given: Model, error: Exception) -> None:
        """Tell whoever asked for a job that it failed, and the name under which it is kept."""
        asker = asker_of(given)
        if asker is None or isinstance(given, Told):
            return
        sentence = error.sentence if isinstance(error, ExtractionError) else sentences.UNEXPECTED
        remedy = sentences.KEPT_REMEDY.format(reference=reference(job))
        await self._engine.begin(TELL, Told(asker=asker, sentence=sentence, remedy=remedy), key=told_of(job))


def told_of(job: str) -> str:
    """Return the id of the job that tells of another one's failure."""
    return f"{job}:failed"


def asker_of(given: Model) -> Asker | None:
    """Return who asked for a job, None where nobody is to be told."""
    if isinstance(given, Follow | Pointer):
        return given.brief.asker
    asker = getattr(given, "asker", None)
    return asker if isinstance(asker, Asker) else None
