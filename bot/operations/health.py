"""Is the bot alive, is it ready for work, and its metrics: what a supervisor, a load balancer and Prometheus ask."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from bot.operations.metrics import CONTENT_TYPE, Metrics

ALIVE = "/healthz"
READY = "/readyz"
METRICS = "/metrics"
CHECK_SECONDS = 3
Check = Callable[[], Awaitable[object]]
_log = logging.getLogger(__name__)


def routes(checks: Mapping[str, Check], metrics: Metrics, measure: Check | None = None) -> list[web.RouteDef]:
    """Return the routes. Each of `checks`, by its name, raises where what it asks is not well.

    `measure` writes those metrics that are read from the database; where it cannot, the others are served without.
    """

    async def alive(_: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def ready(_: web.Request) -> web.Response:
        answers = await asyncio.gather(*(_well(name, check) for name, check in checks.items()))
        found = dict(zip(checks, answers, strict=True))
        well = all(answer == "ok" for answer in answers)
        return web.json_response({"ok": well, "checks": found}, status=200 if well else 503)

    async def measured(_: web.Request) -> web.Response:
        if measure is not None:
            await _well("metrics", measure)
        return web.Response(body=metrics.text(), headers={"Content-Type": CONTENT_TYPE})

    return [web.get(ALIVE, alive), web.get(READY, ready), web.get(METRICS, measured)]


async def _well(name: str, check: Check) -> str:
    """Return "ok", or the kind of what went wrong: the words of an error are nobody's business out there."""
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            await check()
    except Exception as error:  # noqa: BLE001 -- whatever it is, the answer is the same
        kind = type(error).__name__
        _log.warning("not well check=%s error=%s", name, kind)
        return kind
    return "ok"
