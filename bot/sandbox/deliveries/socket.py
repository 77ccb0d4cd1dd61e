"""Slack's requests over Socket Mode: the app's connections, and the envelopes that wait for an acknowledgement in them.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Mapping
from typing import Any

from aiohttp import WSMsgType, web

from bot.sandbox.deliveries.acknowledgement import LOST, Acknowledgement
from bot.sandbox.slack import Change, Slack

MAX_CONNECTIONS = 10
PING_SECONDS = 10.0  # @slack/socket-mode gives a connection up where no ping comes for 30 s
GRACE_SECONDS = 10.0
LINK_DISABLED = "link_disabled"
_ENVELOPES = {
    "command": "slash_commands",
    "event": "events_api",
    "interaction": "interactive",
    "options": "interactive",
}
Answer = tuple[int, dict[str, Any]]


class Sockets:
    """The Socket Mode connections of the app; envelopes go to them in turn."""

    def __init__(self, slack: Slack) -> None:
        self.open: list[web.WebSocketResponse] = []
        self._held: list[web.WebSocketResponse] = []  # with those that are asked to leave
        self._leaving: set[asyncio.Task[None]] = set()
        self._slack = slack
        self._waiting: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Answer]]] = {}

    async def hold(self, request: web.Request) -> web.StreamResponse:
        """Hold a connection until either side ends it; its ticket is good for one."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._slack.tickets:
            return web.Response(status=403, text="invalid ticket")
        self._slack.tickets.discard(ticket)
        socket = web.WebSocketResponse(heartbeat=PING_SECONDS)
        await socket.prepare(request)
        if len(self.open) >= MAX_CONNECTIONS:
            await _goodbye(socket, "too_many_websockets")
            return socket
        await self._serve(socket)
        return socket

    async def _serve(self, socket: web.WebSocketResponse) -> None:
        self.open.append(socket)
        self._held.append(socket)
        try:
            await socket.send_json(self._hello())
            await self._slack.changed(Change("presence", ""))
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._take(str(message.data))
        finally:
            self._held.remove(socket)
            if socket in self.open:
                self.open.remove(socket)
            self._give_up(socket)
        await self._slack.changed(Change("presence", ""))

    def _hello(self) -> dict[str, Any]:
        about = {"host": "applink-local", "build_number": 1, "approximate_connection_time": 3600}
        connection = {"app_id": self._slack.app.id}
        return {
            "type": "hello",
            "connection_info": connection,
            "num_connections": len(self.open),
            "debug_info": about,
        }

    def _take(self, text: str) -> None:
        try:
            said = json.loads(text)
            _, answered = self._waiting[said["envelope_id"]]
        except (ValueError, KeyError, TypeError):  # no acknowledgement of anything that still waits
            return
        body = said.get("payload") or {}
        if not answered.done():
            answered.set_result((200, body if isinstance(body, dict) else {"text": str(body)}))

    def _give_up(self, socket: web.WebSocketResponse) -> None:
        for held, answered in self._waiting.values():
            if held is socket and not answered.done():
                answered.set_result((LOST, {}))

    async def send(
        self, kind: str, payload: Mapping[str, Any], attempt: int, reason: str, seconds: float
    ) -> Acknowledgement:
        """Send one envelope to the next connection, and wait so many seconds for a connection and its answer."""
        started = time.monotonic()
        envelope_id = f"{self._slack.number():08x}-local"
        answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                socket = await self._slack.until(self._next, seconds + 1)
                self._waiting[envelope_id] = socket, answered
                await socket.send_json(_envelope(envelope_id, kind, payload, attempt, reason))
                status, body = await answered
        except TimeoutError:
            return Acknowledgement(LOST, seconds=time.monotonic() - started, reason="timeout")
        except ConnectionError:
            return Acknowledgement(LOST, seconds=time.monotonic() - started, reason="connection_failed")
        finally:
            self._waiting.pop(envelope_id, None)
        reason = "" if status else "connection_failed"
        return Acknowledgement(status, body, time.monotonic() - started, reason)

    def _next(self) -> web.WebSocketResponse | None:
        if not self.open:
            return None
        self.open.append(self.open.pop(0))  # in turn, so that a repetition goes to another connection
        return self.open[-1]

    async def disconnect(self, reason: str = "refresh_requested") -> int:
        """Ask the app to connect anew, as Slack does every few hours, and return how many connections there were.

        They get no more envelopes, but can still acknowledge what they have until they are closed; at once where the
        link is disabled.
        """
        leaving = list(self.open)
        self.open.clear()
        grace = 0.0 if reason == LINK_DISABLED else GRACE_SECONDS * self._slack.scale
        for socket in leaving:
            task = asyncio.get_running_loop().create_task(_goodbye(socket, reason, grace))
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)
        return len(leaving)

    async def close(self) -> None:
        """End all connections."""
        for task in self._leaving:
            task.cancel()
        for socket in list(self._held):
            await _goodbye(socket, LINK_DISABLED)


async def _goodbye(socket: web.WebSocketResponse, reason: str, grace: float = 0.0) -> None:
    with contextlib.suppress(ConnectionError):
        await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}})
        await asyncio.sleep(grace)
    await socket.close()


def _envelope(envelope_id: str, kind: str, payload: Mapping[str, Any], attempt: int, reason: str) -> dict[str, Any]:
    envelope: dict[str, Any] = {"envelope_id": envelope_id, "type": _ENVELOPES[kind], "payload": payload}
    if kind == "event":
        return envelope | {"accepts_response_payload": False, "retry_attempt": attempt, "retry_reason": reason}
    return envelope | {"accepts_response_payload": True}
