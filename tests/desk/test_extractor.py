"""The extraction beside the loop: processes that may die, as many articles at once as there are of them."""

import asyncio
import os

import pytest

from bot.article import from_text
from bot.desk.extractor import Extractor
from bot.errors import ExtractionError, ModelError
from bot.operations.metrics import Metrics
from tests.desk import doings
from tests.newsroom.articles import TEXT

ARTICLE = from_text(TEXT)
DEADLY = from_text(f"{TEXT}\nA deadly sentence.")
ENDLESS = from_text(f"{TEXT}\nAn endless sentence.")


async def test_a_worker_is_a_process_of_its_own_and_is_kept() -> None:
    async with Extractor(doings.where, Metrics()) as extractor:
        places = {(await extractor(ARTICLE)).id for _ in range(3)}
    assert len(places) == 1
    assert places != {f"{os.getpid()}:MainThread"}


async def test_as_many_articles_are_extracted_at_once_as_there_are_workers() -> None:
    async with Extractor(doings.where, Metrics(), workers=2) as extractor:
        briefings = await asyncio.gather(*(extractor(ARTICLE) for _ in range(6)))
    assert len({briefing.id for briefing in briefings}) == 2


async def test_without_workers_it_is_one_thread_of_this_process() -> None:
    async with Extractor(doings.where, Metrics(), workers=0) as extractor:
        briefings = await asyncio.gather(*(extractor(ARTICLE) for _ in range(3)))
    (place,) = {briefing.id for briefing in briefings}
    assert place.startswith(f"{os.getpid()}:extraction")


async def test_an_article_that_ends_two_workers_is_given_up_and_others_go_on() -> None:
    async with Extractor(doings.fatal, Metrics()) as extractor:
        with pytest.raises(ExtractionError, match="do not get through"):
            await extractor(DEADLY)
        assert len((await extractor(ARTICLE)).claims) == 3


async def test_an_article_that_takes_too_long_is_given_up_and_others_go_on() -> None:
    async with Extractor(doings.endless, Metrics(), seconds=0.2) as extractor:
        with pytest.raises(ExtractionError, match=r"within 0\.2 seconds"):
            await extractor(ENDLESS)
        assert len((await extractor(ARTICLE)).claims) == 3


async def test_whoever_stops_waiting_leaves_a_worker_for_the_next() -> None:
    async with Extractor(doings.endless, Metrics()) as extractor:
        waiting = asyncio.create_task(extractor(ENDLESS))
        await asyncio.sleep(0.1)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert len((await extractor(ARTICLE)).claims) == 3


@pytest.mark.parametrize("workers", [0, 1])
async def test_what_goes_wrong_in_an_extraction_is_raised(workers: int) -> None:
    async with Extractor(doings.confused, Metrics(), workers=workers) as extractor:
        with pytest.raises((LookupError, RuntimeError)):
            await extractor(ARTICLE)


async def test_a_workers_trouble_comes_without_the_articles_words() -> None:
    async with Extractor(doings.confused, Metrics()) as extractor:
        with pytest.raises(RuntimeError, match=r"^LookupError$"):
            await extractor(ARTICLE)


@pytest.mark.parametrize("workers", [0, 2])
async def test_without_weights_it_does_not_start(workers: int) -> None:
    with pytest.raises(ModelError, match="The weights are not here"):
        async with Extractor(doings.missing, Metrics(), workers=workers):
            pytest.fail("started all the same")


async def test_workers_that_die_while_they_load_are_told_of() -> None:
    with pytest.raises(ModelError, match="ended while it loaded"):
        async with Extractor(doings.stillborn, Metrics()):
            pytest.fail("started all the same")


async def test_every_extraction_is_measured() -> None:
    for workers in (0, 1):
        metrics = Metrics()
        async with Extractor(doings.quick, metrics, workers=workers) as extractor:
            await extractor(ARTICLE)
            await extractor.check()
        assert b"factdesk_extraction_seconds_count 1.0" in metrics.text()
