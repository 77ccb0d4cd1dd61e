"""The panel behind the scenes: what went over the wire, and faults on demand."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.sandbox.browser.drawing import draw
from bot.sandbox.browser.site import Site, html
from bot.sandbox.browser.visit import Visit
from bot.sandbox.slack import Call, Delivery

SHOWN = 60
ERRORS = ("internal_error", "not_in_channel", "channel_not_found", "is_archived", "msg_too_long", "invalid_auth")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the log."""

    at: float
    way: str
    what: str
    outcome: str
    state: str
    attempt: int = 0


class Panel:
    """Handlers of the faults."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._faults = site.sandbox.faults

    async def show(self, request: web.Request) -> web.StreamResponse:
        """Show the panel."""
        visit = self._site.visit(request)
        about = {**self._about(), "rows": rows(self._site, visit), "limit": SHOWN}
        return self._site.page(request, visit, "faults.html", at="faults", title="Deliveries and faults", **about)

    async def set(self, request: web.Request) -> web.StreamResponse:
        """Set the delay, and how many deliveries are lost or doubled."""
        form = await request.post()
        self._faults.delay = max(0.0, _number(form.get("delay")))
        self._faults.drop = max(0, int(_number(form.get("drop"))))
        self._faults.duplicate = max(0, int(_number(form.get("duplicate"))))
        return self._form(request, "Set.")

    async def refuse(self, request: web.Request) -> web.StreamResponse:
        """Let the next calls of a method fail."""
        form = await request.post()
        method, times = str(form.get("method", "*")), max(1, int(_number(form.get("times"))))
        if seconds := int(_number(form.get("retry_after"))):
            self._faults.rate_limit(method=method, times=times, retry_after=seconds)
        else:
            self._faults.refuse(method, str(form.get("error") or ERRORS[0]), times=times)
        return self._form(request)

    async def cut(self, request: web.Request) -> web.StreamResponse:
        """Cut the Socket Mode connections."""
        count = await self._faults.disconnect("refresh_requested")
        return self._form(request, f"{count} cut." if count else "There was none.")

    async def clear(self, request: web.Request) -> web.StreamResponse:
        """Let everything go well again."""
        self._faults.clear()
        return self._form(request, "All well again.")

    def _form(self, request: web.Request, told: str = "") -> web.StreamResponse:
        return html(draw("faultform.html", visit=self._site.visit(request), **self._about(), told=told))

    def _about(self) -> dict[str, Any]:
        used = {"chat.postMessage", "chat.update", "chat.unfurl", "views.open", "views.publish", "chat.postEphemeral"}
        methods = sorted(used | {one.method for one in self._site.slack.calls})
        return {"faults": self._faults, "methods": methods, "errors": ERRORS}


def log(site: Site, visit: Visit) -> str:
    """Return the log as a piece of the page."""
    return draw("log.html", visit=visit, rows=rows(site, visit), limit=SHOWN)


def rows(site: Site, visit: Visit) -> list[Row]:
    """Return what went over the wire in a workspace, the latest first."""
    slack = site.slack
    both = [
        *(_call(one) for one in slack.calls[-SHOWN:] if one.team in {visit.team.id, None}),
        *(_delivery(one) for one in slack.deliveries[-SHOWN:] if one.team in {visit.team.id, ""}),
    ]
    return sorted(both, key=lambda one: one.at, reverse=True)[:SHOWN]


def _call(one: Call) -> Row:
    outcome = one.error or ("ok" if one.answered else "under way")
    return Row(one.at, "in", one.method, outcome, "bad" if one.error else "good" if one.answered else "open")


def _delivery(one: Delivery) -> Row:
    outcome = {None: "waiting", True: "acknowledged", False: f"failed ({one.status or 'no answer'})"}[one.acknowledged]
    state = {None: "open", True: "good", False: "bad"}[one.acknowledged]
    return Row(one.at, "out", f"{one.kind} {one.about}", outcome, state, one.attempt)


def _number(written: Any) -> float:
    try:
        return float(str(written or 0))
    except ValueError:
        return 0.0
