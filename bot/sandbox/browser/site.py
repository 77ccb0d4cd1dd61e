"""What all pages share: who is looking, what they have read, and what goes on after a page was answered."""

import asyncio
import json
import secrets
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.sandbox.browser.drawing import draw
from bot.sandbox.browser.visit import Visit
from bot.sandbox.people import Member
from bot.sandbox.workspace import Channel, Message, Person, Team, View

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

PERSON_COOKIE = "sandbox-person"
THEME_COOKIE = "sandbox-theme"
THEMES = ("auto", "light", "dark")


class Site:
    """The pages of one sandbox. `boot` tells this run of the server from an earlier one."""

    def __init__(self, sandbox: "Sandbox") -> None:
        self.sandbox = sandbox
        self.slack = sandbox.slack
        self.boot = secrets.token_hex(4)
        self._read: dict[tuple[str, str, str], str] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    def visit(self, request: web.Request) -> Visit:
        """Return who looks, as the path says; `?as=` leads to the same page as somebody else."""
        team = self.slack.teams.get(request.match_info["team"])
        user = team.people.get(request.match_info["user"]) if team else None
        if team is None or user is None or user.is_bot:
            raise web.HTTPNotFound(text="There is no such workspace or person here.")
        if (wanted := request.query.get("as")) in team.people:
            raise web.HTTPFound(str(request.path).replace(f"/{user.id}", f"/{wanted}", 1))
        return Visit(self.slack, team, user)

    def member(self, visit: Visit) -> Member:
        """Return the person as one who acts."""
        return Member(self.slack, self.sandbox.deliveries, visit.team, visit.user.id, wait=False)

    def chosen(self, request: web.Request, team: Team | None = None) -> tuple[Team, Person] | None:
        """Return whom the address or the cookie names, else the first person of the first workspace; None for nobody."""
        wanted = request.query.get("as") or request.cookies.get(PERSON_COOKIE)
        visits = [
            (one, person)
            for one in ([team] if team else self.slack.teams.values())
            for person in one.people.values()
            if not person.is_bot
        ]
        return next((one for one in visits if one[1].id == wanted), visits[0] if visits else None)

    def page(self, request: web.Request, visit: Visit, template: str, *, at: str, **given: Any) -> web.Response:
        """Return a page; `at` is where it stands in the sidebar, and what the page's stream is about."""
        theme = request.cookies.get(THEME_COOKIE)
        about = {
            "at": at,
            "after": self.position(),
            "unread": self.unread(visit),
            "theme": theme if theme in THEMES else THEMES[0],
            "channel": None,
        }
        answer = html(draw(template, visit=visit, **about | given))
        answer.set_cookie(PERSON_COOKIE, visit.user.id, samesite="Strict", httponly=True)
        return answer

    def position(self) -> str:
        """Return how far things have come, for a stream to go on from."""
        return f"{len(self.slack.changes)}-{self.boot}"

    def read(self, visit: Visit, channel: str) -> None:
        """Remember that the person has seen a channel to its end."""
        seen = [one.ts for one in visit.team.messages if one.channel == channel]
        self._read[visit.team.id, visit.user.id, channel] = max(seen, default="0", key=float)

    def unread(self, visit: Visit) -> set[str]:
        """Return the person's channels with something new from others, replies in threads aside."""
        return {
            one.channel
            for one in visit.team.messages
            if one.user != visit.user.id
            and (one.thread_ts in {None, one.ts} or one.broadcast)
            and visit.user.id in visit.team.channels[one.channel].members
            and float(one.ts) > float(self._read.get((visit.team.id, visit.user.id, one.channel), "0"))
        }

    def begin(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do something that the page does not wait for."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def channel_of(visit: Visit, request: web.Request) -> Channel:
    """Return the channel of the path, if the person may see it."""
    channel = visit.team.channels.get(request.match_info["channel"])
    if channel is None or not visit.sees(channel):
        raise web.HTTPNotFound(text="There is no such channel, or it is not open to you.")
    return channel


def message_of(visit: Visit, channel: str, ts: str) -> Message:
    """Return a message that the person may see."""
    room = visit.team.channels.get(channel)
    message = visit.team.message(channel, ts) if room and visit.sees(room) else None
    if message is None:
        raise LookupError("message")
    return message


def view_of(visit: Visit, view: str) -> View:
    """Return one of the person's open modals."""
    found = next((one for one in visit.stack if one.id == view), None)
    if found is None:
        raise LookupError("modal")
    return found


def html(text: str) -> web.Response:
    """Return a page or a piece of one."""
    return web.Response(text=text, content_type="text/html")


def to(path: str) -> web.Response:
    """Return the way to another page."""
    return web.Response(status=302, headers={"Location": path})


def done(toast: str | None = None, **headers: str) -> web.Response:
    """Return that something was done, with a word to the person where there is one to say."""
    if toast is not None:
        headers["HX-Trigger"] = json.dumps({"toast": {"text": toast}})
    return web.Response(status=204 if toast is None and not headers else 200, headers=headers)
