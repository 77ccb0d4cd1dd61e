"""How what happens in the local Slack reaches the app: over HTTP or Socket Mode, with Slack's time limit and repetitions.

https://docs.slack.dev/apis/events-api#retries
"""

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any, Literal

from aiohttp import web

from bot.sandbox.deliveries import http
from bot.sandbox.deliveries.acknowledgement import LOST, Acknowledgement
from bot.sandbox.deliveries.faults import Faults, Refusal
from bot.sandbox.deliveries.socket import Sockets
from bot.sandbox.events import envelope, wanted
from bot.sandbox.slack import Change, Delivery, Slack

Kind = Literal["command", "event", "interaction", "options"]
ACKNOWLEDGE_SECONDS = 3.0
RETRY_SECONDS = (0.0, 60.0, 300.0)


class Deliveries:
    """The way to the app; over HTTP where it has a `request_url`, else over Socket Mode.

    `seconds` is how long an acknowledgement may take. It is not scaled as Slack's waits are, since the app needs its
    time in a test, too.
    """

    def __init__(self, slack: Slack, faults: Faults, *, seconds: float = ACKNOWLEDGE_SECONDS) -> None:
        self.seconds = seconds
        self.sockets = Sockets(slack)
        self._slack = slack
        self._faults = faults
        self._tasks: set[asyncio.Task[Any]] = set()
        faults.disconnect = self.sockets.disconnect
        slack.tell = self.tell

    async def deliver(
        self, kind: Kind, payload: Mapping[str, Any], headers: Mapping[str, str] | None = None
    ) -> Acknowledgement:
        """Send a request and return what the first attempt came to; an event goes on being repeated afterwards.

        `headers` with an `X-Slack-Retry-Num` make it a repetition, of which there are no more.
        """
        attempt = int((headers or {}).get("X-Slack-Retry-Num", 0))
        reason = (headers or {}).get("X-Slack-Retry-Reason", "")
        answer = await self._attempt(kind, payload, attempt, reason)
        if self._faults.take_duplicate():
            again = (attempt + 1, "http_timeout") if kind == "event" else (attempt, "")
            await self._attempt(kind, payload, *again)
        if kind == "event" and not answer.good and answer.repeat and not attempt:
            self._begin(self._repeat(payload, answer))
        return answer

    def tell(self, team: str, event: dict[str, Any]) -> None:
        """Deliver an event in the background where the app subscribed to it and may see it."""
        if wanted(self._slack, team, event):
            self._begin(self.deliver("event", envelope(self._slack, team, event)))

    async def event(self, team: str, event: dict[str, Any]) -> Acknowledgement | None:
        """Deliver an event where the app subscribed to it and may see it, and return the first attempt's outcome."""
        if not wanted(self._slack, team, event):
            return None
        return await self.deliver("event", envelope(self._slack, team, event))

    async def socket(self, request: web.Request) -> web.StreamResponse:
        """Hold a Socket Mode connection."""
        return await self.sockets.hold(request)

    async def close(self) -> None:
        """End the connections and everything that still waits to be repeated."""
        await self.sockets.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def settled(self) -> None:
        """Wait until nothing is under way or waits to be repeated."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _repeat(self, payload: Mapping[str, Any], answer: Acknowledgement) -> None:
        for number, wait in enumerate(RETRY_SECONDS, start=1):
            await asyncio.sleep(wait * self._slack.scale)
            answer = await self._attempt("event", payload, number, answer.reason)
            if answer.good or not answer.repeat:
                return

    async def _attempt(self, kind: Kind, payload: Mapping[str, Any], attempt: int, reason: str) -> Acknowledgement:
        record = Delivery(kind, _about(kind, payload), _key(payload), _team(payload), attempt)
        self._slack.deliveries.append(record)
        await self._slack.changed(Change("delivery", record.team))
        late = self._faults.delay
        await asyncio.sleep(late)
        answer = await self._send(kind, payload, attempt, reason)
        if answer.good and late + answer.seconds > self.seconds:  # it arrived, but Slack no longer waited
            answer = Acknowledgement(LOST, seconds=late + answer.seconds, reason="http_timeout")
        record.acknowledged, record.status = answer.good, answer.status
        await self._slack.changed(Change("delivery", record.team))
        return answer

    async def _send(self, kind: Kind, payload: Mapping[str, Any], attempt: int, reason: str) -> Acknowledgement:
        if self._faults.take_drop():
            return Acknowledgement(LOST, reason="http_timeout")
        app = self._slack.app
        if app.request_url is None:
            return await self.sockets.send(kind, payload, attempt, reason, self.seconds)
        headers = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason} if attempt else {}
        return await http.post(
            app.request_url, app.signing_secret, kind, payload, headers=headers, seconds=self.seconds
        )


def _about(kind: Kind, payload: Mapping[str, Any]) -> str:
    """Return the event's type, the command, or the interaction's type."""
    event = payload.get("event", {})
    return str(event["type"] if kind == "event" else payload["command"] if kind == "command" else payload["type"])


def _key(payload: Mapping[str, Any]) -> str:
    return str(payload.get("event_id") or payload.get("trigger_id") or "")


def _team(payload: Mapping[str, Any]) -> str:
    return str(payload.get("team_id") or (payload.get("team") or {}).get("id") or "")


__all__ = ["ACKNOWLEDGE_SECONDS", "LOST", "Acknowledgement", "Deliveries", "Faults", "Kind", "Refusal"]
