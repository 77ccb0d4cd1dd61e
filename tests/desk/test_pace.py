"""Turns."""

import asyncio
import gc

import pytest

from bot.desk.pace import Locks, Pacer


async def test_a_channel_takes_its_turns_in_order_and_apart() -> None:
    pacer, turns = Pacer(seconds=0.05), []
    clock = asyncio.get_running_loop().time

    async def post(number: int) -> None:
        async with pacer.turn("C1"):
            turns.append((number, clock()))

    await asyncio.gather(*(post(number) for number in range(3)))
    assert [number for number, _ in turns] == [0, 1, 2]
    assert turns[2][1] - turns[0][1] >= 0.1


async def test_channels_do_not_wait_for_each_other() -> None:
    pacer = Pacer(seconds=60)
    async with asyncio.timeout(5), pacer.turn("C1"), pacer.turn("C2"):
        pass


async def test_a_failed_turn_gives_way() -> None:
    pacer = Pacer(seconds=0)
    with pytest.raises(ZeroDivisionError):
        async with pacer.turn("C1"):
            _ = 1 / 0
    async with asyncio.timeout(5), pacer.turn("C1"):
        pass


async def test_a_lock_is_held_by_one_and_forgotten_after_all() -> None:
    locks = Locks()
    async with locks.of("T1", "C1"):
        assert locks.of("T1", "C1").locked()
        assert not locks.of("T1C1").locked()
    gc.collect()
    assert not list(locks._locks)
