"""A message of ours stands in Slack once, wherever it was broken off."""

from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest

from bot.desk.jobs.posting import Pace, Turn
from bot.desk.store import Post
from bot.errors import DeskError, SlackBusyError, SlackError, SlackSilentError
from tests.desk.jobs.newsroom import CHANNEL, Desk, desks

MESSAGE = {"text": "A message"}


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desks(tmp_path) as made:
        yield made


def post(place: int = 0) -> Post:
    return Post(key=f"case:{place}", team="T0DESK", channel=CHANNEL, case="case", place=place)


async def test_a_message_is_announced_sent_and_noted(desk: Desk) -> None:
    ts = await desk.posting().send(post(), MESSAGE, None, Turn(0.0))
    (message,) = desk.team.posts(CHANNEL)
    assert (message.ts, message.text) == (ts, "A message")
    assert await desk.store.posts("case") == {0: ts}
    assert desk.passed == ["post:announced", "post:answered"]
    assert desk.calls("conversations.history") == 0


async def test_what_is_noted_is_not_sent_again(desk: Desk) -> None:
    sent = {await desk.posting().send(post(), MESSAGE, None, Turn(0.0)) for _ in range(3)}
    assert sent == {one.ts for one in desk.team.posts(CHANNEL)}


@pytest.mark.parametrize("in_thread", [False, True])
async def test_what_was_sent_and_not_noted_is_found_in_slack(desk: Desk, in_thread: bool) -> None:
    parent = desk.people.write("U1", CHANNEL, "Morning").ts if in_thread else None
    for number in range(3):
        desk.people.write("U1", CHANNEL, f"Talk {number}", thread_ts=parent)
    await desk.store.sending(post())
    ts = await desk.outbox.post(CHANNEL, MESSAGE, key=post().key, thread_ts=parent)
    await desk.outbox.post(CHANNEL, MESSAGE, key="case:1", thread_ts=parent)
    assert await desk.posting().send(post(), MESSAGE, parent, Turn(0.0)) == ts
    assert len(desk.team.posts(CHANNEL)) == 2
    assert (await desk.store.posts("case"))[0] == ts


async def test_what_was_announced_and_never_came_is_sent(desk: Desk) -> None:
    await desk.store.sending(post())
    await desk.posting().send(post(), MESSAGE, None, Turn(0.0))
    assert len(desk.team.posts(CHANNEL)) == 1
    assert desk.calls("conversations.history") == 1


async def test_a_message_far_back_in_a_busy_channel_is_found(desk: Desk) -> None:
    await desk.store.sending(post())
    ts = await desk.outbox.post(CHANNEL, MESSAGE, key=post().key)
    for number in range(450):
        desk.people.write("U1", CHANNEL, f"Talk {number}")
    assert await desk.posting().send(post(), MESSAGE, None, Turn(0.0)) == ts
    assert desk.calls("conversations.history") == 3


async def test_where_nobody_may_look_the_message_is_sent(desk: Desk) -> None:
    await desk.store.sending(post())
    desk.faults.refuse("conversations.history", "missing_scope")
    await desk.posting().send(post(), MESSAGE, None, Turn(0.0))
    assert len(desk.team.posts(CHANNEL)) == 1


@pytest.mark.parametrize(
    ("code", "error"), [("is_archived", DeskError), ("invalid_blocks", SlackError), ("ratelimited", SlackBusyError)]
)
async def test_what_slack_refused_does_not_stand_and_is_not_looked_for(
    desk: Desk, code: str, error: type[Exception]
) -> None:
    desk.faults.refuse("chat.postMessage", code, retry_after=0 if code == "ratelimited" else None)
    posting = desk.posting()
    with pytest.raises(error):
        await posting.send(post(), MESSAGE, None, Turn(0.0))
    await posting.send(post(), MESSAGE, None, Turn(0.0))
    assert desk.calls("conversations.history") == 0
    assert len(desk.team.posts(CHANNEL)) == 1


async def test_what_slack_did_not_answer_is_looked_for(desk: Desk) -> None:
    desk.faults.refuse("chat.postMessage", "internal_error")
    posting = desk.posting()
    with pytest.raises(SlackSilentError):
        await posting.send(post(), MESSAGE, None, Turn(0.0))
    await posting.send(post(), MESSAGE, None, Turn(0.0))
    assert desk.calls("conversations.history") == 1
    assert len(desk.team.posts(CHANNEL)) == 1


@pytest.mark.parametrize("error", ["ratelimited", "internal_error"])
async def test_while_slack_cannot_say_whether_it_stands_nothing_is_sent(desk: Desk, error: str) -> None:
    await desk.store.sending(post())
    retry_after = 0 if error == "ratelimited" else None
    desk.faults.refuse("conversations.history", error, retry_after=retry_after)
    with pytest.raises((SlackBusyError, SlackSilentError)):
        await desk.posting().send(post(), MESSAGE, None, Turn(0.0))
    assert desk.team.posts(CHANNEL) == []


async def test_a_channel_rests_between_messages_and_after_the_last(desk: Desk) -> None:
    seconds = 0.2
    turn, posting = Turn(seconds), desk.posting(Pace(seconds, 0.0))
    for place in range(3):
        await posting.send(post(place), MESSAGE, None, turn)
        turn.kept()
    await turn.rest()
    after = desk.people.write("U1", CHANNEL, "Done")
    stood = [*(one.posted for one in desk.team.posts(CHANNEL)), after.posted]
    assert min(later - sooner for sooner, later in pairwise(stood)) >= seconds


async def test_who_does_not_know_since_when_a_channel_rests_lets_it_rest_for_all_of_its_time(desk: Desk) -> None:
    seconds = 0.2
    before = desk.people.write("U1", CHANNEL, "Sent before a crash")
    turn = Turn(seconds)
    turn.kept()  # a step that was finished before the crash
    await desk.posting(Pace(seconds, 0.0)).send(post(1), MESSAGE, None, turn)
    assert desk.team.posts(CHANNEL)[0].posted - before.posted >= seconds
