"""One message of ours, in Slack once, whatever happens: announced in the store before it is sent, noted when it stands.

A post that was announced and is not noted may stand in Slack or not. It is looked for there, by the key in its
metadata, a moment later, since a request that is still on its way to Slack can be seen nowhere.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.desk.jobs.steps import Checkpoint, on_we_go
from bot.desk.outbox import Outbox
from bot.desk.store import Post, Store
from bot.errors import DeskError, SlackBusyError, SlackError, SlackSilentError

CHANNEL_SECONDS = 1.0
SETTLE_SECONDS = 3.0
SKEW = timedelta(minutes=10)  # Slack's clock and ours
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How many seconds a channel rests after a message, and how many a message may take to be seen in Slack."""

    channel_seconds: float = CHANNEL_SECONDS
    settle_seconds: float = SETTLE_SECONDS


class Turn:
    """A job's hold on a channel: one message after the other, the channel resting in between and at the end."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._fresh = True
        self._free_at: float | None = None

    async def rest(self) -> None:
        """Wait until the channel has rested; where nobody knows since when it does, for as long as it has to."""
        if self._free_at is None:
            await asyncio.sleep(0 if self._fresh else self._seconds)
        else:
            await asyncio.sleep(max(0.0, self._free_at - asyncio.get_running_loop().time()))

    def kept(self) -> None:
        """Note that a message was sent, now or before a crash."""
        self._fresh = False

    def sent(self) -> None:
        """Note that a message was sent now."""
        self._free_at = asyncio.get_running_loop().time() + self._seconds


class Posting:
    """Sends messages; a step of a job, to be repeated as often as need be."""

    def __init__(self, store: Store, outbox: Outbox, pace: Pace, checkpoint: Checkpoint = on_we_go) -> None:
        self.pace = pace
        self._store = store
        self._outbox = outbox
        self._checkpoint = checkpoint
        self._refused: set[str] = set()

    async def send(self, post: Post, message: Mapping[str, Any], thread_ts: str | None, turn: Turn) -> str:
        """Return the `ts` of a message, sent if it does not stand yet; raise what `Outbox.post` raises."""
        known = await self._store.sending(post)
        await self._checkpoint("post:announced")
        if known.ts is not None:
            return known.ts
        ts = None
        if known.attempt > 1 and post.key not in self._refused:
            ts = await self._find(known, thread_ts)
        if ts is None:
            await turn.rest()
            ts = await self._send(post, message, thread_ts)
        turn.sent()
        await self._checkpoint("post:answered")
        await self._store.sent(post.key, ts)
        return ts

    async def _send(self, post: Post, message: Mapping[str, Any], thread_ts: str | None) -> str:
        self._refused.discard(post.key)
        try:
            return await self._outbox.post(post.channel, message, key=post.key, thread_ts=thread_ts)
        except SlackSilentError:
            raise
        except (DeskError, SlackError):
            self._refused.add(post.key)  # it was heard, and it does not stand
            raise

    async def _find(self, post: Post, thread_ts: str | None) -> str | None:
        await asyncio.sleep(self.pace.settle_seconds)
        try:
            ts = await self._outbox.find(post.channel, post.key, since=post.at - SKEW, thread_ts=thread_ts)
        except (SlackBusyError, SlackSilentError):
            raise
        except (DeskError, SlackError) as error:
            _log.warning("cannot look for a post key=%s error=%s", post.key, type(error).__name__)
            return None
        _log.info("looked for a post key=%s found=%s", post.key, ts is not None)
        return ts
