"""The extraction beside the event loop, in processes of its own, so that Slack is answered at once whatever is extracted.

Bounded: as many articles at a time as there are workers; all others wait. A worker that dies is replaced.
"""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Self

from bot.briefing.model import Article, Briefing
from bot.desk import sentences
from bot.desk.worker import Extract, Load, Worker, WorkerDiedError
from bot.errors import ExtractionError, ModelError
from bot.operations.metrics import Metrics

MOST_SECONDS = 120.0
TRIES = 2
_log = logging.getLogger(__name__)


def shipped() -> Extract:
    """Load the extraction with the shipped language pipeline; raise ModelError."""
    from bot.extraction import extract, load

    return partial(extract, nlp=load())


class Extractor:
    """Extracts articles while its context lasts; entering it raises ModelError where `load` does.

    With no `workers` it does so in a thread of this process.
    """

    def __init__(self, load: Load, metrics: Metrics, *, workers: int = 1, seconds: float = MOST_SECONDS) -> None:
        self._load = load
        self._metrics = metrics
        self._number = workers
        self._seconds = seconds
        self._idle: asyncio.Queue[Worker | None] = asyncio.Queue()
        self._workers: set[Worker] = set()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="extraction")
        self._here: Extract | None = None

    async def __aenter__(self) -> Self:
        if self._number == 0:
            self._here = self._load()
            return self
        for worker in [self._started() for _ in range(self._number)]:
            self._idle.put_nowait(worker)
        try:
            await asyncio.gather(*(worker.ready() for worker in self._workers))
        except BaseException as error:
            await self.__aexit__()
            if isinstance(error, WorkerDiedError):
                raise ModelError(sentences.NO_WORKER) from error
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)
        for worker in tuple(self._workers):
            self._ended(worker)

    async def __call__(self, article: Article) -> Briefing:
        """Return the article's briefing; raise ExtractionError where it ends one worker after the other."""
        if self._here is not None:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._timed, self._here, article)
        sentence = sentences.TOO_MUCH
        for _ in range(TRIES):
            try:
                return await self._by_worker(article)
            except TimeoutError:
                sentence = sentences.TOO_LONG.format(seconds=self._seconds)
            except WorkerDiedError:
                sentence = sentences.TOO_MUCH
            _log.error("worker ended over an article sha256=%s", article.sha256)
        raise ExtractionError(sentence)

    async def _by_worker(self, article: Article) -> Briefing:
        worker = await self._idle.get()
        try:
            worker = worker or self._started()
            await worker.ready()
            with self._metrics.extraction.time():
                async with asyncio.timeout(self._seconds):
                    briefing = await worker.extract(article)
        except (WorkerDiedError, TimeoutError, asyncio.CancelledError):
            if worker is not None:
                self._ended(worker)
            self._idle.put_nowait(None)  # the next article starts another
            raise
        except BaseException:
            self._idle.put_nowait(worker)
            raise
        self._idle.put_nowait(worker)
        return briefing

    def _timed(self, extract: Extract, article: Article) -> Briefing:
        with self._metrics.extraction.time():
            return extract(article)

    async def check(self) -> None:
        """Raise ModelError where nothing is there to extract with."""
        if self._here is None and not self._workers:
            raise ModelError(sentences.NO_WORKER)

    def _started(self) -> Worker:
        worker = Worker(self._load)
        self._workers.add(worker)
        return worker

    def _ended(self, worker: Worker) -> None:
        self._workers.discard(worker)
        worker.kill()
