"""The Web API over HTTP: how requests are read and answered, and the addresses beside it for answers and files.

Arguments come as JSON, a form or in the query; the token in the Authorization header or, but for JSON, as an argument.
"""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.sandbox import api
from bot.sandbox.api import response_urls
from bot.sandbox.api.auth import CLIENT
from bot.sandbox.api.files import uploaded
from bot.sandbox.deliveries import Faults
from bot.sandbox.refusals import SlackError
from bot.sandbox.slack import Call, Change, Slack

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
NO_BODY = {"", "application/octet-stream"}  # aiohttp's word for no content type at all
SECRETS = {"token", "client_secret", CLIENT}


def routes(slack: Slack, faults: Faults) -> list[web.AbstractRouteDef]:
    """Return the routes of the Web API and of what belongs to it."""
    served = _Served(slack, faults)
    return [
        web.route("*", "/api/{method}", served.call),
        web.post("/response/{key:.+}", served.respond),
        web.post("/upload/{key}", served.upload),
        web.get("/files/{team}/{file}/{name}", served.file),
    ]


class _Served:
    """The handlers, for one Slack."""

    def __init__(self, slack: Slack, faults: Faults) -> None:
        self._slack = slack
        self._faults = faults

    async def call(self, request: web.Request) -> web.Response:
        """Answer one call of a method."""
        method = request.match_info["method"]
        made = Call(method, None, {})
        self._slack.calls.append(made)
        try:
            body = await self._answer(request, method, made)
            answer = web.json_response(body)
        except SlackError as error:
            made.error = error.code
            answer = web.json_response(error.body(), status=error.status, headers=error.headers)
        made.answered = True
        await self._changed(made)
        answer.headers["X-Slack-Req-Id"] = f"{self._slack.number():032x}"
        return answer

    async def _answer(self, request: web.Request, method: str, made: Call) -> dict[str, Any]:
        arguments = await _arguments(request)
        token = _token(request, arguments)
        made.arguments.update({name: value for name, value in arguments.items() if name not in SECRETS})
        team = self._slack.by_token(token) if token else None
        made.team = team.id if team else None
        await self._changed(made)
        if (refusal := self._faults.refusal(method)) is not None:
            raise SlackError(refusal.error, retry_after=refusal.retry_after)
        return await api.call(self._slack, method, arguments, token=token, content_type=request.content_type)

    async def _changed(self, made: Call) -> None:
        await self._slack.changed(Change("call", made.team or ""))

    async def respond(self, request: web.Request) -> web.Response:
        """Take what is sent to a `response_url`."""
        try:
            await response_urls.respond(self._slack, request.match_info["key"], await _json(request))
        except SlackError as error:
            gone = error.code in {"expired_url", "used_url"}
            return web.json_response(error.body(), status=404 if gone else 400)
        return web.Response(text="ok")

    async def upload(self, request: web.Request) -> web.Response:
        """Take the bytes of a file, bare or as a form."""
        if request.content_type == "multipart/form-data":
            sent = [part for part in (await request.post()).values() if isinstance(part, web.FileField)]
            content = sent[0].file.read() if sent else b""
        else:
            content = await request.read()
        if not uploaded(self._slack, request.match_info["key"], content):
            return web.Response(status=400, text="not what was announced")
        return web.Response(text=f"OK - {len(content)}")

    async def file(self, request: web.Request) -> web.Response:
        """Give a file's bytes to its bot or to who sits at the browser; anybody else is led to the door, as by Slack."""
        team = self._slack.teams.get(request.match_info["team"])
        held = team.files.get(request.match_info["file"]) if team else None
        if team is None or held is None:
            return web.Response(status=404)
        token = _bearer(request.headers)
        allowed = team.install is not None and token == team.install.bot_token and not team.install.revoked
        allowed = allowed and team.install is not None and "files:read" in team.install.scopes
        if not allowed and not _from_the_page(request):
            raise web.HTTPFound(f"/?redir={request.path}")
        # never shown as a page of ours: an uploaded page's script would be the person at the browser
        headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=held.content, content_type=held.mimetype, headers=headers)


async def _arguments(request: web.Request) -> dict[str, Any]:
    arguments: dict[str, Any] = dict(request.query)
    if request.method == "GET" or (not request.can_read_body and request.content_type in NO_BODY):
        return arguments
    if request.content_type == "application/json":
        return arguments | await _json(request)
    if request.content_type not in FORMS:
        raise SlackError("invalid_post_type")
    form = await request.post()
    if any(name.endswith("]") for name in form):
        raise SlackError("invalid_array_arg")
    return arguments | dict(form)


async def _json(request: web.Request) -> dict[str, Any]:
    try:
        read = json.loads(await request.text() or "{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(read, dict):
        raise SlackError("json_not_object")
    return read


def _token(request: web.Request, arguments: dict[str, Any]) -> str | None:
    """Return the token, and put a client's id and secret (Basic) among the arguments."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Basic":
        arguments[CLIENT] = given.strip()
        return None
    in_arguments = arguments.pop("token", None)
    if scheme == "Bearer":
        return given.strip()
    return str(in_arguments) if in_arguments and request.content_type != "application/json" else None


def _bearer(headers: Mapping[str, str]) -> str:
    scheme, _, given = headers.get("Authorization", "").partition(" ")
    return given.strip() if scheme == "Bearer" else ""


def _from_the_page(request: web.Request) -> bool:
    """Tell whether a browser asks from our own page."""
    return request.headers.get("Sec-Fetch-Site") in {"same-origin", "none"}
