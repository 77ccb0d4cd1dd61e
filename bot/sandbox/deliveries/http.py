"""Slack's requests over HTTP: signed, form-encoded or JSON, to the app's one request address.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from bot.sandbox.deliveries.acknowledgement import LOST, Acknowledgement, is_good, read_body

MAX_REDIRECTS = 2
_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"


async def post(
    url: str, secret: str, kind: str, payload: Mapping[str, Any], *, headers: Mapping[str, str], seconds: float
) -> Acknowledgement:
    """Send one request, and wait so many seconds for its acknowledgement."""
    content_type, body = encoded(kind, payload)
    sent = signed(secret, body) | {"Content-Type": content_type, "User-Agent": _AGENT, "Accept": "application/json,*/*"}
    started = time.monotonic()
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=seconds)) as session,
            session.post(url, data=body.encode(), headers=sent | dict(headers), max_redirects=MAX_REDIRECTS) as answer,
        ):
            return _answered(answer, await answer.text(), time.monotonic() - started)
    except TimeoutError:
        reason = "http_timeout"
    except aiohttp.TooManyRedirects:
        reason = "too_many_redirects"
    except aiohttp.ClientSSLError:
        reason = "ssl_error"
    except (aiohttp.ClientError, OSError):
        reason = "connection_failed"
    return Acknowledgement(LOST, seconds=time.monotonic() - started, reason=reason)


def _answered(answer: aiohttp.ClientResponse, text: str, seconds: float) -> Acknowledgement:
    repeat = answer.headers.get("X-Slack-No-Retry") != "1"
    reason = "" if is_good(answer.status) else "http_error"
    return Acknowledgement(answer.status, read_body(text), seconds, reason, repeat)


def encoded(kind: str, payload: Mapping[str, Any]) -> tuple[str, str]:
    """Return the content type and the body of a request."""
    if kind == "event":
        return "application/json", json.dumps(payload)
    form = payload if kind == "command" else {"payload": json.dumps(payload)}
    return "application/x-www-form-urlencoded", urlencode(form)


def signed(secret: str, body: str) -> dict[str, str]:
    """Return the headers that prove a request to be Slack's."""
    now = str(int(time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=now, body=body)
    return {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": signature or ""}
