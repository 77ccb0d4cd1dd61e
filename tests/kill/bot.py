"""One bot as a process, which may be told to fall dead at a checkpoint."""

import asyncio
import json
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.app import build
from bot.desk.jobs import home
from bot.settings import Settings
from tests.newsroom import rule


@dataclass(frozen=True)
class Fault:
    """Where to fall dead: so many seconds after the `nth` passing of a checkpoint."""

    place: str
    nth: int = 1
    after: float = 0.0


@dataclass(frozen=True)
class Plan:
    """How a bot is to be started."""

    settings: dict[str, Any]
    log: str
    fault: Fault | None = None
    version: int = 1
    channel_seconds: float = 0.0
    settle_seconds: float = 0.3
    workers: bool = False

    def as_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        read = json.loads(text)
        fault = read.pop("fault")
        return cls(**read, fault=None if fault is None else Fault(**fault))


@dataclass
class Checkpoints:
    """Passes all of them but one."""

    fault: Fault | None
    counts: dict[str, int] = field(default_factory=dict)

    async def __call__(self, place: str) -> None:
        self.counts[place] = self.counts.get(place, 0) + 1
        fault = self.fault
        if fault is None or fault.place != place or self.counts[place] != fault.nth:
            return
        if fault.after:
            threading.Timer(fault.after, fall_dead).start()
        else:
            fall_dead()


def fall_dead() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def load() -> Callable[..., Any]:
    """Give the quick extraction; a worker process imports this."""
    return rule.extract


async def live(plan: Plan) -> None:
    """Run until SIGTERM."""
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    home.VERSION = plan.version
    extraction: dict[str, Any] = {"load": load} if plan.workers else {"extract": rule.extract}
    bot = build(
        Settings(**plan.settings),
        **extraction,
        channel_seconds=plan.channel_seconds,
        settle_seconds=plan.settle_seconds,
        checkpoint=Checkpoints(plan.fault),
    )
    async with bot:
        ends = [asyncio.create_task(one.wait()) for one in (stopped, bot.lost)]
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
