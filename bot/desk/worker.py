"""One process that extracts, a core of its own, with the language pipeline loaded once. It ends with whoever started it.

Apart from the extractor because this half of the file runs in the other process: it imports as little as it can.
"""

import asyncio
import contextlib
import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from bot.briefing.model import Article, Briefing
from bot.errors import ModelError

Extract = Callable[[Article], Briefing]
Load = Callable[[], Extract]
_END_SECONDS = 2.0
_spawning = multiprocessing.get_context("spawn")  # a fork would take our threads' locks along, and nobody to open them


class WorkerDiedError(Exception):
    """The process is gone, or does not answer in time."""


class Worker:
    """A process that loads an extraction and works off one article after the other."""

    def __init__(self, load: Load) -> None:
        self._pipe, theirs = _spawning.Pipe()
        self._process = _spawning.Process(target=serve, args=(theirs, load), name="extraction", daemon=True)
        self._process.start()
        theirs.close()
        self._loaded = False

    async def ready(self) -> None:
        """Wait until the extraction is loaded; raise ModelError where it cannot be."""
        if not self._loaded:
            await self._answer()
            self._loaded = True

    async def extract(self, article: Article) -> Briefing:
        """Return an article's briefing; raise WorkerDiedError."""
        await self.ready()
        try:
            self._pipe.send(article)
        except OSError as error:
            raise WorkerDiedError from error
        briefing: Briefing = await self._answer()
        return briefing

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.join(_END_SECONDS)
        self._pipe.close()

    async def _answer(self) -> Any:
        loop, readable = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._pipe.fileno(), readable.set)
        try:
            await readable.wait()
            good, answer = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise WorkerDiedError from error
        finally:
            loop.remove_reader(self._pipe.fileno())
        if not good:
            raise answer
        return answer


def serve(pipe: Connection, load: Load) -> None:
    """Answer articles with briefings until the other side is gone; the other process runs this."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us ends us
    with contextlib.suppress(EOFError, OSError):
        try:
            extract = load()
        except ModelError as error:
            pipe.send((False, error))
            return
        pipe.send((True, None))
        while True:
            article = pipe.recv()
            pipe.send(_extracted(extract, article))


def _extracted(extract: Extract, article: Article) -> tuple[bool, Any]:
    try:
        return True, extract(article)
    except Exception as error:  # noqa: BLE001 -- its kind alone: its words may be the article's
        return False, RuntimeError(type(error).__name__)
