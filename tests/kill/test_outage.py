"""The database is away for a while: nothing is lost, and who was running goes on by itself."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from tests.kill.ground import CHANNELS, Ground, grounds
from tests.postgres import Cluster

AWAY_SECONDS = 20.0


@pytest.fixture
async def ground(tmp_path: Path, postgres: Cluster) -> AsyncIterator[Ground]:
    url = postgres.database()
    connection = await asyncpg.connect(url)
    # the tests' server forgets what it has just confirmed when it is stopped; here it must not
    await connection.execute(f"ALTER DATABASE {url.rpartition('/')[2]} SET synchronous_commit = on")
    await connection.close()
    async with grounds(tmp_path, url) as laid_out:
        yield laid_out


async def test_two_processes_outlive_twenty_seconds_without_their_database(ground: Ground, postgres: Cluster) -> None:
    bots = [await ground.start(channel_seconds=0.2), await ground.start(channel_seconds=0.2)]
    title = await ground.share(CHANNELS[0])
    await ground.all_done()
    for channel in CHANNELS * 3:
        await ground.share(channel)
    await asyncio.to_thread(postgres.stop)
    try:
        await ground.say(ground.cards()[title][0])  # nobody takes it now: Slack repeats it
        await ground.share(CHANNELS[1])  # nor this, which is told to whoever shared it
        ground.slack.scale = 0.1  # so that the last repetition comes when the server is back
        await asyncio.sleep(AWAY_SECONDS)
    finally:
        await asyncio.to_thread(postgres.start)
    await ground.all_done(180)
    assert all(bot.lives for bot in bots)
    await ground.check()
    await ground.share(CHANNELS[2])
    await ground.all_done()
    await ground.check()
