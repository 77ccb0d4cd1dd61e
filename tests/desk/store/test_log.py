"""The log only grows, in order and without gaps, and where the claims stand is always what it says."""

import asyncio
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.desk.case import Entry, Kind, states
from bot.desk.store import Store
from bot.desk.store.tables import CaseRow, LogRow
from bot.errors import ConflictError
from tests.desk.store.records import BRIEFING, case, line, opened, ruling

NUMBERS = count()
CLAIMS = [claim.id for claim in BRIEFING.claims]
ADDED = line(Kind.ADDITION, "C9", more={"quote": "“…”", "start": 3})
LINES = st.one_of(
    st.builds(ruling, st.sampled_from(CLAIMS)),
    st.builds(line, st.sampled_from([Kind.DISMISSAL, Kind.REOPENING, Kind.NOTE]), st.sampled_from([*CLAIMS, "C9"])),
    st.builds(
        lambda claim, who: line(Kind.ASSIGNMENT, claim, who=who), st.sampled_from(CLAIMS), st.sampled_from(["U2", None])
    ),
    st.sampled_from([ADDED, line(Kind.CORRECTION, more={"actor": "A1"}), line(Kind.NOTE, reason="n")]),
)


async def test_lines_come_back_as_they_were_written(store: Store) -> None:
    await opened(store)
    written = [ruling("C1"), line(Kind.DISMISSAL, "C2", reason="no fact"), line(Kind.NOTE, reason="n"), ADDED]
    written.append(line(Kind.ASSIGNMENT, "C3", who="U2"))
    assert await store.append("1", written[:2], after=0) == range(1, 3)
    assert await store.append("1", written[2:], after=2) == range(3, 6)
    assert await store.append("1", [], after=0) == range(0)
    assert await store.log("1") == written
    assert await store.log("none") == []


async def test_who_has_read_less_than_there_is_meets_a_conflict_and_writes_nothing(store: Store) -> None:
    await opened(store)
    await store.append("1", [ruling("C1")], after=0)
    for after in (0, 2):
        with pytest.raises(ConflictError) as caught:
            await store.append("1", [ruling("C2"), ruling("C3")], after=after)
        assert caught.value.remedy
    assert await store.log("1") == [ruling("C1")]


async def test_of_many_who_have_read_the_same_one_is_the_fastest(url: str) -> None:
    async with Store(url) as one, Store(url) as other:
        await opened(one)
        tries = [store.append("1", [ruling("C1", by=f"U{n}")], after=0) for n in range(5) for store in (one, other)]
        done = await asyncio.gather(*tries, return_exceptions=True)
        assert sum(isinstance(one, ConflictError) for one in done) == 9
        assert len(await one.log("1")) == 1


async def test_lines_added_at_once_are_all_there(url: str) -> None:
    async with Store(url) as one, Store(url) as other:
        await opened(one)
        adding = [
            store.append("1", [ruling("C1", by=f"U{n}")], after=None) for n, store in enumerate((one, other) * 10)
        ]
        seqs = [added.start for added in await asyncio.gather(*adding)]
        assert sorted(seqs) == list(range(1, 21))
        log = await one.log("1")
        assert {entry.by for entry in log} == {f"U{n}" for n in range(20)}
        assert [log[seq - 1].by for seq in seqs] == [f"U{n}" for n in range(20)]


async def test_what_a_request_has_added_is_not_added_again(store: Store) -> None:
    await opened(store)
    await store.append("1", [ruling("C3")], after=None)
    twice = [ruling("C1"), ruling("C2")]
    assert await store.append("1", twice, after=1, request="T1:Ev1") == range(2, 4)
    await store.append("1", [ruling("C3")], after=None)
    assert await store.append("1", twice, after=1, request="T1:Ev1") == range(2, 4)
    assert len(await store.log("1")) == 4


async def test_a_line_of_a_case_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError):
        await store.append("none", [ruling("C1")], after=None)


async def test_a_log_is_one_cases_own(store: Store) -> None:
    await opened(store, case("1"), case("2"))
    await store.append("1", [ruling("C1")], after=0, request="T1:Ev1")
    assert await store.append("2", [ruling("C1")], after=0, request="T1:Ev1") == range(1, 2)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.lists(LINES, min_size=1, max_size=3), max_size=6))
async def test_where_the_claims_stand_is_what_the_log_says(store: Store, parts: list[list[Entry]]) -> None:
    number = str(next(NUMBERS))
    await opened(store, case(number))
    for part in parts:
        await store.append(number, part, after=None)
    whole = [entry for part in parts for entry in part]
    assert await store.log(number) == whole
    assert await store.claim_states(number) == states(CLAIMS, whole)


@pytest.mark.parametrize(
    "change",
    [
        update(LogRow).values(by="U9"),
        update(LogRow).values(id=LogRow.id + 100),
        delete(LogRow),
        text("REPLACE INTO log SELECT * FROM log"),
        text("TRUNCATE log"),
        text("TRUNCATE cases CASCADE"),
        delete(CaseRow),
    ],
    ids=str,
)
async def test_the_database_itself_keeps_the_log_whole(store: Store, change: object) -> None:
    await opened(store)
    await store.append("1", [ruling("C1")], after=None)
    with pytest.raises(DBAPIError):
        async with store.db.writing() as db:
            await db.execute(change)  # type: ignore[call-overload]
    assert await store.log("1") == [ruling("C1")]


async def test_a_row_is_not_written_over_another(store: Store) -> None:
    await opened(store)
    await store.append("1", [ruling("C1")], after=None)
    row = {"case": "1", "seq": 1, "claim": "C1", "kind": "note", "by": "U9", "at": ruling("C1").at, "data": {}}
    with pytest.raises(DBAPIError):
        async with store.db.writing() as db:
            await db.execute(insert(LogRow).values(**row))
