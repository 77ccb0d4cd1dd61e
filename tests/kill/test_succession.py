"""Work goes on when its process does not: another process takes it over, a new version too."""

import asyncio
from itertools import cycle

from tests.kill.bot import Fault
from tests.kill.bots import Bot
from tests.kill.ground import CHANNELS, Ground


async def test_a_dead_process_is_taken_over_by_one_that_lives(ground: Ground) -> None:
    await ground.start()
    for place in ("extract:made", "post:answered", "post:kept"):
        dying = await ground.start(Fault(place))
        await shared_until_dead(ground, dying)
    await ground.all_done()
    await ground.check()


async def test_when_several_died_one_goes_on_with_the_work_of_all(ground: Ground) -> None:
    dying = [await ground.start(Fault("post:announced"))]
    dying += [await ground.start(Fault("extract:begun", nth=2, after=0.02)) for _ in range(2)]
    await shared_until_dead(ground, *dying)
    await ground.start()
    await ground.all_done()
    await ground.check()


async def shared_until_dead(ground: Ground, *bots: Bot) -> None:
    """Share articles until each of some bots has met its fault: any that lives may take a share."""
    for channel in cycle(CHANNELS):
        if not any(bot.lives for bot in bots):
            return
        await ground.share(channel)
        await asyncio.sleep(0.1)


async def test_a_new_version_goes_on_with_what_an_old_one_left(ground: Ground) -> None:
    for place in ("take:kept", "extract:made", "open:done", "post:answered", "post:kept"):
        old = await ground.start(Fault(place), version=1)
        if old.lives:
            await ground.share(CHANNELS[0])
        assert await old.end() < 0, place
    await ground.start(version=2)
    await ground.all_done()
    await ground.check()


async def test_a_new_version_beside_an_old_one_takes_the_new_work_and_each_ends_its_own(ground: Ground) -> None:
    old = await ground.start(version=1, channel_seconds=0.2)
    for channel in CHANNELS:
        await ground.share(channel)
    await ground.start(version=2)
    for channel in CHANNELS:
        await ground.share(channel)
    assert await old.stopped() == 0, ground.log.read_text("utf-8")[-4000:]
    await ground.share(CHANNELS[0])
    await ground.all_done()
    await ground.check()


async def test_after_a_step_back_the_old_version_goes_on_with_what_the_new_one_left(ground: Ground) -> None:
    assert await (await ground.start(version=1)).stopped() == 0
    for place in ("take:kept", "extract:made", "post:answered"):
        new = await ground.start(Fault(place), version=2)
        if new.lives:
            await ground.share(CHANNELS[0])
        assert await new.end() < 0, place
    await ground.start(version=1)
    await ground.share(CHANNELS[0])
    await ground.all_done()
    await ground.check()


async def test_asked_to_end_a_process_leaves_nothing_undone(ground: Ground) -> None:
    bot = await ground.start()
    for channel in CHANNELS:
        await ground.share(channel)
    assert await bot.stopped() == 0, ground.log.read_text("utf-8")[-4000:]
    assert ground.whole()
    await ground.check()
