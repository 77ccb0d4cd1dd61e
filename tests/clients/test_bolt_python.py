"""Apps on Slack's own library for Python work here as they are, with threads and with asyncio, over both ways to them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox
from tests.clients.bolt_python import with_asyncio, with_threads
from tests.clients.journey import reconnects, serving, ticket


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with serving() as served:
        yield served


def reached(sandbox: Sandbox) -> dict[str, Any]:
    """Return what a client has to know."""
    install = sandbox.slack.teams["T0DESK"].install
    assert install
    return {"token": install.bot_token, "base_url": f"{sandbox.slack.url}/api/"}


async def test_with_threads_over_socket_mode(sandbox: Sandbox) -> None:
    client = WebClient(**reached(sandbox))
    app = await asyncio.to_thread(with_threads, client=client)
    handler = SocketModeHandler(app, sandbox.slack.app.app_token)
    try:
        await asyncio.to_thread(handler.connect)
        await ticket(sandbox)
    finally:
        await asyncio.to_thread(handler.close)
        await asyncio.to_thread(app.listener_runner.listener_executor.shutdown)


async def test_with_asyncio_over_socket_mode(sandbox: Sandbox) -> None:
    client = AsyncWebClient(**reached(sandbox))
    handler = AsyncSocketModeHandler(with_asyncio(client=client), sandbox.slack.app.app_token)
    try:
        await handler.connect_async()
        await ticket(sandbox)
        await reconnects(sandbox)
    finally:
        await handler.close_async()


async def test_with_asyncio_over_http(sandbox: Sandbox) -> None:
    slack = sandbox.slack
    app = with_asyncio(client=AsyncWebClient(**reached(sandbox)), signing_secret=slack.app.signing_secret)
    runner = web.AppRunner(app.web_app(), shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    slack.app = replace(slack.app, request_url=f"http://{host}:{port}/slack/events")
    try:
        await ticket(sandbox)
    finally:
        await runner.cleanup()
