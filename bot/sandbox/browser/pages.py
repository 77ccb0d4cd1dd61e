"""The pages that a person opens, and the pieces that a page asks for."""

from typing import Any

from aiohttp import web

from bot.sandbox.browser import timeline
from bot.sandbox.browser.drawing import draw
from bot.sandbox.browser.emoji import PICKED
from bot.sandbox.browser.mrkdwn import unescaped
from bot.sandbox.browser.site import PERSON_COOKIE, Site, channel_of, html, message_of, to
from bot.sandbox.browser.visit import Visit
from bot.sandbox.workspace import Channel

MENU_PICKED = 6
_INLINE = ("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain")


class Pages:
    """Handlers of what is only looked at."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def start(self, request: web.Request) -> web.StreamResponse:
        """Lead to the page of whoever looks."""
        team = self._site.slack.teams.get(request.match_info.get("team", ""))
        chosen = self._site.chosen(request, team)
        if chosen is None:
            words = {"words": "Nobody is here yet", "more": "This Slack has no workspace with a person in it."}
            return html(draw("nobody.html", theme="auto", **words))
        found = to(f"/browser/{chosen[0].id}/{chosen[1].id}")
        found.set_cookie(PERSON_COOKIE, chosen[1].id, samesite="Strict", httponly=True)
        return found

    async def first(self, request: web.Request) -> web.StreamResponse:
        """Lead to the channel that a person sees first: one that the app is in."""
        visit = self._site.visit(request)
        bot = visit.bot.id if visit.bot else None
        channels = sorted(visit.channels, key=lambda one: bot not in one.members) + visit.others
        return to(f"{visit.base}/{channels[0].id if channels else 'messages'}")

    async def channel(self, request: web.Request) -> web.StreamResponse:
        """Show a channel, with a thread open beside it where the address names one; or that thread alone."""
        visit = self._site.visit(request)
        try:
            channel = channel_of(visit, request)
        except web.HTTPNotFound:
            if request.headers.get("HX-Request"):
                raise
            return to(visit.base)
        given = {"channel": channel, **_thread(visit, channel, request.query.get("thread"))}
        if request.headers.get("HX-Target") == "thread":
            return html(draw("thread.html", visit=visit, **given))
        self._site.read(visit, channel.id)
        entries = timeline.channel_entries(visit, channel.id)
        about = {"title": visit.title(channel), "entries": entries}
        return self._site.page(request, visit, "channel.html", at=channel.id, **given, **about)

    async def home(self, request: web.Request) -> web.StreamResponse:
        """Show the app's Home tab, and tell the app that it was opened."""
        visit = self._site.visit(request)
        answer = self._site.page(request, visit, "home.html", at="home", title=visit.slack.app.name)
        self._site.begin(self._site.member(visit).open_home())
        return answer

    async def messages(self, request: web.Request) -> web.StreamResponse:
        """Lead to the direct messages with the app."""
        visit = self._site.visit(request)
        channel = await self._site.member(visit).open_im()
        return to(f"{visit.base}/{channel.id}")

    async def menu(self, request: web.Request) -> web.StreamResponse:
        """Show what can be done with a message."""
        visit, channel = self._site.visit(request), request.match_info["channel"]
        message = _asked(visit, channel, request)
        link = visit.slack.url + f"{visit.base}/{channel}?thread={message.thread_ts or message.ts}"
        shortcuts = [one for one in visit.slack.app.shortcuts if one.kind == "message" and visit.bot]
        dom = request.query.get("at", "")
        about = {"shortcuts": shortcuts, "link": link, "dom": dom, "picked": PICKED[:MENU_PICKED]}
        return html(draw("menu.html", visit=visit, message=message, **about))

    async def picker(self, request: web.Request) -> web.StreamResponse:
        """Show the emoji to react with."""
        visit, channel = self._site.visit(request), request.match_info["channel"]
        message = _asked(visit, channel, request)
        return html(draw("picker.html", visit=visit, message=message, picked=PICKED))

    async def edit(self, request: web.Request) -> web.StreamResponse:
        """Show a message as a field to edit it in."""
        visit = self._site.visit(request)
        message = _asked(visit, request.match_info["channel"], request)
        about = {"text": unescaped(message.text), "dom": request.query.get("at", "")}
        return html(draw("edit.html", visit=visit, message=message, **about))

    async def body(self, request: web.Request) -> web.StreamResponse:
        """Show what a message says, after an edit was given up."""
        visit = self._site.visit(request)
        message = _asked(visit, request.match_info["channel"], request)
        return html(draw("body.html", visit=visit, message=message, dom=request.query.get("at", "")))

    async def file(self, request: web.Request) -> web.StreamResponse:
        """Give a file to somebody who is in a channel where it was shared; never as a page of ours."""
        visit = self._site.visit(request)
        file = visit.team.files.get(request.match_info["file"])
        rooms = [visit.team.channels[one] for one in file.channels if one in visit.team.channels] if file else []
        if file is None or not (file.user == visit.user.id or any(visit.sees(one) for one in rooms)):
            raise web.HTTPNotFound(text="There is no such file, or it is not open to you.")
        shown = file.mimetype in _INLINE
        answer = web.Response(body=file.content, content_type=file.mimetype if shown else "application/octet-stream")
        answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        if not shown:
            answer.headers["Content-Disposition"] = "attachment"
        return answer


def _asked(visit: Visit, channel: str, request: web.Request) -> Any:
    try:
        return message_of(visit, channel, request.query.get("ts", ""))
    except LookupError:
        raise web.HTTPNotFound(text="This message is gone.") from None


def _thread(visit: Visit, channel: Channel, ts: str | None) -> dict[str, Any]:
    """Return what the thread's template needs; no root where no thread is open."""
    message = visit.team.message(channel.id, ts) if ts else None
    if message is None:
        return {"root": None}
    return {
        "root": timeline.root_entry(message),
        "replies": timeline.thread_entries(visit, channel.id, message.ts),
        "replies_holder": timeline.holder("thread", channel.id, message.ts),
    }
