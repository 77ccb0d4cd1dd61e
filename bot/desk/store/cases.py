"""Cases, and which claims of theirs are there to be ruled on from the start."""

from typing import Any

from sqlalchemy import insert, select

from bot.desk.case import Case, ClaimState
from bot.desk.store.part import Part
from bot.desk.store.tables import BriefingRow, CaseRow, ClaimStateRow


class Cases(Part):
    """Opens cases and finds them again."""

    async def open(self, case: Case) -> None:
        """Keep a new case; one with its id may be there already, and then nothing is done."""
        async with self.db.writing() as db:
            if not await self.db.insert_new(db, CaseRow, **case.model_dump()):
                return
            data = await db.scalar(select(BriefingRow.data).where(BriefingRow.id == case.briefing))
            rows = [ClaimState(claim=one["id"]).model_dump() | {"case": case.id} for one in (data or {})["claims"]]
            if rows:
                await db.execute(insert(ClaimStateRow), rows)

    async def case(self, case_id: str) -> Case | None:
        """Return a case by its id."""
        cases = await self._cases(CaseRow.id == case_id)
        return cases[0] if cases else None

    async def cases_in(self, team: str, channel: str, thread_ts: str | None) -> list[Case]:
        """Return the cases of a thread, oldest first; for None those of which no thread is known yet."""
        return await self._cases(CaseRow.team == team, CaseRow.channel == channel, CaseRow.thread_ts == thread_ts)

    async def case_of(self, team: str, channel: str, url: str) -> Case | None:
        """Return the newest case of a link in a channel."""
        cases = await self._cases(CaseRow.team == team, CaseRow.channel == channel, CaseRow.url == url)
        return cases[-1] if cases else None

    async def claim_states(self, case_id: str) -> dict[str, ClaimState]:
        """Return where each claim of a case stands, by its id, in the order of their numbers."""
        question = select(ClaimStateRow.__table__).where(ClaimStateRow.case == case_id)
        async with self.db.reading() as db:
            rows = (await db.execute(question)).mappings().all()
        found = [ClaimState(claim=row["claim"], state=row["state"], who=row["who"], seq=row["seq"]) for row in rows]
        return {one.claim: one for one in sorted(found, key=lambda one: (len(one.claim), one.claim))}

    async def _cases(self, *conditions: Any) -> list[Case]:
        question = select(CaseRow.__table__).where(*conditions).order_by(CaseRow.created_at, CaseRow.id)
        async with self.db.reading() as db:
            return [Case(**row) for row in (await db.execute(question)).mappings()]
