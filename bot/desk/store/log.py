"""The log of a case: lines are only ever added, in order, and where the claims stand is written with them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk import sentences
from bot.desk.case import ClaimState, Entry
from bot.desk.store.part import Part
from bot.desk.store.tables import CaseRow, ClaimStateRow, LogRow
from bot.errors import ConflictError

_COLUMNS = frozenset({"kind", "claim", "by", "at"})


class Log(Part):
    """Adds to logs and reads them. Line `n` of a log, counted from 1, has `seq` n: there are never gaps."""

    async def log(self, case_id: str) -> list[Entry]:
        """Return a case's log, oldest first."""
        question = select(LogRow.kind, LogRow.claim, LogRow.by, LogRow.at, LogRow.data)
        question = question.where(LogRow.case == case_id).order_by(LogRow.seq)
        async with self.db.reading() as db:
            rows = (await db.execute(question)).all()
        return [Entry(kind=row.kind, claim=row.claim, by=row.by, at=row.at, **row.data) for row in rows]

    async def append(
        self, case_id: str, entries: Sequence[Entry], *, after: int | None, request: str | None = None
    ) -> range:
        """Add lines to a log, all or none, and return their `seq`s; raise ConflictError where `after` is not the last.

        `after` is the `seq` that the writer has read up to (0: none), or None where the lines are right wherever the
        log stands. What a `request` has added already is not added again: its lines are returned as they were.
        """
        if not entries:
            return range(0)
        async with self.db.writing() as db:
            await db.execute(select(CaseRow.id).where(CaseRow.id == case_id).with_for_update())
            if request is not None and (done := await _added(db, case_id, request)):
                return done
            last = await db.scalar(select(func.max(LogRow.seq)).where(LogRow.case == case_id)) or 0
            if after not in {None, last}:
                raise ConflictError(sentences.FASTER)
            added = range(last + 1, last + 1 + len(entries))
            lines = [_line(entry) | {"case": case_id, "request": request} for entry in entries]
            await db.execute(insert(LogRow), [line | {"seq": seq} for line, seq in zip(lines, added, strict=True)])
            await self._move(db, case_id, dict(zip(added, entries, strict=True)))
        return added

    async def _move(self, db: AsyncConnection, case_id: str, added: dict[int, Entry]) -> None:
        """Write where the claims stand after new lines."""
        table: Any = ClaimStateRow.__table__
        claims = {entry.claim for entry in added.values() if entry.claim}
        of_these = (table.c.case == case_id) & table.c.claim.in_(claims)
        rows = (await db.execute(select(table).where(of_these))).mappings().all()
        found = {row["claim"]: ClaimState(**{name: row[name] for name in ClaimState.model_fields}) for row in rows}
        for seq, entry in added.items():
            if entry.claim:
                found[entry.claim] = found.get(entry.claim, ClaimState(claim=entry.claim)).after(entry, seq)
        await db.execute(table.delete().where(of_these))
        if found:
            await db.execute(table.insert(), [state.model_dump() | {"case": case_id} for state in found.values()])


async def _added(db: AsyncConnection, case_id: str, request: str) -> range | None:
    """Return the lines that a request has added; they stand together, since they were written together."""
    question = select(func.min(LogRow.seq), func.max(LogRow.seq))
    first, last = (await db.execute(question.where(LogRow.case == case_id, LogRow.request == request))).one()
    return None if first is None else range(first, last + 1)


def _line(entry: Entry) -> dict[str, Any]:
    data = entry.model_dump(mode="json", exclude=set(_COLUMNS), exclude_defaults=True)
    return {"kind": entry.kind, "claim": entry.claim, "by": entry.by, "at": entry.at, "data": data}
