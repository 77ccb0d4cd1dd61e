"""A process that extracts ends with whoever started it."""

import asyncio
import multiprocessing

import pytest

from bot.article import from_text
from bot.desk.worker import Worker, WorkerDiedError
from tests.desk import doings
from tests.newsroom.articles import TEXT
from tests.newsroom.rule import extract

ARTICLE = from_text(TEXT)


async def test_a_worker_gives_what_the_extraction_gives() -> None:
    worker = Worker(doings.quick)
    await worker.ready()
    assert await worker.extract(ARTICLE) == extract(ARTICLE)
    worker.kill()


async def test_a_worker_ends_when_nobody_is_there_to_answer() -> None:
    worker = Worker(doings.quick)
    await worker.ready()
    (process,) = multiprocessing.active_children()
    worker._pipe.close()  # as the system does when the other process dies
    await asyncio.to_thread(process.join, 10)
    assert process.exitcode == 0


async def test_a_dead_worker_says_so_whenever_it_is_asked() -> None:
    worker = Worker(doings.fatal)
    for _ in range(2):
        with pytest.raises(WorkerDiedError):
            await worker.extract(from_text(f"{TEXT}\nA deadly sentence."))
    worker.kill()
