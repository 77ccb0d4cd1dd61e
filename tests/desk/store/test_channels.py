"""What channels want, and that nobody's change is undone unnoticed."""

import pytest

from bot.desk.store import ChannelSettings, Store
from bot.errors import ConflictError


async def test_a_channel_has_the_usual_settings_until_they_are_changed(store: Store) -> None:
    usual = await store.channel("T1", "C1")
    assert usual == ChannelSettings(team="T1", channel="C1", watched=False, settings={}, version=0)
    wanted = usual.model_copy(update={"watched": True, "settings": {"verdicts": ["true", "false"]}})
    changed = await store.change_channel(wanted)
    assert changed == wanted.model_copy(update={"version": 1})
    assert await store.channel("T1", "C1") == changed
    assert await store.channel("T1", "C2") == ChannelSettings(team="T1", channel="C2")


async def test_who_has_seen_older_settings_meets_a_conflict(store: Store) -> None:
    usual = await store.channel("T1", "C1")
    first = await store.change_channel(usual.model_copy(update={"watched": True}))
    second = await store.change_channel(first.model_copy(update={"settings": {"a": 1}}))
    for seen in (usual, first):
        with pytest.raises(ConflictError):
            await store.change_channel(seen.model_copy(update={"watched": False}))
    assert await store.channel("T1", "C1") == second
