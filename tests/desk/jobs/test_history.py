"""The jobs as seen from outside: counted, begun anew, deleted."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.desk.jobs.engine import Engine
from bot.desk.jobs.history import History
from bot.desk.jobs.history import said as given
from bot.desk.jobs.kinds import BRIEF, THREAD, WORDS, Brief, Said
from tests.desk.jobs.conftest import Run
from tests.desk.jobs.given import LINK, brief, ended, idle, said, thread, until

LATER = datetime.now(UTC) + timedelta(days=1)


async def test_it_counts_what_waits_and_what_a_process_runs(run: Run, history: History) -> None:
    held = asyncio.Event()

    async def hold(_: Said) -> None:
        await held.wait()

    async with run(lambda _: {WORDS: hold}):
        await history.take(WORDS, said(), key="T1:Ev1")

        async def runs() -> bool:
            return await history.left("desk-0") == (0, 1)

        await until(runs)
        assert await history.left("desk-1") == (0, 0)
        assert [job.workflow_id for job in await history.running()] == ["T1:Ev1"]
        held.set()
    await history.take(WORDS, said(), key="T1:Ev2")
    await history.take(BRIEF, brief(), key="T1:3")
    assert await history.waiting() == {"quick": 1, "shares": 1}
    assert await history.left("desk-0") == (2, 0)


async def test_it_knows_since_when_the_oldest_is_waited_for(run: Run, history: History) -> None:
    async with run(lambda _: {WORDS: idle}):
        pass
    assert await history.oldest([BRIEF, THREAD]) is None
    before = datetime.now(UTC) - timedelta(seconds=1)  # SQLite keeps whole seconds
    await history.take(BRIEF, brief(), key="T1:3")
    oldest = await history.oldest([BRIEF, THREAD])
    assert oldest is not None
    assert before <= oldest <= datetime.now(UTC)


async def test_what_failed_begins_anew_where_it_belongs(run: Run, history: History) -> None:
    fails = [True, True]
    done: list[str] = []

    async def flaky(what: object) -> None:
        if fails:
            fails.pop()
            raise LookupError
        done.append(type(what).__name__)

    async with run(lambda _: {BRIEF: flaky, THREAD: flaky}):
        await history.take(BRIEF, brief(), key="T1:1")
        await history.take(THREAD, thread("case"), key="1:case")
        await ended(history, "T1:1", "1:case")
        failed = await history.failed()
        assert {job.workflow_id for job in failed} == {"T1:1", "1:case"}
        for job in failed:
            await history.begin_anew(job)
        await ended(history, "T1:1", "1:case")
        again = {job.workflow_id: job for job in await history.failed()}
    assert again == {}
    assert sorted(done) == ["Brief", "Thread"]


async def test_jobs_are_deleted_with_what_they_were_given_and_what_they_let_begin(run: Run, history: History) -> None:
    def works(engine: Engine) -> dict[object, object]:
        async def begin(what: Brief) -> None:
            await engine.begin(THREAD, thread("case"), key=f"thread of {what.share.url}")

        return {BRIEF: begin, THREAD: idle}

    async with run(works):
        await history.take(BRIEF, brief(), key="T1:1")
        await history.take(BRIEF, brief("https://news.example/b"), key="T1:2")
        await ended(history, "T1:1", "T1:2")
        await until(lambda: is_over(history))
    everything = await history.ended(before=LATER, status=["SUCCESS"])
    assert sorted(everything) == ["T1:1", "T1:2", f"thread of {LINK}", "thread of https://news.example/b"]
    await history.drop(["T1:1"], begun=True)
    left = {"T1:2", "thread of https://news.example/b"}
    assert set(await history.ended(before=LATER, status=["SUCCESS"])) == left
    for table in ("workflow_input", "operation_outputs"):
        rows = history._rows(f"SELECT workflow_uuid FROM {place(history, table)}")
        assert {row[0] for row in rows} <= left


async def is_over(history: History) -> bool:
    return await history.left("desk-0") == (0, 0)


def place(history: History, table: str) -> str:
    return history._table.replace("workflow_status", table)


async def test_what_ended_is_found_by_when_it_did(run: Run, history: History) -> None:
    async with run(lambda _: {WORDS: idle}):
        await history.take(WORDS, said("C1 true"), key="T1:Ev1")
        await ended(history, "T1:Ev1")
    assert await history.ended(before=LATER, status=["SUCCESS"]) == ["T1:Ev1"]
    assert await history.ended(before=LATER, status=["ERROR"]) == []
    assert await history.ended(before=datetime.now(UTC) - timedelta(days=1), status=["SUCCESS"]) == []


async def test_what_a_job_was_given_can_be_read(run: Run, history: History) -> None:
    async def fail(_: Said) -> None:
        raise LookupError

    async with run(lambda _: {WORDS: fail}):
        await history.take(WORDS, said("C1 true"), key="T1:Ev1")
        await ended(history, "T1:Ev1")
    (job,) = await history.failed()
    assert Said.model_validate(given(job)) == said("C1 true")
