"""A request is kept before anybody is told that it arrived, and kept once."""

import asyncio

import pytest
from sqlalchemy.exc import SQLAlchemyError

from bot.desk.jobs.history import History
from bot.desk.jobs.home import Home
from bot.desk.jobs.inbox import Inbox
from bot.desk.jobs.kinds import BRIEF, FOLLOW, WORDS
from bot.desk.jobs.steps import on_we_go
from tests.desk.jobs.conftest import Run
from tests.desk.jobs.given import LINK, brief, idle, said


@pytest.fixture
async def inbox(run: Run, history: History) -> Inbox:
    async with run(lambda _: {WORDS: idle}):
        pass  # whoever runs first makes the tables
    return Inbox(history, on_we_go)


async def test_a_request_is_taken_in_once_and_outlives_the_process(inbox: Inbox, home: Home) -> None:
    assert await inbox.take(WORDS, "T1:Ev1", said())
    again = History(home)
    assert not await Inbox(again, on_we_go).take(WORDS, "T1:Ev1", said())
    assert await again.waiting() == {"quick": 1}
    again.close()


async def test_of_ten_copies_at_once_one_is_new(inbox: Inbox) -> None:
    answers = await asyncio.gather(*(inbox.take(WORDS, "T1:Ev1", said()) for _ in range(10)))
    assert sorted(answers) == [False] * 9 + [True]


async def test_a_second_share_of_a_link_follows_the_first_and_is_itself_taken_once(
    inbox: Inbox, history: History
) -> None:
    assert await inbox.take(BRIEF, "T1:1", brief())
    assert await inbox.take(BRIEF, "T1:2", brief(f"{LINK}?utm_source=x"))
    assert not await inbox.take(BRIEF, "T1:2", brief())
    assert await history.waiting() == {"shares": 1, "quick": 1}
    assert await history.oldest([FOLLOW]) is not None


@pytest.mark.parametrize("other", [brief(again=True), brief("https://news.example/b"), brief("")])
async def test_other_shares_do_not_wait_for_it(inbox: Inbox, history: History, other: object) -> None:
    assert await inbox.take(BRIEF, "T1:1", brief())
    assert await inbox.take(BRIEF, "T1:2", other)  # type: ignore[arg-type]
    assert await history.waiting() == {"shares": 2}


async def test_it_knows_about_how_many_wait(inbox: Inbox) -> None:
    for number in range(3):
        await inbox.take(BRIEF, f"T1:{number}", brief(f"https://news.example/{number}"))
    assert inbox.ahead == 3
    await inbox.look()
    assert inbox.ahead == 3
    await inbox.take(WORDS, "T1:Ev1", said())
    assert inbox.ahead == 3


async def test_without_its_database_nothing_is_taken_in() -> None:
    nowhere = Home("postgresql://nobody@127.0.0.1:9/none")
    history = History(nowhere)
    with pytest.raises(SQLAlchemyError):
        await Inbox(history, on_we_go).take(WORDS, "T1:Ev1", said())
    history.close()
