"""From a person's word to the score: rulings by thread words, button and modal go into the log, and the thread shows it."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.briefing.blocks import Message, messages, ruling_modal, trouble
from bot.briefing.blocks.value import value
from bot.briefing.model import Briefing
from bot.desk import sentences
from bot.desk.answers import line, score
from bot.desk.case import Case, Entry, standing
from bot.desk.outbox import Asker, Outbox
from bot.desk.pace import Locks
from bot.desk.store import Store
from bot.desk.words import Ruled, Unclear, read
from bot.errors import DeskError

_log = logging.getLogger(__name__)


class Rulings:
    """Keeps the score of cases; a case changes one step at a time, whoever acts."""

    def __init__(self, store: Store, outbox: Outbox, cases: Locks) -> None:
        self._store = store
        self._outbox = outbox
        self._cases = cases

    async def words(self, asker: Asker, text: str) -> None:
        """Take a reply in a thread as rulings, where it is some and the thread is a case's."""
        cases = await self._store.cases_in(asker.team, asker.channel, asker.thread_ts or "")
        if not cases:
            return
        async with self._outbox.telling(asker):
            await self._words(asker, cases, text)

    async def _words(self, asker: Asker, cases: Sequence[Case], text: str) -> None:
        case, briefing = cases[0], await self._briefing(cases[0])
        outcomes = read(text, [claim.id for claim in briefing.claims])
        if outcomes and len(cases) > 1:
            raise DeskError(sentences.SEVERAL_BRIEFINGS, remedy=sentences.SEVERAL_BRIEFINGS_REMEDY)
        for unclear in (one for one in outcomes if isinstance(one, Unclear)):
            await self._outbox.tell(asker, trouble(DeskError(unclear.sentence, remedy=unclear.remedy)))
        await self._record(asker, case, briefing, [one for one in outcomes if isinstance(one, Ruled)])

    async def rule(self, asker: Asker, case_id: str, ruled: Ruled) -> None:
        """Take one ruling on a case; trouble is told to the person alone."""
        async with self._outbox.telling(asker):
            case = await self._case(case_id)
            await self._record(asker, case, await self._briefing(case), [ruled])

    async def ask(self, asker: Asker, case_id: str, claim_id: str, trigger_id: str) -> None:
        """Open the modal in which a person rules on a claim."""
        async with self._outbox.telling(asker):
            case = await self._case(case_id)
            briefing = await self._briefing(case)
            claim = next((one for one in briefing.claims if one.id == claim_id), None)
            if claim is None:
                raise _no_case()
            entry = standing(await self._store.log(case.id)).get(claim_id)
            metadata = value(case.id, claim_id)
            view = ruling_modal(briefing, claim, private_metadata=metadata, ruling=entry.ruling if entry else None)
            await self._outbox.open_view(trigger_id, view)

    async def _record(self, asker: Asker, case: Case, briefing: Briefing, ruled: Sequence[Ruled]) -> None:
        if not ruled:
            return
        async with self._cases.of(case.id):
            log = await self._store.log(case.id)
            entries = [Entry.of(one, by=asker.user, at=datetime.now(UTC)) for one in ruled]
            await self._store.add(case.id, entries)
            _log.info("ruled case=%s user=%s claims=%s", case.id, asker.user, ",".join(one.claim for one in ruled))
            await self._refresh(case, briefing, log, [*log, *entries])
            for number, entry in enumerate(entries, start=len(log) + 1):
                told = line(entry, *score(briefing, [*log, *entries][:number]))
                await self._outbox.post(case.channel, told, key=f"{case.id}:log:{number}", thread_ts=case.thread_ts)

    async def _refresh(self, case: Case, briefing: Briefing, before: list[Entry], after: list[Entry]) -> None:
        """Update in place the messages that the new entries change; what is gone from the channel stays gone."""
        posts = await self._store.posts(case.id)
        were, are = (_shown(case, briefing, log) for log in (before, after))
        for place, (was, now) in enumerate(zip(were, are, strict=True)):
            # a thread that was not posted whole, or by an older version, is not laid out as it is now
            if place and (now == was or len(posts) != len(are)):
                continue
            try:
                await self._outbox.update(case.channel, posts[place], now, key=f"{case.id}:{place}")
            except DeskError as error:
                _log.warning("not refreshed case=%s place=%d error=%s", case.id, place, type(error).__name__)

    async def _case(self, case_id: str) -> Case:
        case = await self._store.case(case_id)
        if case is None:
            raise _no_case()
        return case

    async def _briefing(self, case: Case) -> Briefing:
        briefing = await self._store.briefing(case.briefing)
        if briefing is None:
            raise _no_case()
        return briefing


def _shown(case: Case, briefing: Briefing, log: list[Entry]) -> list[Message]:
    latest = standing(log)
    rulings = {claim: entry.ruling for claim, entry in latest.items() if entry.ruling}
    dismissed = latest.keys() - rulings.keys()
    return messages(briefing, case=case.id, shared_by=case.shared_by, rulings=rulings, dismissed=dismissed)


def _no_case() -> DeskError:
    return DeskError(sentences.NO_CASE, remedy=sentences.NO_CASE_REMEDY)
