"""What failed for good is kept, can be seen without its words, and is sent again by its short name."""

import pytest

from bot.desk.jobs.answering import reference
from bot.desk.jobs.dead import DeadLetters
from bot.desk.jobs.engine import Engine
from bot.desk.jobs.history import History
from bot.desk.jobs.kinds import WORDS, Said
from bot.errors import DeskError
from tests.desk.jobs.conftest import Run
from tests.desk.jobs.given import ended, said


async def test_where_no_bot_ever_ran_there_are_none(url: str) -> None:
    with DeadLetters(url) as dead:
        assert await dead.letters() == []


async def test_a_dead_letter_is_sent_again_and_gone_when_it_goes_well(run: Run, history: History, url: str) -> None:
    well: list[str] = []

    async def flaky(given: Said) -> None:
        if not well:
            raise LookupError
        well.append(given.text)

    async with run(lambda _: {WORDS: flaky}):
        await history.take(WORDS, said("C1 false"), key="T1:Ev1")
        await ended(history, "T1:Ev1")
    with DeadLetters(url) as dead:
        (letter,) = await dead.letters()
        assert (letter.kind, letter.team, letter.channel, letter.user) == ("words", "T1", "C1", "U1")
        assert letter.reference == reference("T1:Ev1")
        assert len(letter.reference) == 8
        assert not letter.crashed
        assert "C1 false" not in str(letter)
        assert await dead.send_again(letter.reference) == letter
        assert await dead.letters() == []
    well.append("from now on")
    async with run(lambda _: {WORDS: flaky}):
        await ended(history, "T1:Ev1")
    assert well == ["from now on", "C1 false"]
    assert await history.failed() == []


async def test_a_name_that_is_none_is_told(run: Run, url: str) -> None:
    async with run(lambda _: {}):
        pass
    with DeadLetters(url) as dead, pytest.raises(DeskError, match="no failed job 12345678"):
        await dead.send_again("12345678")


async def test_what_fails_again_is_there_again(run: Run, history: History, url: str) -> None:
    told: list[str] = []

    def works(engine: Engine) -> dict[object, object]:
        async def failed(job: str, _given: object, _error: Exception) -> None:
            told.append(job)

        async def fail(_: Said) -> None:
            raise LookupError

        engine.failed = failed
        return {WORDS: fail}

    async with run(works):
        await history.take(WORDS, said(), key="T1:Ev1")
        await ended(history, "T1:Ev1")
        with DeadLetters(url) as dead:
            await dead.send_again("T1:Ev1")
        await ended(history, "T1:Ev1")
    assert told == ["T1:Ev1", "T1:Ev1"]
    assert [job.workflow_id for job in await history.failed()] == ["T1:Ev1"]
