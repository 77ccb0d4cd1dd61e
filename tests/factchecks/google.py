"""Google's `claims:search` on this machine: the answers and the refusals that Google documents, over real HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

KEY = "AIzaSyNobodysKey-0123456789_abcdefghijk"
ERROR_INFO = "type.googleapis.com/google.rpc.ErrorInfo"

# As the reference has it: https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims
FLAT: dict[str, Any] = {
    "text": "The earth is flat",
    "claimant": "A blog",
    "claimDate": "2020-07-30T00:00:00Z",
    "claimReview": [
        {
            "publisher": {"name": "PolitiFact", "site": "politifact.com"},
            "url": "https://www.politifact.com/flat",
            "title": "No, the earth is not flat",
            "reviewDate": "2020-07-31T00:00:00Z",
            "textualRating": "Pants on Fire",
            "languageCode": "en",
        }
    ],
}


def refused(code: int, status: str, message: str, reason: str = "", **more: Any) -> web.Response:
    """Return an error as every Google API writes it."""
    details = [{"@type": ERROR_INFO, "reason": reason, "domain": "googleapis.com"}] if reason else []
    error = {"code": code, "message": message, "status": status, "details": [*details, *more.pop("details", [])]}
    return web.json_response({"error": error}, status=code, **more)


def wrong_key() -> web.Response:
    return refused(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", reason="API_KEY_INVALID")


def suspended() -> web.Response:
    """Return the refusal in which Google quotes the key."""
    return refused(
        403,
        "PERMISSION_DENIED",
        f"Permission denied: Consumer 'api_key:{KEY}' has been suspended.",
        reason="CONSUMER_SUSPENDED",
    )


def busy(**headers: str) -> web.Response:
    return refused(429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric.", headers=headers or None)


def broken() -> web.Response:
    return refused(500, "INTERNAL", "Internal error encountered.")


def found(*claims: Any) -> web.Response:
    return web.json_response({"claims": claims} if claims else {})


def said(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="application/json")


HANG = None
"""An answer that never comes."""


@dataclass
class Google:
    """Gives its answers one after the other, the last one for ever; `asked` are the requests that it got."""

    answers: list[web.Response | None] = field(default_factory=list)
    asked: list[web.Request] = field(default_factory=list)
    base_url: str = ""
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    def answer(self, *answers: web.Response | None) -> None:
        self.answers = list(answers)

    async def search(self, request: web.Request) -> web.Response:
        self.asked.append(request)
        if request.headers.get("X-Goog-Api-Key") != KEY:
            return wrong_key()
        if not request.query.get("query"):
            return refused(400, "INVALID_ARGUMENT", "Request must contain a query.")
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer is None:
            await self.closing.wait()
            return broken()
        # a response is sent once, and the last answer may be wanted again
        return web.Response(body=answer.body, status=answer.status, headers=answer.headers)


@asynccontextmanager
async def listening() -> AsyncIterator[Google]:
    """Serve on a port of this machine."""
    google = Google([found(FLAT)])
    app = web.Application()
    app.router.add_get("/v1alpha1/claims:search", google.search)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    google.base_url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1alpha1"
    try:
        yield google
    finally:
        google.closing.set()
        await runner.cleanup()


def deep() -> str:
    """Return JSON that is nested deeper than a parser follows."""
    return "[" * 100_000


def long_list(number: int) -> str:
    return json.dumps({"claims": [FLAT] * number})
