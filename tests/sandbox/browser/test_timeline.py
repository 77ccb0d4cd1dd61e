"""The lines of a channel and of a thread: in order, under their day, each where it belongs."""

import time

import pytest

from bot.sandbox.app import App
from bot.sandbox.browser import timeline
from bot.sandbox.browser.visit import Visit
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Channel, Message, Person, Whisper

NOON = int(time.mktime((2024, 3, 5, 12, 0, 0, 0, 0, -1)))
DAY = 86400


@pytest.fixture
def visit() -> Visit:
    slack = Slack(App())
    team = slack.add_team()
    team.people["U1"] = Person("U1", "maya", "Maya Okafor")
    team.channels["C1"] = Channel("C1", team.id, "desk", members={"U1"})
    return Visit(slack, team, team.people["U1"])


def write(visit: Visit, seconds: int, *, user: str = "U1", **more: object) -> Message:
    message = Message(visit.team.id, "C1", f"{NOON + seconds}.000001", user, "words", **more)  # type: ignore[arg-type]
    visit.team.messages.append(message)
    return message


def kinds(entries: list[timeline.Entry]) -> list[str]:
    return [one.kind for one in entries]


def test_each_day_is_named_once_before_its_messages(visit: Visit) -> None:
    for seconds in (0, 60, DAY):
        write(visit, seconds)
    assert kinds(timeline.channel_entries(visit, "C1")) == ["day", "message", "message", "day", "message"]


def test_replies_stand_in_their_thread_and_are_counted_at_its_first_message(visit: Visit) -> None:
    root = write(visit, 0)
    reply = write(visit, 60, thread_ts=root.ts)
    loud = write(visit, 90, thread_ts=root.ts, broadcast=True)
    shown = [one for one in timeline.channel_entries(visit, "C1") if one.message]
    assert [one.message for one in shown] == [root, loud]
    assert list(shown[0].replies) == [reply, loud]
    assert [one.message for one in timeline.thread_entries(visit, "C1", root.ts)][1:] == [reply, loud]


def test_lines_of_one_person_stand_close_for_five_minutes(visit: Visit) -> None:
    for seconds, user in ((0, "U1"), (60, "U1"), (120, "U2"), (180, "U1"), (600, "U1")):
        write(visit, seconds, user=user)
    shown = [one.compact for one in timeline.channel_entries(visit, "C1") if one.message]
    assert shown == [False, True, False, False, False]


def test_what_is_whispered_to_others_is_not_there(visit: Visit) -> None:
    write(visit, 0)
    for user in ("U1", "U2"):
        visit.team.whispers.append(Whisper("ephemeral", "T0DESK", "C1", user, "psst", ts=f"{NOON + 5}.00000{user[1]}"))
    assert kinds(timeline.channel_entries(visit, "C1")) == ["day", "message", "whisper"]


def test_a_new_reply_brings_its_line_and_the_count_at_the_first_message(visit: Visit) -> None:
    root = write(visit, 0)
    write(visit, 30)
    reply = write(visit, 60, thread_ts=root.ts)
    changed = timeline.entries_of(visit, "C1", {reply.ts})
    assert [one.id for one in changed if one.message] == [
        timeline.dom_id("channel", root.ts),
        timeline.dom_id("thread", reply.ts),
    ]


def test_a_changed_first_message_is_drawn_in_the_channel_and_above_its_thread(visit: Visit) -> None:
    root = write(visit, 0)
    changed = [one for one in timeline.entries_of(visit, "C1", {root.ts}) if one.message]
    assert [(one.id, one.holder) for one in changed] == [
        (timeline.dom_id("channel", root.ts), "channel:C1"),
        (timeline.dom_id("thread", root.ts), f"root:C1:{root.ts}"),
    ]
