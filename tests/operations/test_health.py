"""What a supervisor, a load balancer and Prometheus are told, over real HTTP."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.desk.store import Store
from bot.operations import health
from bot.operations.metrics import Metrics


@asynccontextmanager
async def served(checks: dict[str, health.Check], **more: Any) -> AsyncIterator[aiohttp.ClientSession]:
    app = web.Application()
    app.add_routes(health.routes(checks, more.pop("metrics", Metrics()), **more))
    async with TestServer(app) as server, aiohttp.ClientSession(base_url=server.make_url("/")) as session:
        yield session


async def asked(session: aiohttp.ClientSession, path: str) -> tuple[int, Any]:
    async with session.get(path) as answer:
        return answer.status, await answer.json()


async def _fine() -> None: ...


async def _broken() -> None:
    raise LookupError("Serhii told me")


async def test_a_bot_whose_parts_are_well_is_ready(url: str) -> None:
    async with Store(url) as store, served({"database": store.ping, "slack": _fine}) as session:
        assert await asked(session, "/readyz") == (200, {"ok": True, "checks": {"database": "ok", "slack": "ok"}})


async def test_a_part_that_is_not_well_is_named_by_its_kind_of_error(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        async with served({"database": _fine, "slack": _broken}) as session:
            status, body = await asked(session, "/readyz")
    assert (status, body) == (503, {"ok": False, "checks": {"database": "ok", "slack": "LookupError"}})
    assert "check=slack error=LookupError" in caplog.text
    assert "Serhii" not in caplog.text


async def test_a_part_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "CHECK_SECONDS", 0.01)
    async with served({"slack": asyncio.Event().wait}) as session:
        assert (await asked(session, "/readyz"))[1]["checks"] == {"slack": "TimeoutError"}


async def test_a_bot_that_is_not_ready_is_still_alive() -> None:
    async with served({"database": _broken}) as session:
        assert await asked(session, "/healthz") == (200, {"ok": True})


@pytest.mark.parametrize("fails", [False, True])
async def test_metrics_are_measured_when_they_are_asked_for_and_served_in_any_case(*, fails: bool) -> None:
    metrics = Metrics()

    async def measure() -> None:
        metrics.dead.inc()
        if fails:
            raise LookupError

    async with served({}, metrics=metrics, measure=measure) as session, session.get("/metrics") as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        assert "factdesk_dead 1.0" in await answer.text()
