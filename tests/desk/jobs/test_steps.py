"""What is tried again and what is not, and what a job is told of it, the first time and after a restart."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest

from bot.desk.jobs import steps
from bot.desk.jobs.engine import Engine
from bot.desk.jobs.history import History
from bot.desk.jobs.kinds import WORDS, Said
from bot.desk.jobs.steps import NONE, Patience, Steps, TroubleError
from bot.errors import (
    DatabaseError,
    DeskError,
    ExtractionError,
    PaywallError,
    SlackBusyError,
    SlackError,
    SlackSilentError,
    StatusError,
    TimedOutError,
    UnreachableError,
)
from tests.desk.jobs.conftest import Run
from tests.desk.jobs.given import ended, said, until

URL = "https://news.example/a"
Body = Callable[[Steps], Awaitable[None]]


@pytest.fixture
def url(tmp_path: Any) -> str:
    """Keep these on one kind of database: the engine's tests run on both."""
    return f"sqlite+aiosqlite:///{tmp_path / 'factdesk.db'}"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait as often as ever, but not as long."""
    for name in ("UNFORESEEN", "WEB", "SLACK", "DATABASE"):
        patience: Patience = getattr(steps, name)
        monkeypatch.setattr(steps, name, Patience(patience.times, first=0.001, longest=0.001))


@pytest.fixture
def job(run: Run, history: History) -> Callable[[Body], Awaitable[str]]:
    """Run one job to its end, and return how it ended."""

    async def ran(body: Body) -> str:
        def works(engine: Engine) -> dict[Any, Any]:
            async def words(_: Said) -> None:
                await body(Steps(engine))

            return {WORDS: words}

        async with run(works):
            await history.take(WORDS, said(), key="T1:Ev1")
            await ended(history, "T1:Ev1")
        return "failed" if await history.failed() else "done"

    return ran


class Failing:
    """A step that fails so many times before it gives a result."""

    def __init__(self, error: Exception, times: int) -> None:
        self.error = error
        self.left = times
        self.tried = 0

    async def __call__(self) -> str:
        self.tried += 1
        if self.left:
            self.left -= 1
            raise self.error
        return "result"


@pytest.mark.parametrize(
    ("error", "times"),
    [
        (UnreachableError("Down.", url=URL), 2),
        (TimedOutError("Slow.", url=URL), 2),
        (StatusError("503.", url=URL, status=503), 2),
        (StatusError("429.", url=URL, status=429), 2),
        (SlackSilentError("Silent."), 8),
        (DatabaseError("Away."), 60),
        (LookupError("Odd."), 2),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_what_may_pass_is_tried_again(job: Any, error: Exception, times: int) -> None:
    gave: list[str] = []
    failing = Failing(error, times)

    async def body(doing: Steps) -> None:
        gave.append(await doing.do("step", failing))

    assert await job(body) == "done"
    assert gave == ["result"]
    assert failing.tried == times + 1


@pytest.mark.parametrize(
    "error",
    [
        PaywallError("For subscribers.", url=URL),
        StatusError("404.", url=URL, status=404),
        DeskError("Not here.", remedy="Invite me."),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_what_a_person_can_do_something_about_is_told_at_once(job: Any, error: Any) -> None:
    told: list[tuple[str, str]] = []
    failing = Failing(error, 100)

    async def body(doing: Steps) -> None:
        with pytest.raises(TroubleError) as caught:
            await doing.do("step", failing)
        told.append((caught.value.sentence, caught.value.remedy))

    assert await job(body) == "done"
    assert told == [(error.sentence, error.remedy)]
    assert failing.tried == 1


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (UnreachableError("Down.", url=URL), 3),
        (SlackSilentError("Silent."), 9),
        (SlackError("Slack refused (invalid_blocks)."), 1),
        (ExtractionError("Too much."), 1),
        (LookupError("Odd."), 3),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_nothing_is_tried_for_ever(job: Any, error: Exception, tries: int) -> None:
    failing = Failing(error, 100)

    async def body(doing: Steps) -> None:
        await doing.do("step", failing)

    ends = "done" if isinstance(error, UnreachableError) else "failed"
    assert await job(lambda doing: _untroubled(body, doing)) == ends
    assert failing.tried == tries


async def _untroubled(body: Body, doing: Steps) -> None:
    with suppress(TroubleError):
        await body(doing)


async def test_an_extraction_that_fails_is_not_tried_again(job: Any) -> None:
    failing = Failing(LookupError("Odd."), 100)

    async def body(doing: Steps) -> None:
        await doing.do("step", failing, unforeseen=NONE)

    assert await job(body) == "failed"
    assert failing.tried == 1


async def test_where_slack_says_when_to_come_again_the_job_sleeps_and_comes_again(job: Any) -> None:
    failing = Failing(SlackBusyError("Busy.", seconds=0.01), 3)
    gave: list[str] = []

    async def body(doing: Steps) -> None:
        gave.append(await doing.do("step", failing))

    assert await job(body) == "done"
    assert gave == ["result"]


async def test_trouble_is_the_same_after_a_restart_and_not_looked_for_again(run: Run, history: History) -> None:
    failing = Failing(PaywallError("For subscribers.", url=URL), 100)
    told: list[str] = []
    go = asyncio.Event()

    def works(engine: Engine) -> dict[Any, Any]:
        async def words(_: Said) -> None:
            try:
                await Steps(engine).do("read", failing)
            except TroubleError as error:
                told.append(str(error))
            await engine.step("wait", go.wait)

        return {WORDS: words}

    async with run(works, grace=0.0):
        await history.take(WORDS, said(), key="T1:Ev1")
        await until(lambda: told)
        await asyncio.sleep(0.2)
    go.set()
    async with run(works):
        await ended(history, "T1:Ev1")
    assert told == ["For subscribers. Paste the text with `/brief`."] * 2
    assert failing.tried == 1


def test_patience_doubles_up_to_its_longest_and_is_never_twice_the_same_for_all() -> None:
    patience = Patience(10, first=1.0, longest=8.0)
    for attempt, due in ((1, 1.0), (2, 2.0), (3, 4.0), (4, 8.0), (9, 8.0)):
        pauses = {patience.pause(attempt) for _ in range(50)}
        assert all(due / 2 <= pause <= due * 1.5 for pause in pauses)
        assert len(pauses) > 1


async def test_checkpoints_stand_at_the_edges_of_each_step(run: Run, history: History) -> None:
    passed: list[str] = []

    async def checkpoint(place: str) -> None:
        passed.append(place)

    def works(engine: Engine) -> dict[Any, Any]:
        async def words(_: Said) -> None:
            async def work() -> None:
                passed.append("work")

            await Steps(engine, checkpoint).do("step", work)

        return {WORDS: words}

    async with run(works):
        await history.take(WORDS, said(), key="T1:Ev1")
        await ended(history, "T1:Ev1")
    assert passed == ["step:begun", "work", "step:done", "step:kept"]
