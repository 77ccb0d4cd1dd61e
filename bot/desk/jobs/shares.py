"""From a share to a case: a link or a text is read, extracted, kept and handed on to its channel.

And the small card of a link that was only mentioned.
"""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot.briefing.blocks import unfurl
from bot.briefing.model import Article, Briefing
from bot.desk.case import Case
from bot.desk.jobs.channel import thread_job
from bot.desk.jobs.kinds import BRIEF, FOLLOW, POINT, PREVIEW, THREAD, Brief, Follow, Pointer, Preview, Thread
from bot.desk.jobs.steps import NONE
from bot.desk.jobs.tools import Tools
from bot.errors import DeskError, FactdeskError, SlackBusyError, SlackError, SlackSilentError

Read = Callable[[str], Awaitable[Article]]
Extract = Callable[[Article], Awaitable[Briefing]]
MAX_PREVIEWS = 5
_LOOK_SECONDS = 0.5
_log = logging.getLogger(__name__)


def link_of(brief: Brief) -> str | None:
    """Return the name under which one briefing at a time is made of a link in a channel; None where there may be two."""
    if brief.again or brief.share.url is None:
        return None
    return f"{brief.asker.team}:{brief.asker.channel}:{brief.share.url}"


class Shares:
    """The jobs of shares; `read` raises ReadError, `extract` ExtractionError for what no worker gets through."""

    def __init__(self, tools: Tools, read: Read, extract: Extract) -> None:
        self._engine = tools.engine
        self._steps = tools.steps
        self._answering = tools.answering
        self._history = tools.history
        self._store = tools.store
        self._outbox = tools.outbox
        self._checkpoint = tools.checkpoint
        self._read = read
        self._extract = extract
        tools.engine.runs(BRIEF, self.brief)
        tools.engine.runs(FOLLOW, self.follow)
        tools.engine.runs(PREVIEW, self.preview)

    async def brief(self, given: Brief) -> None:
        """Make a case of a share, unless its link has a thread in the channel: then the way there is told."""
        async with self._answering.telling(given.asker):
            known = await self._steps.do("find", partial(self._find, given))
            where = {"team": given.asker.team, "channel": given.asker.channel}
            if known is not None:
                pointer = Pointer(**where, case=known["case"], brief=given)
                await self._engine.begin(POINT, pointer, key=f"{known['at']}:{self._engine.job}:point")
                return
            article = await self._steps.do("read", partial(self._article, given))
            made: list[Briefing] = []
            briefing = await self._steps.do("extract", partial(self._briefing, article, made), unforeseen=NONE)
            opened = await self._steps.do("open", partial(self._open, given, briefing))
            thread = Thread(**where, asker=given.asker, case=opened["case"], at=given.at)
            await self._engine.begin(THREAD, thread, key=opened["thread"])

    async def follow(self, given: Follow) -> None:
        """Brief a link once the job that is at it has ended: it then has a thread, or may be tried once more."""
        holder, key = given.holder, f"{self._engine.job}:after"
        while holder != key:
            await self._steps.do("wait", partial(self._ended, holder))
            holder = await self._engine.begin(BRIEF, given.brief, key=key, alone=link_of(given.brief))

    async def preview(self, given: Preview) -> None:
        """Show a compact card for each link that can be read."""

        async def previewed() -> None:
            cards = await asyncio.gather(*(self._card(url) for url in given.urls[:MAX_PREVIEWS]))
            shown = {url: card for url, card in zip(given.urls, cards, strict=False) if card is not None}
            if shown:
                await self._unfurl(given, shown)

        await self._steps.do("preview", previewed)

    async def _find(self, given: Brief) -> dict[str, Any] | None:
        """Return the case that a link has in the channel, if its thread stands or is about to."""
        if given.again or given.share.url is None:
            return None
        case = await self._store.case_of(given.asker.team, given.asker.channel, given.share.url)
        if case is None or (case.card_ts is None and not await self._history.active(thread_job(case))):
            return None
        return {"case": case.id, "at": f"{datetime.now(UTC).timestamp() * 1000:.0f}"}

    async def _article(self, given: Brief) -> dict[str, Any]:
        return (await self._read(given.share.source)).model_dump(mode="json")

    async def _briefing(self, article: dict[str, Any], made: list[Briefing]) -> str:
        if not made:  # a database that is away costs no second extraction
            made.append(await self._extract(Article.model_validate(article)))
        await self._checkpoint("extract:made")
        return (await self._store.keep(made[0])).id

    async def _open(self, given: Brief, briefing: str) -> dict[str, str]:
        """Open the one case that this job opens, however often it is done."""
        case = Case(
            id=hashlib.sha256(self._engine.job.encode()).hexdigest()[:32],
            team=given.asker.team,
            channel=given.asker.channel,
            thread_ts=given.under,
            briefing=briefing,
            url=given.share.url,
            shared_by=given.asker.user,
            created_at=datetime.now(UTC),
            request=self._engine.job,
        )
        await self._store.open(case)
        await self._checkpoint("open:kept")
        opened = await self._store.case(case.id) or case
        _log.info("case opened case=%s channel=%s job=%s", case.id, case.channel, self._engine.job)
        return {"case": opened.id, "thread": thread_job(opened)}

    async def _ended(self, job: str) -> None:
        while await self._history.active(job):  # noqa: ASYNC110 -- it may end in another process
            await asyncio.sleep(_LOOK_SECONDS)

    async def _card(self, url: str) -> dict[str, Any] | None:
        try:
            article = await self._read(url)
        except FactdeskError as error:
            _log.info("no preview error=%s", type(error).__name__)
            return None
        facts = {"title": article.title, "publisher": article.publisher, "published": article.published}
        return dict(unfurl(url, **facts, words=article.words))

    async def _unfurl(self, given: Preview, cards: dict[str, Any]) -> None:
        try:
            await self._outbox.unfurl(given.where, cards)
        except (SlackBusyError, SlackSilentError):
            raise
        except (DeskError, SlackError) as error:
            _log.warning("no unfurl channel=%s error=%s", given.where.get("channel"), type(error).__name__)
