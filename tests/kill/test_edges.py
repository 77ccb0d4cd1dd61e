"""A bot is killed at each edge of each step, and inside of each, one after the other on one desk."""

from itertools import product

from tests.kill.bot import Fault
from tests.kill.ground import CHANNELS, Ground

OF_A_SHARE = (
    "take:begun",
    "take:kept",
    "find:begun",
    "find:done",
    "find:kept",
    "read:begun",
    "read:done",
    "read:kept",
    "extract:begun",
    "extract:made",
    "extract:done",
    "extract:kept",
    "open:begun",
    "open:kept",
    "open:done",
    "post:begun",
    "post:announced",
    "post:answered",
    "post:done",
    "post:kept",
    "touched:begun",
    "touched:done",
    "touched:kept",
)
INSIDE = (0.002, 0.005, 0.01, 0.02, 0.04)
"""Seconds after a step has begun: most are over by then, and each of these meets some of them half done."""
OF_A_RULING = (
    "words:begun",
    "rule:written",
    "words:done",
    "words:kept",
    "plan:begun",
    "plan:done",
    "plan:kept",
    "update:begun",
    "update:done",
    "update:kept",
    "line:begun",
    "line:done",
    "line:kept",
)


async def test_killed_at_each_edge_of_a_shares_steps_it_is_briefed_once(ground: Ground) -> None:
    for number, place in enumerate(OF_A_SHARE):
        bot = await ground.start(Fault(place))
        if bot.lives:
            await ground.share(CHANNELS[number % len(CHANNELS)])
        assert await bot.end() < 0, place
    await ground.start()
    await ground.all_done()
    await ground.check()


async def test_killed_inside_of_each_step_a_share_is_briefed_once(ground: Ground) -> None:
    places = ("read:begun", "extract:begun", "open:begun", "post:begun", "post:announced")
    faults = [Fault(place, after=after) for place, after in product(places, INSIDE[1::2])]
    faults += [Fault("post:announced", nth=2, after=after) for after in INSIDE]  # the second message of a thread
    for number, fault in enumerate(faults):
        bot = await ground.start(fault)
        if bot.lives:
            await ground.share(CHANNELS[number % len(CHANNELS)])
        assert await bot.end() < 0, fault
    await ground.start()
    await ground.all_done()
    await ground.check()


async def test_killed_at_each_edge_of_a_rulings_steps_it_is_written_and_told_once(ground: Ground) -> None:
    bot = await ground.start()
    titles = [await ground.share(channel) for channel in CHANNELS]
    await ground.all_done()
    await bot.stopped()
    for number, place in enumerate(OF_A_RULING):
        bot = await ground.start(Fault(place))
        if bot.lives:
            await ground.say(ground.cards()[titles[number % len(titles)]][0])
        assert await bot.end() < 0, place
    await ground.start()
    await ground.all_done()
    await ground.check()
