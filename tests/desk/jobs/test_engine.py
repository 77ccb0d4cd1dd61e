"""A job goes on where it was, in order and one at a time where it must; on both databases."""

import asyncio
import threading
from typing import Any

from bot.desk.jobs.engine import Engine
from bot.desk.jobs.history import History
from bot.desk.jobs.kinds import BRIEF, SHOW, THREAD, WORDS, Kind, Said, Shown, Thread
from tests.desk.jobs.conftest import Run
from tests.desk.jobs.given import ASKER, brief, ended, idle, said, thread, until

Works = dict[Kind, Any]


async def test_a_job_runs_on_the_loop_of_whoever_started_the_engine(run: Run, history: History) -> None:
    threads: list[int] = []

    async def words(_: Said) -> None:
        threads.append(threading.get_ident())

    async with run(lambda _: {WORDS: words}):
        await history.take(WORDS, said(), key="T1:Ev1")
        await ended(history, "T1:Ev1")
    assert threads == [threading.get_ident()]


async def test_after_a_restart_a_job_does_not_repeat_the_steps_that_it_had_finished(run: Run, history: History) -> None:
    done: list[str] = []
    held = asyncio.Event()

    def works(engine: Engine) -> Works:
        async def words(given: Said) -> None:
            async def first() -> str:
                done.append("first")
                return f"{given.text}!"

            async def second() -> None:
                done.append("second")
                await held.wait()

            kept = await engine.step("first", first)
            await engine.step("second", second)
            done.append(kept)

        return {WORDS: words}

    async with run(works, grace=0.0):
        await history.take(WORDS, said("so"), key="T1:Ev1")
        await until(lambda: done == ["first", "second"])
    held.set()
    async with run(works):
        await ended(history, "T1:Ev1")
    assert done == ["first", "second", "second", "so!"]


async def test_leaving_finishes_what_waits_and_what_is_under_way(run: Run, history: History) -> None:
    done: list[str] = []

    def works(engine: Engine) -> Works:
        async def words(given: Said) -> None:
            async def step() -> None:
                await asyncio.sleep(0.2)

            await engine.step("slow", step)
            done.append(given.text)

        return {WORDS: words}

    async with run(works):
        for number in range(3):
            await history.take(WORDS, said(str(number)), key=f"T1:Ev{number}")
    assert sorted(done) == ["0", "1", "2"]


async def test_in_a_channel_one_job_goes_at_a_time_in_order_and_others_beside_it(run: Run, history: History) -> None:
    order: list[str] = []
    open_at: set[str] = set()
    most: set[frozenset[str]] = set()

    async def work(given: Thread) -> None:
        assert given.channel not in open_at
        open_at.add(given.channel)
        most.add(frozenset(open_at))
        await asyncio.sleep(0.05)
        open_at.remove(given.channel)
        order.append(given.case)

    async with run(lambda _: {THREAD: work}):
        for number in range(5):
            for channel in ("C1", "C2"):
                await history.take(THREAD, thread(f"{channel}:{number}", channel), key=f"{number}:{channel}")
        await ended(history, *(f"4:{channel}" for channel in ("C1", "C2")))
    for channel in ("C1", "C2"):
        assert [case for case in order if case.startswith(channel)] == [f"{channel}:{number}" for number in range(5)]
    assert frozenset({"C1", "C2"}) in most


async def test_a_ruling_goes_before_the_threads_that_wait(run: Run, history: History) -> None:
    order: list[str] = []
    go = asyncio.Event()

    async def post(given: Thread) -> None:
        order.append(given.case)
        await go.wait()

    async def show(_: Shown) -> None:
        order.append("shown")

    async with run(lambda _: {THREAD: post, SHOW: show}):
        for number in range(3):
            await history.take(THREAD, thread(str(number)), key=f"1:{number}")
        await until(lambda: order == ["0"])
        shown = Shown(team="T1", channel="C1", asker=ASKER, case="0", first=1, last=1)
        await history.take(SHOW, shown, key="2:0")
        go.set()
        await ended(history, "1:2")
    assert order == ["0", "shown", "1", "2"]


async def test_what_a_job_begins_begins_once_though_the_job_is_begun_again(run: Run, history: History) -> None:
    begun: list[str] = []
    held = asyncio.Event()

    def works(engine: Engine) -> Works:
        async def words(_: Said) -> None:
            begun.append(await engine.begin(THREAD, thread("1"), key="1:case"))

            async def wait() -> None:
                await held.wait()

            await engine.step("wait", wait)

        async def post(given: Thread) -> None:
            begun.append(f"case {given.case}")

        return {WORDS: words, THREAD: post}

    async with run(works, grace=0.3):
        await history.take(WORDS, said(), key="T1:Ev1")
        await until(lambda: begun == ["1:case", "case 1"])
    held.set()
    async with run(works):
        await ended(history, "T1:Ev1")
    assert begun == ["1:case", "case 1", "1:case"]


async def test_a_sleep_is_kept_and_a_restart_does_not_begin_it_anew(run: Run, history: History) -> None:
    begun: list[str] = []

    def works(engine: Engine) -> Works:
        async def words(_: Said) -> None:
            begun.append("asleep")
            await engine.sleep(3.0)

        return {WORDS: words}

    async with run(works, grace=0.0):
        await history.take(WORDS, said(), key="T1:Ev1")
        await until(lambda: begun)
        await asyncio.sleep(0.5)
    assert await history.active("T1:Ev1")
    await asyncio.sleep(1.5)
    async with run(works):
        whole_night = asyncio.create_task(asyncio.sleep(3.0))
        await ended(history, "T1:Ev1")
        assert not whole_night.done()
        whole_night.cancel()


async def test_who_is_alone_keeps_others_out_until_it_has_ended(run: Run, history: History) -> None:
    async with run(lambda _: {BRIEF: idle}):
        pass
    assert await history.take(BRIEF, brief(), key="T1:1", alone="link") == "T1:1"
    assert await history.take(BRIEF, brief(), key="T1:2", alone="link") == "T1:1"
    assert await history.take(BRIEF, brief(), key="T1:1", alone="link") is None
    async with run(lambda _: {BRIEF: idle}):
        await ended(history, "T1:1")
    assert await history.take(BRIEF, brief(), key="T1:3", alone="link") == "T1:3"


async def test_a_job_that_fails_is_told_of_and_kept(run: Run, history: History) -> None:
    told: list[tuple[str, str]] = []

    def works(engine: Engine) -> Works:
        async def failed(job: str, _given: object, error: Exception) -> None:
            told.append((job, type(error).__name__))

        async def words(_: Said) -> None:
            raise LookupError

        engine.failed = failed
        return {WORDS: words}

    async with run(works):
        await history.take(WORDS, said(), key="T1:Ev1")
        await ended(history, "T1:Ev1")
    assert told == [("T1:Ev1", "LookupError")]
    assert [job.workflow_id for job in await history.failed()] == ["T1:Ev1"]
