"""What reaches an open page by itself: each change as the pieces of the page that show it, over server-sent events.

A page says how far it had come; what changed since is sent first, so that nothing is missed between a page and its
stream, nor while a connection was down. Sending a piece twice does no harm: a piece replaces the one of its id.
"""

import asyncio
from collections.abc import Sequence

from aiohttp import web

from bot.sandbox.browser import panel, timeline
from bot.sandbox.browser.drawing import draw
from bot.sandbox.browser.site import Site
from bot.sandbox.browser.visit import Visit
from bot.sandbox.slack import Change

GATHER_SECONDS = 0.03
LOOK_SECONDS = 1.0
BEAT = 15


class Stream:
    """The handler that holds a page's stream."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def hold(self, request: web.Request) -> web.StreamResponse:
        """Send what changes until the page is left."""
        visit, at = self._site.visit(request), request.query.get("at", "")
        position, _, boot = request.headers.get("Last-Event-ID", request.query.get("after", "")).partition("-")
        answer = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await answer.prepare(request)
        try:
            if boot != self._site.boot or not position.isdigit():
                await answer.write(event("stale", "the server was started anew"))
            else:
                await self._follow(request, answer, visit, at, int(position))
        except (ConnectionError, asyncio.CancelledError):
            pass  # the page was left
        return answer

    async def _follow(
        self, request: web.Request, answer: web.StreamResponse, visit: Visit, at: str, position: int
    ) -> None:
        slack, idle = self._site.slack, 0
        async with slack.watch() as queue:
            await answer.write(event("open", "listening"))
            while request.transport is not None and not request.transport.is_closing():
                changes, position = slack.changes[position:], len(slack.changes)
                if changes and (pieces := self._pieces(visit, at, changes)):
                    await answer.write(event("pieces", pieces, self._site.position()))
                    idle = 0
                elif (idle := idle + 1) % BEAT == 0:
                    await answer.write(b": still here\n\n")
                if position == len(slack.changes):
                    await _next(queue)

    def _pieces(self, visit: Visit, at: str, changes: Sequence[Change]) -> str:
        """Return the pieces of a page that show these changes."""
        mine = [one for one in changes if one.team in {visit.team.id, ""}]
        kinds = {one.kind for one in mine}
        here = [one for one in mine if one.channel == at]
        pieces = [_lines(visit, at, here)] if here else []
        if any(one.kind == "message" for one in here):
            self._site.read(visit, at)
        if kinds & {"message", "presence"}:
            unread = self._site.unread(visit)
            pieces.append(draw("places.html", visit=visit, at=at, unread=unread))
        if any(one.kind == "view" and one.user in {visit.user.id, None} for one in mine):
            pieces.append(draw("modals.html", visit=visit))
        if at == "home" and any(one.kind == "home" and one.user in {visit.user.id, None} for one in mine):
            pieces.append(draw("hometab.html", visit=visit))
        if at == "faults" and kinds & {"call", "delivery"}:
            pieces.append(panel.log(self._site, visit))
        return "\n".join(pieces)


def _lines(visit: Visit, channel: str, changes: Sequence[Change]) -> str:
    changed = {one.ts for one in changes if one.kind == "message" and one.ts}
    whispered = {one.ts for one in changes if one.kind == "whisper" and one.user == visit.user.id and one.ts}
    there = {one.ts for one in visit.team.messages if one.channel == channel}
    heard = {one.ts for one in visit.team.whispers}
    gone = [timeline.dom_id(place, ts) for ts in changed - there for place in timeline.PLACES]
    gone += [timeline.whisper_id(ts) for ts in whispered - heard]
    shrunk = {one.thread_ts for one in changes if one.ts in changed - there and one.thread_ts}
    entries = timeline.entries_of(visit, channel, changed | shrunk)
    entries += timeline.whisper_entries(visit, channel, whispered)
    return draw("lines.html", visit=visit, entries=entries, gone=gone)


async def _next(queue: "asyncio.Queue[Change]") -> None:
    """Wait for a change, and a moment more for those that come with it; look up now and then."""
    try:
        await asyncio.wait_for(queue.get(), LOOK_SECONDS)
    except TimeoutError:
        return
    await asyncio.sleep(GATHER_SECONDS)
    while not queue.empty():
        queue.get_nowait()


def event(name: str, data: str, ident: str | None = None) -> bytes:
    """Return a server-sent event."""
    lines = [f"event: {name}", *([f"id: {ident}"] if ident else []), *(f"data: {line}" for line in data.splitlines())]
    return ("\n".join(lines) + "\n\n").encode()
