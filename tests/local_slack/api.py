"""The Web API of the local Slack over real HTTP: the methods that the bot uses, with Slack's answers and refusals."""

import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import WSMsgType, web

from tests.local_slack.checks import check_message, check_unfurl, check_view
from tests.local_slack.state import (
    APP_TOKEN,
    BOT_ID,
    BOT_TOKEN,
    BOT_USER,
    RESPONSE_URL_USES,
    TEAM,
    TRIGGER_SECONDS,
    Posted,
    State,
    Whisper,
)

Arguments = dict[str, Any]
Method = Callable[[State, Arguments], Arguments]
FORM_ONLY = {"auth.test", "chat.getPermalink", "conversations.info", "apps.connections.open"}


class SlackError(Exception):
    """An answer with `ok: false`."""


def _channel(state: State, channel_id: str, *, posting: bool = True) -> str:
    if channel_id.startswith("U"):
        return f"D{channel_id}"
    channel = state.channels.get(channel_id)
    if channel is None or (channel.private and BOT_USER not in channel.members):
        raise SlackError("channel_not_found")
    if posting and channel.archived:
        raise SlackError("is_archived")
    if posting and BOT_USER not in channel.members:
        raise SlackError("not_in_channel")
    return channel_id


def _checked(problems: list[str], error: str) -> None:
    if problems:
        raise SlackError(f"{error}: {problems[0]}" if error == "invalid_blocks" else error)


