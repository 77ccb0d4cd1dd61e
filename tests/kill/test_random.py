"""Bots are killed at moments that chance picks, while shares and rulings keep arriving."""

import asyncio
from contextlib import suppress
from random import Random

from tests.kill.ground import CHANNELS, Ground

KILLS = 30
LONGEST_LIFE = 1.5


async def test_killed_at_random_moments_nothing_is_lost_and_nothing_is_there_twice(ground: Ground) -> None:
    chance = Random(6)
    arriving = asyncio.create_task(keep_arriving(ground, Random(60)))
    for _ in range(KILLS):
        bot = await ground.start()
        await asyncio.sleep(chance.uniform(0.05, LONGEST_LIFE))
        await bot.killed()
    arriving.cancel()
    with suppress(asyncio.CancelledError):
        await arriving
    await ground.start()
    await ground.all_done()
    await ground.check()
    assert len(ground.shared) > KILLS / 2


async def keep_arriving(ground: Ground, chance: Random) -> None:
    """Share articles, and rule in threads that stand, one at a time each."""
    async with asyncio.TaskGroup() as group:
        while True:
            cards = [one for some in ground.cards().values() for one in some]
            if cards and chance.random() < 0.4:
                group.create_task(ground.say(chance.choice(cards)))
            else:
                group.create_task(ground.share(chance.choice(CHANNELS)))
            await asyncio.sleep(chance.uniform(0.1, 0.5))
