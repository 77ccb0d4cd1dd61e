"""How Slack's requests reach the bot: signed over HTTP, or in envelopes over Socket Mode."""

import asyncio
import json
import time
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from tests.local_slack.api import Sockets
from tests.local_slack.state import SIGNING_SECRET, State

ENVELOPES = {"command": "slash_commands", "event": "events_api", "interaction": "interactive"}


@dataclass(frozen=True)
class Acknowledgement:
    """What came back, and after how many seconds."""

    status: int
    body: dict[str, Any]
    seconds: float


class Delivery(Protocol):
    """A way to the bot; `kind` is command, event or interaction."""

    async def deliver(
        self, kind: str, payload: dict[str, Any], headers: dict[str, str] | None = None
    ) -> Acknowledgement: ...


class OverHttp:
    """Signed requests to the bot's address; a wrong `secret` makes a wrong signature."""

    def __init__(self, url: str, secret: str = SIGNING_SECRET) -> None:
        self._url = f"{url}/slack/events"
        self._signer = SignatureVerifier(secret)

    async def deliver(
        self, kind: str, payload: dict[str, Any], headers: dict[str, str] | None = None
    ) -> Acknowledgement:
        if kind == "event":
            content_type, body = "application/json", json.dumps(payload)
        else:
            content_type = "application/x-www-form-urlencoded"
            body = urlencode(payload if kind == "command" else {"payload": json.dumps(payload)})
        signed = self._signed(body) | {"Content-Type": content_type} | (headers or {})
        started = time.monotonic()
        async with (
            aiohttp.ClientSession() as session,
            session.post(self._url, data=body.encode(), headers=signed) as response,
        ):
            return Acknowledgement(response.status, _read(await response.text()), time.monotonic() - started)

    def _signed(self, body: str) -> dict[str, str]:
        now = str(int(time.time()))
        signature = self._signer.generate_signature(timestamp=now, body=body)
        assert signature is not None
        return {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": signature}


class OverSocket:
    """Envelopes to the newest connection of the bot."""

    def __init__(self, state: State, sockets: Sockets) -> None:
        self._state = state
        self._sockets = sockets

    async def deliver(
        self, kind: str, payload: dict[str, Any], headers: dict[str, str] | None = None
    ) -> Acknowledgement:
        ws = await self._state.until(lambda: self._sockets.open[-1] if self._sockets.open else None)
        envelope: dict[str, Any] = {
            "envelope_id": f"E{self._state.number()}",
            "type": ENVELOPES[kind],
            "payload": payload,
        }
        if headers and "X-Slack-Retry-Num" in headers:
            envelope["retry_attempt"] = int(headers["X-Slack-Retry-Num"])
        answered: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._sockets.waiting[str(envelope["envelope_id"])] = answered.set_result
        started = time.monotonic()
        await ws.send_json(envelope | {"accepts_response_payload": True})
        async with asyncio.timeout(5):
            body = await answered
        return Acknowledgement(200, body, time.monotonic() - started)


def _read(body: str) -> dict[str, Any]:
    return dict(json.loads(body)) if body.startswith("{") else {"text": body} if body else {}
