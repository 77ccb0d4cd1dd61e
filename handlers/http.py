"""The door over HTTP: Slack's requests at one address, beside whatever else the bot serves."""

from collections.abc import Iterable
from urllib.parse import parse_qsl

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.request.async_internals import build_async_context

EVENTS = "/slack/events"
MAX_BODY = 3_000_000


def routes(app: AsyncApp, others: Iterable[web.AbstractRouteDef] = ()) -> web.Application:
    """Return the web application."""

    async def events(request: web.Request) -> web.Response:
        body = (await request.read()).decode("utf-8", "replace")
        try:
            bolt_request = to_bolt_request(body, dict(request.headers), request.query_string)
        except (ValueError, TypeError, AttributeError):  # what is no request of Slack's, Bolt cannot even parse
            return web.Response(status=400)
        return await to_aiohttp_response(await app.async_dispatch(bolt_request))

    served = web.Application(client_max_size=MAX_BODY)
    served.add_routes([web.post(EVENTS, events), *others])
    return served


def to_bolt_request(body: str, headers: dict[str, str], query: str) -> AsyncBoltRequest:
    """Return Bolt's request.

    Bolt 1.30 takes any form that has `payload` somewhere in it for an interaction, and loses a slash command whose text
    holds that word (slack_bolt/request/internals.py, parse_body); such a form is read again here.
    """
    request = AsyncBoltRequest(body=body, headers=dict(headers), query=query)
    if not request.body and body:
        request.body = dict(parse_qsl(body, keep_blank_values=True))
        request.context = build_async_context(request.context, request.body)
    return request
