"""How a step is done: what may be tried again is, after a while and not for ever, and what went wrong is kept as data.

Apart from the engine because this is our patience with Slack, the web and the database, and no matter of DBOS.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.desk.jobs.engine import Engine
from bot.errors import (
    DatabaseError,
    ExtractionError,
    FactdeskError,
    ModelError,
    SlackBusyError,
    SlackError,
    SlackSilentError,
    StatusError,
    TimedOutError,
    UnreachableError,
)

Checkpoint = Callable[[str], Awaitable[None]]
_OURS = (DatabaseError, SlackError, ExtractionError, ModelError)
_SERVER_ERROR = 500
_TOO_MANY = 429
_log = logging.getLogger(__name__)


async def on_we_go(_place: str) -> None:
    """Pass a checkpoint: outside of tests, nothing happens there."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a kind of trouble is tried again, and after how many seconds: `first`, then twice that, up to `longest`."""

    times: int
    first: float = 0.5
    longest: float = 30.0

    def pause(self, attempt: int) -> float:
        """Return how long to wait after so many attempts, within half and one and a half of what is due."""
        due: float = min(self.first * 2 ** (attempt - 1), self.longest)
        return due * random.uniform(0.5, 1.5)  # noqa: S311 -- so that many do not come back at one moment


NONE = Patience(0)
UNFORESEEN = Patience(2)
WEB = Patience(2, first=1.0)
SLACK = Patience(8)  # some three minutes
DATABASE = Patience(60, longest=15.0)  # some quarter of an hour: a restart, a failover


class TroubleError(FactdeskError):
    """What a step ended with, where a person can do something about it; the same at every replay."""


class Steps:
    """Does steps for jobs; `checkpoint` is passed at the edges of each, so that tests can break off there."""

    def __init__(self, engine: Engine, checkpoint: Checkpoint = on_we_go) -> None:
        self._engine = engine
        self._checkpoint = checkpoint

    async def do(self, name: str, work: Callable[[], Awaitable[Any]], *, unforeseen: Patience = UNFORESEEN) -> Any:
        """Do a step and return what it gave; raise TroubleError for what a person can do something about.

        Where Slack says when to come again, the wait is kept, and outlasts a restart. What fails for good is raised.
        """

        async def kept() -> dict[str, Any]:
            await self._checkpoint(f"{name}:begun")
            outcome = await self._outcome(name, work, unforeseen)
            await self._checkpoint(f"{name}:done")
            return outcome

        while True:
            outcome: dict[str, Any] = await self._engine.step(name, kept)
            await self._checkpoint(f"{name}:kept")
            if "trouble" in outcome:
                raise TroubleError(outcome["trouble"], remedy=outcome["remedy"])
            if "busy" not in outcome:
                return outcome["gave"]
            await self._engine.sleep(outcome["busy"])

    async def _outcome(self, name: str, work: Callable[[], Awaitable[Any]], unforeseen: Patience) -> dict[str, Any]:
        attempt = 0
        while True:
            attempt += 1
            try:
                return {"gave": await work()}
            except SlackBusyError as error:
                return {"busy": error.seconds}
            except Exception as error:  # noqa: BLE001 -- each kind has its own patience
                patience = _patience(error, unforeseen)
                if attempt > patience.times:
                    return _given_up(error)
                pause = patience.pause(attempt)
                kind = type(error).__name__
                _log.info("step again step=%s job=%s error=%s in=%.1f", name, self._engine.job, kind, pause)
                await asyncio.sleep(pause)


def _patience(error: Exception, unforeseen: Patience) -> Patience:
    if isinstance(error, DatabaseError):
        return DATABASE
    if isinstance(error, SlackSilentError):
        return SLACK
    if isinstance(error, UnreachableError | TimedOutError):
        return WEB
    if isinstance(error, StatusError):
        return WEB if error.status >= _SERVER_ERROR or error.status == _TOO_MANY else NONE
    return NONE if isinstance(error, FactdeskError) else unforeseen


def _given_up(error: Exception) -> dict[str, Any]:
    """Return the trouble that a person can do something about; raise again what is ours."""
    if isinstance(error, FactdeskError) and not isinstance(error, _OURS):
        return {"trouble": error.sentence, "remedy": error.remedy}
    raise error
