"""From a person's word to the log: what was said in a thread, or decided by button or modal, is written, then shown."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot.briefing.blocks import trouble
from bot.desk import sentences
from bot.desk.case import Case, Entry
from bot.desk.jobs.channel import thread_job
from bot.desk.jobs.kinds import RULE, SHOW, WORDS, Decided, Said, Shown
from bot.desk.jobs.tools import Tools
from bot.desk.outbox import Asker
from bot.desk.words import Ruled, Unclear, read
from bot.errors import DeskError

COMING_SECONDS = 1.0
TRIES = 60
_log = logging.getLogger(__name__)


class Decisions:
    """The jobs that write into logs."""

    def __init__(self, tools: Tools) -> None:
        self._engine = tools.engine
        self._steps = tools.steps
        self._history = tools.history
        self._answering = tools.answering
        self._store = tools.store
        self._checkpoint = tools.checkpoint
        tools.engine.runs(WORDS, self.words)
        tools.engine.runs(RULE, self.rule)

    async def words(self, given: Said) -> None:
        """Take a reply in a thread as rulings, where it is some and the thread is a case's."""
        async with self._answering.telling(given.asker):
            understood = await self._steps.do("words", partial(self._understand, given))
            for _ in range(TRIES):
                if not understood["coming"]:
                    break
                await self._engine.sleep(COMING_SECONDS)
                understood = await self._steps.do("words", partial(self._understand, given))
            for unclear in understood["unclear"]:
                error = DeskError(unclear["sentence"], remedy=unclear["remedy"])
                await self._answering.answer(given.asker, trouble(error))
            await self._show(given.asker, understood["shown"])

    async def rule(self, given: Decided) -> None:
        """Take one ruling on a case."""
        async with self._answering.telling(given.asker):
            await self._show(given.asker, await self._steps.do("rule", partial(self._decide, given)))

    async def _show(self, asker: Asker, shown: dict[str, Any] | None) -> None:
        if shown is not None:
            key = shown.pop("key")
            await self._engine.begin(SHOW, Shown(asker=asker, **shown), key=key)

    async def _understand(self, given: Said) -> dict[str, Any]:
        asker = given.asker
        found = await self._store.cases_in(asker.team, asker.channel, asker.thread_ts or "")
        cases = [case for case in found if case.card_ts is not None]  # one without a card never came
        if not cases:
            return {"unclear": [], "shown": None, "coming": await self._coming(asker, found)}
        briefing = await self._store.briefing(cases[0].briefing)
        outcomes = read(given.text, [claim.id for claim in briefing.claims] if briefing else [])
        if outcomes and len(cases) > 1:
            raise DeskError(sentences.SEVERAL_BRIEFINGS, remedy=sentences.SEVERAL_BRIEFINGS_REMEDY)
        unclear = [{"sentence": one.sentence, "remedy": one.remedy} for one in outcomes if isinstance(one, Unclear)]
        ruled = [one for one in outcomes if isinstance(one, Ruled)]
        return {"unclear": unclear, "shown": await self._write(asker, cases[0], ruled), "coming": False}

    async def _coming(self, asker: Asker, here: Sequence[Case]) -> bool:
        """Tell whether a case is just being posted, whose card may stand in Slack before we know that it does."""
        unposted = [*here, *await self._store.cases_in(asker.team, asker.channel, None)]
        return any([await self._history.active(thread_job(case)) for case in unposted])

    async def _decide(self, given: Decided) -> dict[str, Any] | None:
        case = await self._store.case(given.case)
        if case is None:
            raise DeskError(sentences.NO_CASE, remedy=sentences.NO_CASE_REMEDY)
        return await self._write(given.asker, case, [given.ruled])

    async def _write(self, asker: Asker, case: Case, ruled: Sequence[Ruled]) -> dict[str, Any] | None:
        """Write rulings, once however often this is done, and return what there is to show of them."""
        if not ruled:
            return None
        now = datetime.now(UTC)
        entries = [Entry.of(one, by=asker.user, at=now) for one in ruled]
        seqs = await self._store.append(case.id, entries, after=None, request=self._engine.job)
        await self._checkpoint("rule:written")
        _log.info("ruled case=%s user=%s claims=%s", case.id, asker.user, ",".join(one.claim for one in ruled))
        key = f"{now.timestamp() * 1000:.0f}:{case.id}:{seqs[0]:06d}"
        where = {"team": case.team, "channel": case.channel, "case": case.id}
        return where | {"first": seqs[0], "last": seqs[-1], "key": key}