def auth_test(state: State, _: Arguments) -> Arguments:
    names = {"team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT_ID, "user": "factdesk", "team": "Desk"}
    return names | {"url": state.url, "is_enterprise_install": False}


def post_message(state: State, said: Arguments) -> Arguments:
    channel = _channel(state, said["channel"])
    _checked(check_message(said), "invalid_blocks")
    thread_ts = said.get("thread_ts")
    if thread_ts is not None:
        parent = state.message(channel, thread_ts)
        if parent is None or parent.thread_ts is not None:
            raise SlackError("thread_not_found")
    message = Posted(
        channel=channel,
        ts=state.ts(),
        user=BOT_USER,
        text=said.get("text", ""),
        blocks=said.get("blocks", []),
        thread_ts=thread_ts,
        metadata=said.get("metadata"),
        unfurl_links=said.get("unfurl_links"),
        unfurl_media=said.get("unfurl_media"),
    )
    state.messages.append(message)
    return {"channel": channel, "ts": message.ts}


def update(state: State, said: Arguments) -> Arguments:
    channel = _channel(state, said["channel"])
    message = state.message(channel, said["ts"])
    if message is None:
        raise SlackError("message_not_found")
    if message.user != BOT_USER:
        raise SlackError("cant_update_message")
    _checked(check_message(said), "invalid_blocks")
    message.versions.append((message.text, message.blocks))
    message.text, message.blocks = said.get("text", ""), said.get("blocks", [])
    message.metadata = said.get("metadata", message.metadata)
    return {"channel": channel, "ts": message.ts}


def post_ephemeral(state: State, said: Arguments) -> Arguments:
    channel = _channel(state, said["channel"])
    if said["user"] not in state.channels[channel].members:
        raise SlackError("user_not_in_channel")
    _checked(check_message(said), "invalid_blocks")
    state.whispers.append(
        Whisper("ephemeral", channel, said["user"], said["text"], said.get("blocks", []), said.get("thread_ts"))
    )
    return {"message_ts": state.ts()}


def unfurl(state: State, said: Arguments) -> Arguments:
    _checked(check_unfurl(said["unfurls"]), "invalid_blocks")
    if "unfurl_id" in said:
        if "source" not in said:
            raise SlackError("invalid_source")
        state.previews[said["unfurl_id"]] = said["unfurls"]
        return {}
    message = state.message(said["channel"], said["ts"])
    if message is None:
        raise SlackError("cannot_unfurl_message")
    for url in said["unfurls"]:
        if url not in message.text.replace("&amp;", "&"):
            raise SlackError("cannot_unfurl_url")
    message.unfurls |= said["unfurls"]
    return {}


def permalink(state: State, said: Arguments) -> Arguments:
    channel = _channel(state, said["channel"], posting=False)
    if state.message(channel, said["message_ts"]) is None:
        raise SlackError("message_not_found")
    return {"permalink": f"https://desk.slack.com/archives/{channel}/p{said['message_ts'].replace('.', '')}"}


def open_view(state: State, said: Arguments) -> Arguments:
    trigger = state.triggers.get(said["trigger_id"])
    if trigger is None:
        raise SlackError("invalid_trigger_id")
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    if time.monotonic() - trigger.issued > TRIGGER_SECONDS:
        raise SlackError("expired_trigger_id")
    _checked(check_view(said["view"]), "invalid_arguments")
    trigger.used = True
    view = said["view"] | {"id": f"V{state.number()}", "team_id": TEAM, "state": {"values": {}}}
    state.views.append(view)
    return {"view": view}


def connections_open(state: State, _: Arguments) -> Arguments:
    return {"url": f"{state.url.replace('http', 'ws', 1)}socket?ticket={state.number()}"}


METHODS: dict[str, Method] = {
    "auth.test": auth_test,
    "chat.postMessage": post_message,
    "chat.update": update,
    "chat.postEphemeral": post_ephemeral,
    "chat.unfurl": unfurl,
    "chat.getPermalink": permalink,
    "views.open": open_view,
    "apps.connections.open": connections_open,
}


async def _arguments(request: web.Request) -> Arguments:
    if request.content_type == "application/json":
        return dict(await request.json())
    return dict(request.query) | dict(await request.post())


async def call(request: web.Request) -> web.Response:
    """Answer one call of a method."""
    state, method = request.app[STATE], request.match_info["method"]
    arguments = await _arguments(request)
    state.calls.append((method, arguments))
    await state.changed()
    refusals = state.refusals.get(method)
    refusal = refusals.pop(0) if refusals else None
    try:
        if refusal is not None and refusal.retry_after is not None:
            headers = {"Retry-After": str(refusal.retry_after)}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        answer: Arguments = {"ok": True} | _answer(
            state, method, request, arguments, refusal.error if refusal else None
        )
    except SlackError as error:
        code, _, detail = str(error).partition(": ")
        answer = {"ok": False, "error": code, "errors": [detail]}
    await state.changed()
    return web.json_response(answer)


def _answer(state: State, method: str, request: web.Request, arguments: Arguments, refusal: str | None) -> Arguments:
    token = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
    if request.headers.get("Authorization") != f"Bearer {token}":
        raise SlackError("invalid_auth")
    if method in FORM_ONLY and request.content_type == "application/json":
        raise SlackError("invalid_arguments")
    if refusal is not None:
        raise SlackError(refusal)
    if method not in METHODS:
        raise SlackError("unknown_method")
    return METHODS[method](state, arguments)


async def respond(request: web.Request) -> web.Response:
    """Take in what the bot sends to a `response_url`."""
    state = request.app[STATE]
    address = state.response_urls.get(request.match_info["key"])
    if address is None or address.uses >= RESPONSE_URL_USES:
        return web.json_response({"ok": False, "error": "used_url"}, status=404)
    address.uses += 1
    said = await request.json()
    if problems := check_message(said):
        return web.json_response({"ok": False, "error": "invalid_blocks", "errors": problems}, status=400)
    whisper = Whisper("response_url", address.channel, address.user, said.get("text", ""), said.get("blocks", []))
    state.whispers.append(whisper)
    await state.changed()
    return web.Response(text="ok")


async def socket(request: web.Request) -> web.WebSocketResponse:
    """Hold a Socket Mode connection; acknowledgements go back to whoever sent the envelope."""
    sockets = request.app[SOCKETS]
    ws = web.WebSocketResponse()
    await ws.prepare(request)
    await ws.send_json({"type": "hello", "num_connections": 1})
    sockets.open.append(ws)
    await request.app[STATE].changed()
    async for message in ws:
        if message.type == WSMsgType.TEXT:
            sockets.take(json.loads(message.data))
    sockets.open.remove(ws)
    return ws


class Sockets:
    """The Socket Mode connections, and the envelopes that wait for an acknowledgement."""

    def __init__(self) -> None:
        self.open: list[web.WebSocketResponse] = []
        self.waiting: dict[str, Callable[[Arguments], None]] = {}

    def take(self, answer: Arguments) -> None:
        taken = self.waiting.pop(answer["envelope_id"], None)
        if taken is not None:
            taken(answer.get("payload") or {})


STATE: web.AppKey[State] = web.AppKey("state", State)
SOCKETS: web.AppKey[Sockets] = web.AppKey("sockets", Sockets)


async def serve(state: State, sockets: Sockets) -> Callable[[], Awaitable[None]]:
    """Listen on a free port, set the state's `url`, and return how to stop."""
    app = web.Application()
    app[STATE], app[SOCKETS] = state, sockets
    app.add_routes(
        [
            web.post("/response/{key}", respond),
            web.get("/socket", socket),
            web.route("*", "/{method}", call),
        ]
    )
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    state.url = f"http://{host}:{port}/"
    return runner.cleanup
