"""Cases are opened once and found by their thread and their link."""

import asyncio
from datetime import timedelta

from bot.desk.case import ClaimState
from bot.desk.store import Store
from tests.desk.store.records import BRIEFING, NOW, case, opened


async def test_a_case_is_found_by_its_thread_and_by_its_newest_link(store: Store) -> None:
    later = NOW + timedelta(seconds=1)
    await opened(store, case("1"), case("2", created_at=later), case("3", channel="C2", thread_ts="2.0"))
    assert [one.id for one in await store.cases_in("T1", "C1", "1.0")] == ["1", "2"]
    newest = await store.case_of("T1", "C1", "https://news.example/a")
    assert newest == case("2", created_at=later)
    assert await store.case_of("T2", "C1", "https://news.example/a") is None
    assert await store.case("none") is None


async def test_opening_a_case_again_changes_nothing(store: Store) -> None:
    await opened(store)
    await asyncio.gather(*(store.open(case("1", url="https://other.example/", card_ts=None)) for _ in range(3)))
    assert await store.case("1") == case("1")


async def test_two_cases_may_be_opened_before_either_has_its_card(store: Store) -> None:
    await opened(store, case("1", card_ts=None, thread_ts=None), case("2", card_ts=None, thread_ts=None))
    found = await store.case("2")
    assert found is not None
    assert found.card_ts is None


async def test_a_new_case_has_all_its_claims_open(store: Store) -> None:
    await opened(store)
    assert await store.claim_states("1") == {claim.id: ClaimState(claim=claim.id) for claim in BRIEFING.claims}
    assert await store.claim_states("none") == {}
