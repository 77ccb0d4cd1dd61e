"""From a share to a thread: reads, extracts, keeps, posts. Whatever goes wrong is told to the person who shared."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from bot.briefing.blocks import messages, unfurl
from bot.briefing.model import Article, Briefing
from bot.desk.answers import already
from bot.desk.case import Case
from bot.desk.outbox import Asker, Outbox
from bot.desk.pace import Locks
from bot.desk.share import Share
from bot.desk.store import Store
from bot.errors import DeskError, FactdeskError

Read = Callable[[str], Awaitable[Article]]
Extract = Callable[[Article], Awaitable[Briefing]]
MAX_PREVIEWS = 5
_log = logging.getLogger(__name__)


class Intake:
    """Takes in what people share; `read` raises ReadError, `extract` DeskError when too much is waiting.

    `cases` are the locks under which cases change.
    """

    def __init__(self, read: Read, extract: Extract, store: Store, outbox: Outbox, cases: Locks) -> None:
        self._read = read
        self._extract = extract
        self._store = store
        self._outbox = outbox
        self._cases = cases
        self._links = Locks()

    async def brief(self, asker: Asker, share: Share, *, under: str | None = None, again: bool = False) -> None:
        """Start the thread of a share: a card in the channel, or everything as replies `under` a message.

        A link that has a thread in the channel is answered with the way there, unless it is to be briefed `again`.
        """
        async with self._outbox.telling(asker), self._one_at_a_time(asker, share):
            known = None if again or share.url is None else await self._known(asker, share.url)
            if known is None:
                await self._open(asker, share, under)
            else:
                link = await self._outbox.permalink(known.channel, known.card_ts)
                await self._outbox.tell(asker, already(known, link, under))

    async def unfurl(self, urls: list[str], where: Mapping[str, str]) -> None:
        """Show a compact card for each link that can be read; starts nothing. `where` is as `Outbox.unfurl` wants it."""
        cards = await asyncio.gather(*(self._preview(url) for url in urls[:MAX_PREVIEWS]))
        shown = {url: card for url, card in zip(urls, cards, strict=False) if card is not None}
        if not shown:
            return
        try:
            await self._outbox.unfurl(where, shown)
        except DeskError as error:
            _log.warning("no unfurl channel=%s error=%s", where.get("channel"), type(error).__name__)

    async def _preview(self, url: str) -> dict[str, Any] | None:
        try:
            article = await self._read(url)
        except FactdeskError as error:
            _log.info("no preview error=%s", type(error).__name__)
            return None
        facts = {"title": article.title, "publisher": article.publisher, "published": article.published}
        return dict(unfurl(url, **facts, words=article.words))

    def _one_at_a_time(self, asker: Asker, share: Share) -> AbstractAsyncContextManager[object]:
        """Two people who share one link at one moment get one thread: the second waits, and is shown it."""
        return self._links.of(asker.team, asker.channel, share.url) if share.url else nullcontext()

    async def _known(self, asker: Asker, url: str) -> Case | None:
        return await self._store.case_of(asker.team, asker.channel, url)

    async def _open(self, asker: Asker, share: Share, under: str | None) -> None:
        article = await self._read(share.source)
        briefing = await self._store.keep(await self._extract(article))
        case_id = uuid4().hex
        # a ruling that comes while the thread is still being posted waits, and then finds all that it changes
        async with self._cases.of(case_id):
            await self._post(case_id, asker, share, under, briefing)
        _log.info("case opened case=%s channel=%s claims=%d", case_id, asker.channel, len(briefing.claims))

    async def _post(self, case_id: str, asker: Asker, share: Share, under: str | None, briefing: Briefing) -> None:
        card, *replies = messages(briefing, case=case_id, shared_by=asker.user)
        card_ts = await self._outbox.post(asker.channel, card, key=f"{case_id}:0", thread_ts=under)
        case = Case(
            id=case_id,
            team=asker.team,
            channel=asker.channel,
            card_ts=card_ts,
            thread_ts=under or card_ts,
            briefing=briefing.id,
            url=share.url,
            shared_by=asker.user,
            created_at=datetime.now(UTC),
        )
        await self._store.open(case)
        await self._store.note_post(case_id, 0, card_ts)
        for place, reply in enumerate(replies, start=1):
            key = f"{case_id}:{place}"
            ts = await self._outbox.post(asker.channel, reply, key=key, thread_ts=case.thread_ts)
            await self._store.note_post(case_id, place, ts)
