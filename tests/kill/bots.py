"""The tests' end of the nursery: bots are started, killed, and awaited."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Self

from tests.kill.bot import Plan

ROOT = Path(__file__).parents[2]
WAIT_SECONDS = 60.0


class Bot:
    """A bot's process; `ended` gives its exit status, negative for the signal that ended it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    @property
    def lives(self) -> bool:
        return not self.ended.done()

    async def killed(self) -> None:
        """Kill it, and wait until it is dead."""
        if self.lives:
            os.kill(self.pid, signal.SIGKILL)
        await self.end()

    async def stopped(self) -> int:
        """Ask it to end, and return its exit status."""
        if self.lives:
            os.kill(self.pid, signal.SIGTERM)
        return await self.end()

    async def end(self) -> int:
        async with asyncio.timeout(WAIT_SECONDS):
            return await asyncio.shield(self.ended)


class Bots:
    """All bots of a test; leaving the context kills those that live."""

    def __init__(self) -> None:
        self.all: dict[int, Bot] = {}
        self._started: asyncio.Queue[Bot] = asyncio.Queue()

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.kill.nursery",
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_: object) -> None:
        for bot in self.all.values():
            await bot.killed()
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()
        await self._reading

    async def start(self, plan: Plan) -> Bot:
        """Start a bot."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{plan.as_json()}\n".encode())
        async with asyncio.timeout(WAIT_SECONDS):
            return await self._started.get()

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            said = json.loads(line)
            if "started" in said:
                self.all[said["started"]] = bot = Bot(said["started"])
                self._started.put_nowait(bot)
            else:
                self.all[said["ended"]].ended.set_result(said["status"])
