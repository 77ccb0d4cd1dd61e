"""What outlives a restart, on a database file."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from bot.article import from_text
from bot.briefing.ruling import Verdict
from bot.desk.case import Case, Entry, standing
from bot.desk.store import Store
from tests.local_slack.articles import TEXT
from tests.local_slack.rule import extract

BRIEFING = extract(from_text(TEXT))
NOW = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'new' / 'desk.db'}"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    async with Store(url) as store:
        yield store


def case(case_id: str, **changed: object) -> Case:
    usual: dict[str, object] = {
        "team": "T1",
        "channel": "C1",
        "card_ts": f"{case_id}.1",
        "thread_ts": "1.0",
        "briefing": BRIEFING.id,
        "url": "https://news.example/a",
        "shared_by": "U1",
        "created_at": NOW,
    }
    return Case.model_validate(usual | changed | {"id": case_id})


def entry(claim: str, verdict: Verdict | None = Verdict.TRUE, *, by: str = "U1") -> Entry:
    return Entry(claim=claim, verdict=verdict, reason="r", links=("https://a.example",), by=by, at=NOW)


async def test_all_is_there_after_a_restart(url: str) -> None:
    async with Store(url) as store:
        await store.keep(BRIEFING)
        await store.open(case("1"))
        await store.note_post("1", 0, "1.1")
        await store.add("1", [entry("C1"), entry("C2", None)])
        assert await store.first_time("T1:Ev1")
    async with Store(url) as store:
        assert await store.briefing(BRIEFING.id) == BRIEFING
        assert await store.case("1") == case("1")
        assert await store.posts("1") == {0: "1.1"}
        assert await store.log("1") == [entry("C1"), entry("C2", None)]
        assert not await store.first_time("T1:Ev1")


async def test_a_kept_briefing_never_changes(store: Store) -> None:
    await store.keep(BRIEFING)
    assert await store.keep(BRIEFING.model_copy(update={"notices": ("other",)})) == BRIEFING


async def test_a_case_is_found_by_its_thread_and_by_its_newest_link(store: Store) -> None:
    await store.keep(BRIEFING)
    await store.open(case("1"))
    await store.open(case("2", created_at=NOW + timedelta(seconds=1)))
    await store.open(case("3", channel="C2", thread_ts="2.0"))
    assert [one.id for one in await store.cases_in("T1", "C1", "1.0")] == ["1", "2"]
    newest = await store.case_of("T1", "C1", "https://news.example/a")
    assert newest is not None
    assert newest.id == "2"
    assert await store.case_of("T2", "C1", "https://news.example/a") is None
    assert await store.case("none") is None
    assert await store.briefing("none") is None


async def test_entries_written_at_once_are_all_there(store: Store) -> None:
    await store.keep(BRIEFING)
    await store.open(case("1"))
    await asyncio.gather(*(store.add("1", [entry("C1", by=f"U{number}")]) for number in range(20)))
    assert {one.by for one in await store.log("1")} == {f"U{number}" for number in range(20)}


async def test_of_many_at_once_one_is_the_first(store: Store) -> None:
    assert sum(await asyncio.gather(*(store.first_time("T1:Ev1") for _ in range(10)))) == 1


async def test_old_notes_of_requests_are_dropped(store: Store) -> None:
    await store.first_time("T1:Ev1")
    await store.forget_seen()
    assert not await store.first_time("T1:Ev1")
    await store.forget_seen(before=datetime.now(UTC) + timedelta(seconds=1))
    assert await store.first_time("T1:Ev1")


async def test_an_entry_without_its_case_is_refused_and_its_words_stay_out_of_the_error(store: Store) -> None:
    with pytest.raises(IntegrityError) as caught:
        await store.add("none", [entry("C1").model_copy(update={"reason": "Serhii told me"})])
    assert "Serhii" not in str(caught.value)


async def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StatementError):
        await store.forget_seen(before=datetime(2026, 1, 1))  # noqa: DTZ001


def test_the_latest_entry_stands() -> None:
    assert standing([entry("C1"), entry("C2"), entry("C1", None)]) == {"C1": entry("C1", None), "C2": entry("C2")}
