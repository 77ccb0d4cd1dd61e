"""Work after the acknowledgement, and the extraction beside the loop."""

import asyncio
import logging
import threading

import pytest

from bot.article import from_text
from bot.briefing.model import Article, Briefing
from bot.desk.extractor import Extractor
from bot.desk.tasks import Tasks
from bot.errors import DeskError
from tests.local_slack.articles import TEXT
from tests.local_slack.rule import extract

ARTICLE = from_text(TEXT)


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


async def test_extraction_runs_in_one_thread_beside_the_loop() -> None:
    threads: list[str] = []

    def noted(article: Article) -> Briefing:
        threads.append(threading.current_thread().name)
        return extract(article)

    async with Extractor(noted) as extractor:
        briefings = await asyncio.gather(*(extractor(ARTICLE) for _ in range(3)))
    assert [len(briefing.claims) for briefing in briefings] == [3, 3, 3]
    assert len(set(threads)) == 1
    assert threads[0] != threading.main_thread().name


async def test_a_line_that_is_too_long_is_refused() -> None:
    go = threading.Event()

    def held(article: Article) -> Briefing:
        go.wait(5)
        return extract(article)

    async with Extractor(held, queue=1) as extractor:
        first = asyncio.create_task(extractor(ARTICLE))
        await asyncio.sleep(0)
        with pytest.raises(DeskError) as caught:
            await extractor(ARTICLE)
        assert "Try again" in caught.value.remedy
        go.set()
        assert (await first).claims
        assert (await extractor(ARTICLE)).claims
