"""What jobs are given in these tests, and a way to wait for what they do."""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

from bot.desk.jobs.history import History
from bot.desk.jobs.kinds import Brief, Said, Thread
from bot.desk.outbox import Asker
from bot.desk.share import Share

ASKER = Asker(team="T1", channel="C1", user="U1")
LINK = "https://news.example/a"


def said(text: str = "C1 false") -> Said:
    return Said(asker=ASKER, text=text)


def brief(url: str = LINK, **more: Any) -> Brief:
    return Brief(asker=ASKER, share=Share.link(url), **more)


def thread(case: str, channel: str = "C1") -> Thread:
    return Thread(team="T1", channel=channel, asker=ASKER, case=case)


async def ended(history: History, *jobs: str) -> None:
    """Wait until jobs have ended."""

    async def all_ended() -> bool:
        return not any([await history.active(job) for job in jobs])

    await until(all_ended)


async def until(found: Callable[[], Any]) -> None:
    """Wait until something is found to be so; it may be asked of a database."""
    async with asyncio.timeout(20):
        while not (await answer if inspect.isawaitable(answer := found()) else answer):
            await asyncio.sleep(0.02)


async def idle(_given: Any) -> None:
    """Do nothing."""
