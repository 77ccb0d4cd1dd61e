"""What is done in a channel, one job after the other: a case's thread posted, rulings shown in it, the way to it told."""

import logging
from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot.briefing.model import Briefing
from bot.desk import sentences
from bot.desk.answers import already
from bot.desk.case import Case, Entry
from bot.desk.jobs.kinds import BRIEF, POINT, SHOW, THREAD, Pointer, Shown, Thread
from bot.desk.jobs.posting import Turn
from bot.desk.jobs.tools import Tools
from bot.desk.store import Post
from bot.desk.thread import TOLD, shown, told, touched
from bot.errors import DeskError, SlackBusyError, SlackError, SlackSilentError

AGAIN_SECONDS = 1.0
_TRIES = 60
_log = logging.getLogger(__name__)


def thread_job(case: Case) -> str:
    """Return the id of the job that posts a case; its time first, since SQLite keeps but seconds of when a job came."""
    return f"{case.created_at.timestamp() * 1000:.0f}:{case.id}"


class Channel:
    """The jobs of a channel."""

    def __init__(self, tools: Tools) -> None:
        self._engine = tools.engine
        self._steps = tools.steps
        self._answering = tools.answering
        self._history = tools.history
        self._store = tools.store
        self._outbox = tools.outbox
        self._posting = tools.posting
        self._pages = tools.pages
        self._metrics = tools.metrics
        tools.engine.runs(THREAD, self.thread)
        tools.engine.runs(SHOW, self.show)
        tools.engine.runs(POINT, self.point)

    async def thread(self, given: Thread) -> None:
        """Post a case's card and its replies."""
        turn = Turn(self._posting.pace.channel_seconds)
        async with self._answering.telling(given.asker):
            place, places = 0, 1
            while place < places:
                places = await self._steps.do("post", partial(self._post, given.case, place, turn))
                turn.kept()
                place += 1
            await self._refresh(given.case)  # a ruling may have come in between
            if given.at is not None:
                self._metrics.share.observe((datetime.now(UTC) - given.at).total_seconds())
        await turn.rest()

    async def show(self, given: Shown) -> None:
        """Bring a case's messages up to date, and tell its thread what was ruled."""
        turn = Turn(self._posting.pace.channel_seconds)
        plan = await self._steps.do("plan", partial(self._plan, given))
        if plan["newest"]:  # else there is a job behind this one that shows this too
            await self._refresh(given.case)
        async with self._answering.telling(given.asker):
            for seq in plan["lines"]:
                await self._steps.do("line", partial(self._line, given.case, seq, turn))
                turn.kept()
        await turn.rest()

    async def point(self, given: Pointer) -> None:
        """Show somebody the way to the thread that a link has: it was posted before this, or else it failed."""
        async with self._answering.telling(given.brief.asker):
            way = await self._steps.do("way", partial(self._way, given))
            if way["answer"] is not None:
                await self._answering.answer(given.brief.asker, way["answer"])
            elif way["coming"] and given.tries < _TRIES:
                later = given.model_copy(update={"tries": given.tries + 1})
                await self._engine.begin(POINT, later, key=f"{self._engine.job}:{later.tries}", delay=AGAIN_SECONDS)
            else:
                await self._engine.begin(BRIEF, given.brief, key=f"{self._engine.job}:anew")

    async def _refresh(self, case_id: str) -> None:
        for place in await self._steps.do("touched", partial(self._touched, case_id)):
            await self._steps.do("update", partial(self._update, case_id, place))

    async def _post(self, case_id: str, place: int, turn: Turn) -> int:
        """Post one message of a case, and return how many it has."""
        case, briefing, log = await self._known(case_id)
        messages = shown(case, briefing, log, await self._pages.link(case_id))
        post = Post(key=f"{case_id}:{place}", team=case.team, channel=case.channel, case=case_id, place=place)
        await self._posting.send(post, messages[place], case.thread_ts, turn)
        return len(messages)

    async def _plan(self, given: Shown) -> dict[str, Any]:
        log = await self._store.log(given.case)
        lines = [seq for seq in range(given.first, given.last + 1) if log[seq - 1].kind in TOLD]
        return {"newest": len(log) == given.last, "lines": lines}

    async def _line(self, case_id: str, seq: int, turn: Turn) -> None:
        case, briefing, log = await self._known(case_id)
        post = Post(key=f"{case_id}:log:{seq}", team=case.team, channel=case.channel, case=case_id)
        await self._posting.send(post, told(briefing, log, seq), case.thread_ts, turn)

    async def _touched(self, case_id: str) -> list[int]:
        """Return the places of the messages in Slack that the log changes."""
        case, briefing, log = await self._known(case_id)
        posts = await self._store.posts(case_id)
        if not log:
            return []
        if len(posts) != len(shown(case, briefing, log)):
            return [0] if 0 in posts else []  # not posted whole, or by an older version that laid it out otherwise
        return touched(case, briefing, log)

    async def _update(self, case_id: str, place: int) -> None:
        """Put a message as it should now stand in its place; what is gone from the channel stays gone."""
        case, briefing, log = await self._known(case_id)
        ts = (await self._store.posts(case_id))[place]
        message = shown(case, briefing, log, await self._pages.link(case_id))[place]
        try:
            await self._outbox.update(case.channel, ts, message, key=f"{case_id}:{place}")
        except (SlackBusyError, SlackSilentError):
            raise
        except (DeskError, SlackError) as error:
            _log.warning("not refreshed case=%s place=%d error=%s", case_id, place, type(error).__name__)

    async def _way(self, given: Pointer) -> dict[str, Any]:
        case = await self._store.case(given.case)
        if case is None:
            return {"answer": None, "coming": False}
        if case.card_ts is None:
            return {"answer": None, "coming": await self._history.active(thread_job(case))}
        link = await self._outbox.permalink(case.channel, case.card_ts)
        return {"answer": already(case, link, given.brief.under), "coming": False}

    async def _known(self, case_id: str) -> tuple[Case, Briefing, list[Entry]]:
        case = await self._store.case(case_id)
        briefing = None if case is None else await self._store.briefing(case.briefing)
        if case is None or briefing is None:
            raise DeskError(sentences.NO_CASE, remedy=sentences.NO_CASE_REMEDY)
        return case, briefing, await self._store.log(case_id)
