"""What keeps other web sites out of the local Slack, and scripts out of its pages.

The server listens on this machine, where every page that a browser has open can reach it: a page of another site may
neither act here nor show us inside it.
"""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from socket import gethostname
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
POLICY = (
    "default-src 'self'; img-src 'self' https: http: data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def guarded(handler: Handler) -> Handler:
    """Return a handler whose pages carry the policy, and which only our own pages may ask to act."""

    async def guard(request: web.Request) -> web.StreamResponse:
        if not _called_by_its_name(request):
            raise web.HTTPForbidden(text="The sandbox answers to its own address alone.")
        if request.method != "GET" and not _ours(request):
            raise web.HTTPForbidden(text="Only the sandbox's own pages may do this.")
        answer = await handler(request)
        if not answer.prepared:
            answer.headers.update({name: value for name, value in HEADERS.items() if name not in answer.headers})
        return answer

    return guard


def _called_by_its_name(request: web.Request) -> bool:
    """Tell whether the browser knows us by a number or as this machine: any other name may be led here by a trick."""
    name = urlsplit(f"//{request.host}").hostname or ""
    try:
        ip_address(name)
    except ValueError:
        return name == "localhost" or name == gethostname().lower() or name.endswith((".localhost", ".local"))
    return True


def _ours(request: web.Request) -> bool:
    """Tell whether htmx on a page of ours asks; another site's page can neither set the header nor be of our origin."""
    origin = request.headers.get("Origin")
    same = origin is None or urlsplit(origin).netloc == request.host
    return same and request.headers.get("HX-Request") == "true"
