"""What Slack sends more than once, at once or later, to one process or another, is done once."""

import asyncio
from typing import Any

from bot.sandbox import payloads
from bot.sandbox.events import envelope, posted
from tests.kill.ground import CHANNELS, USER, Ground

COPIES = 10


def sharing(ground: Ground) -> dict[str, Any]:
    """Return the request of a share, to be sent as often as one likes."""
    title = f"Story {next(ground.numbers)}"
    ground.site.titles[f"/{title[6:]}"] = title
    ground.shared.append(title)
    room = ground.team.channels[CHANNELS[0]]
    return payloads.command(ground.slack, ground.team, room, USER, name="/brief", text=ground.site.url(f"/{title[6:]}"))


async def test_ten_copies_at_once_at_two_processes_are_one_briefing(ground: Ground) -> None:
    await ground.start()
    await ground.start()
    sent = sharing(ground)
    deliver = ground.people.sandbox.deliveries.deliver
    answers = await asyncio.gather(*(deliver("command", sent) for _ in range(COPIES)))
    assert {answer.status for answer in answers} == {200}
    assert sum("text" in answer.body for answer in answers) == 1
    await ground.all_done()
    await ground.check()
    assert ground.site.read == [f"/{ground.shared[0][6:]}"]


async def test_ten_copies_of_a_ruling_at_once_at_two_processes_are_one(ground: Ground) -> None:
    await ground.start()
    await ground.start()
    title = await ground.share(CHANNELS[0])
    await ground.all_done()
    card = ground.cards()[title][0]
    ground.said.append("reason 0")
    message = ground.people.write(USER, card.channel, "C1 false because reason 0", thread_ts=card.ts)
    event = envelope(ground.slack, ground.team.id, posted(ground.slack, message))
    deliver = ground.people.sandbox.deliveries.deliver
    answers = await asyncio.gather(*(deliver("event", event) for _ in range(COPIES)))
    assert {answer.status for answer in answers} == {200}
    await ground.all_done()
    await ground.check()


async def test_what_slack_repeats_for_want_of_an_answer_in_time_is_done_once(ground: Ground) -> None:
    await ground.start()
    await ground.start()
    title = await ground.share(CHANNELS[0])
    await ground.all_done()
    sandbox = ground.people.sandbox
    sandbox.deliveries.seconds, sandbox.faults.delay = 0.3, 0.4  # everything arrives, and Slack has given it up by then
    await ground.say(ground.cards()[title][0])
    await ground.slack.until(lambda: [0, 1, 2, 3] in attempts(ground) or None)
    await ground.all_done()
    await ground.check()


def attempts(ground: Ground) -> list[list[int]]:
    """Return how often each event was sent, as Slack counts."""
    found: dict[str, list[int]] = {}
    for one in ground.slack.deliveries:
        found.setdefault(one.key, []).append(one.attempt)
    return list(found.values())


async def test_the_same_link_by_three_people_at_two_processes_is_one_thread(ground: Ground) -> None:
    await ground.start()
    await ground.start()
    ground.site.titles["/one"] = "Story 1"
    ground.shared.append("Story 1")
    await asyncio.gather(*(ground.people.brief(USER, CHANNELS[0], ground.site.url("/one")) for _ in range(3)))
    whispers = ground.team.whispers
    await ground.slack.until(lambda: sum("has a thread here" in one.text for one in whispers) == 2 or None, 30)
    await ground.all_done()
    await ground.check()
