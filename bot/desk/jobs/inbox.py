"""What Slack delivers, kept before Slack is told that it arrived: a repetition, ten at once or at another process, is one.

The key of a request is the id of its job, so that the database itself refuses the second.
"""

import asyncio
import logging

from bot.briefing.model import Model
from bot.desk.jobs.history import History
from bot.desk.jobs.kinds import BRIEF, FOLLOW, SHARES, Brief, Follow, Kind
from bot.desk.jobs.shares import link_of
from bot.desk.jobs.steps import Checkpoint

LINE_SECONDS = 1.0
_log = logging.getLogger(__name__)


class Inbox:
    """Takes requests in."""

    def __init__(self, history: History, checkpoint: Checkpoint) -> None:
        self._history = history
        self._checkpoint = checkpoint
        self._line = 0
        self._since = 0

    async def take(self, kind: Kind, key: str, given: Model) -> bool:
        """Keep a request; False where it was kept before. Raises where the database does not answer: Slack then repeats."""
        await self._checkpoint("take:begun")
        alone = link_of(given) if isinstance(given, Brief) else None
        taken = await self._history.take(kind, given, key=key, alone=alone)
        if taken not in {None, key} and isinstance(given, Brief):  # another job is at this link
            taken = await self._history.take(FOLLOW, Follow(holder=str(taken), brief=given), key=key)
        await self._checkpoint("take:kept")
        if taken is None:
            _log.info("repeated request ignored key=%s", key)
            return False
        self._since += kind is BRIEF
        return True

    @property
    def ahead(self) -> int:
        """About how many shares wait, the last one taken in among them."""
        return self._line + self._since

    async def look(self) -> None:
        """Look how long the line is."""
        self._since = 0
        self._line = (await self._history.waiting()).get(SHARES.name, 0)

    async def watch(self) -> None:
        """Look every second, until cancelled."""
        while True:
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001 -- the database is away; it is asked again
                _log.warning("line not seen error=%s", type(error).__name__)
            await asyncio.sleep(LINE_SECONDS)
