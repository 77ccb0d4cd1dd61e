"""The local Slack as a page in the browser: it reads the state, and acts only as a person of the workspace would."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from bot.sandbox.browser.acting import Acting
from bot.sandbox.browser.drawing import STATIC
from bot.sandbox.browser.guard import Handler, guarded
from bot.sandbox.browser.pages import Pages
from bot.sandbox.browser.panel import Panel
from bot.sandbox.browser.site import Site, done
from bot.sandbox.browser.stream import Stream
from bot.sandbox.browser.writing import Writing
from bot.sandbox.people import Gone, NotThereError

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

_HERE = "/browser/{team}/{user}"
_CHANNEL = _HERE + "/{channel}"


def routes(sandbox: "Sandbox") -> list[web.AbstractRouteDef]:
    """Return the pages of a sandbox, and what they ask for."""
    site = Site(sandbox)
    pages, writing, acting, panel = Pages(site), Writing(site), Acting(site), Panel(site)
    looked_at = {
        "/": pages.start,
        "/browser/{team}": pages.start,
        _HERE: pages.first,
        f"{_HERE}/home": pages.home,
        f"{_HERE}/messages": pages.messages,
        f"{_HERE}/faults": panel.show,
        f"{_HERE}/stream": Stream(site).hold,
        f"{_HERE}/file/{{file}}": pages.file,
        f"{_CHANNEL}/menu": pages.menu,
        f"{_CHANNEL}/picker": pages.picker,
        f"{_CHANNEL}/edit": pages.edit,
        f"{_CHANNEL}/body": pages.body,
        f"{_CHANNEL}/completions": writing.completions,
        _CHANNEL: pages.channel,
    }
    panels = {"": panel.set, "/refuse": panel.refuse, "/cut": panel.cut, "/clear": panel.clear}
    acts = ("press", "options", "submit", "close", "shortcut", "write")
    acted = {f"{_HERE}/faults{path}": handler for path, handler in panels.items()}
    acted |= {f"{_HERE}/{name}": getattr(acting, name) for name in acts}
    acted |= {f"{_CHANNEL}/{name}": getattr(acting, name) for name in ("join", "leave", "invite")}
    acted |= {f"{_CHANNEL}/{name}": getattr(writing, name) for name in ("say", "compose", "edit", "delete", "react")}
    return [
        web.static(STATIC, Path(__file__).with_name("static")),
        *(web.get(path, guarded(handler)) for path, handler in looked_at.items()),
        *(web.post(path, guarded(_forgiving(handler))) for path, handler in acted.items()),
    ]


def _forgiving(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> Handler:
    """Return a handler that says so where a person acts on what is not there any more."""

    async def act(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except (NotThereError, Gone, LookupError):
            return done("That is not there any more.")

    return act
