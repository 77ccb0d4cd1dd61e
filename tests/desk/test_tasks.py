"""Work after the acknowledgement."""

import asyncio
import logging

import pytest

from bot.desk.tasks import Tasks


async def test_what_is_under_way_is_awaited_at_the_end() -> None:
    done: list[str] = []

    async def work() -> None:
        await asyncio.sleep(0)
        done.append("done")

    async with Tasks() as tasks:
        tasks.start("work", work())
    assert done == ["done"]


async def test_what_takes_too_long_is_cancelled() -> None:
    ended = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with Tasks(grace=0.01) as tasks:
        tasks.start("work", work())
    assert ended.is_set()


async def test_a_failure_is_logged_by_its_kind(caplog: pytest.LogCaptureFixture) -> None:
    async def work() -> None:
        raise LookupError("Serhii told me")

    with caplog.at_level(logging.INFO):
        async with Tasks() as tasks:
            tasks.start("brief:T1:C1", work())
    assert "name=brief:T1:C1 error=LookupError" in caplog.text
    assert "Serhii" not in caplog.text
