"""Socket Mode as an app sees it: the greeting, envelopes, acknowledgements, several connections, and the goodbye."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.sandbox.deliveries import LOST
from bot.sandbox.deliveries.socket import MAX_CONNECTIONS
from tests.sandbox.listening import Workspace

EVENT = {"type": "app_mention", "channel": "C0DESK", "user": "U1", "text": "<@U0BOT>", "ts": "1.0", "event_ts": "1.0"}


@pytest.fixture
async def session(desk: Workspace) -> AsyncIterator[aiohttp.ClientSession]:
    desk.slack.app = replace(desk.slack.app, request_url=None)
    app = web.Application()
    app.add_routes([web.get("/socket", desk.deliveries.socket)])
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    desk.slack.url = f"http://{host}:{port}"
    async with aiohttp.ClientSession() as client:
        yield client
    await runner.cleanup()


async def connected(desk: Workspace, session: aiohttp.ClientSession) -> tuple[aiohttp.ClientWebSocketResponse, Any]:
    socket = await session.ws_connect(desk.slack.socket_url())
    return socket, await socket.receive_json()


async def test_a_connection_is_greeted(desk: Workspace, session: aiohttp.ClientSession) -> None:
    held = [await connected(desk, session) for _ in range(2)]
    first, second = (hello for _, hello in held)
    assert (first["type"], first["num_connections"], second["num_connections"]) == ("hello", 1, 2)
    assert first["connection_info"] == {"app_id": desk.slack.app.id}


@pytest.mark.parametrize("wrong", ["ticket=guessed", ""])
async def test_without_a_ticket_of_its_own_nobody_connects(
    desk: Workspace, session: aiohttp.ClientSession, wrong: str
) -> None:
    used = desk.slack.socket_url()
    await session.ws_connect(used)
    for url in (used, f"{desk.slack.url}/socket?{wrong}"):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(url)
        assert refused.value.status == 403


async def test_more_than_ten_connections_are_sent_away(desk: Workspace, session: aiohttp.ClientSession) -> None:
    held = [await connected(desk, session) for _ in range(MAX_CONNECTIONS)]
    assert [hello["num_connections"] for _, hello in held] == list(range(1, MAX_CONNECTIONS + 1))
    _, said = await connected(desk, session)
    assert (said["type"], said["reason"]) == ("disconnect", "too_many_websockets")


async def test_a_command_is_answered_in_its_acknowledgement(desk: Workspace, session: aiohttp.ClientSession) -> None:
    socket, _ = await connected(desk, session)
    sent = asyncio.create_task(desk.member().command("C0DESK", "/brief x"))
    envelope = await socket.receive_json()
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert envelope["payload"]["text"] == "x"
    await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "Reading …"}})
    assert (await sent).body == {"text": "Reading …"}
    assert [one.text for one in desk.team.whispers] == ["Reading …"]


async def test_an_event_that_is_not_acknowledged_goes_to_another_connection(
    desk: Workspace, session: aiohttp.ClientSession
) -> None:
    desk.deliveries.seconds = 0.2
    sockets = [(await connected(desk, session))[0] for _ in range(2)]
    first = asyncio.create_task(desk.deliveries.event(desk.team.id, EVENT))
    one, other = [await socket.receive_json() for socket in sockets]
    assert sorted([one["retry_attempt"], other["retry_attempt"]]) == [0, 1]
    assert {one["retry_reason"], other["retry_reason"]} == {"", "timeout"}
    assert one["payload"] == other["payload"]
    assert one["envelope_id"] != other["envelope_id"]
    assert (one["type"], one["accepts_response_payload"]) == ("events_api", False)
    answer = await first
    assert answer is not None
    assert answer.status == LOST


async def test_a_connection_that_breaks_leaves_its_envelope_unacknowledged(
    desk: Workspace, session: aiohttp.ClientSession
) -> None:
    socket, _ = await connected(desk, session)
    sent = asyncio.create_task(desk.member().command("C0DESK", "/brief x"))
    await socket.receive_json()
    await socket.close()
    assert (await sent).status == LOST
    assert "dispatch_failed" in desk.team.whispers[0].text


async def test_what_is_no_acknowledgement_is_passed_over(desk: Workspace, session: aiohttp.ClientSession) -> None:
    socket, _ = await connected(desk, session)
    sent = asyncio.create_task(desk.member().command("C0DESK", "/brief x"))
    envelope = await socket.receive_json()
    for noise in ("{", "[]", '{"envelope_id": "another"}', '"x"'):
        await socket.send_str(noise)
    await socket.send_json({"envelope_id": envelope["envelope_id"]})
    assert (await sent).good


async def test_an_app_is_asked_to_connect_anew(desk: Workspace, session: aiohttp.ClientSession) -> None:
    socket, _ = await connected(desk, session)
    assert await desk.faults.disconnect("refresh_requested") == 1
    said = await socket.receive_json()
    assert (said["type"], said["reason"]) == ("disconnect", "refresh_requested")
    assert (await socket.receive()).type == aiohttp.WSMsgType.CLOSE
    _, hello = await connected(desk, session)
    assert hello["num_connections"] == 1


async def test_a_connection_that_is_asked_to_leave_may_still_acknowledge(
    desk: Workspace, session: aiohttp.ClientSession
) -> None:
    desk.slack.scale = 1.0
    socket, _ = await connected(desk, session)
    sent = asyncio.create_task(desk.member().command("C0DESK", "/brief x"))
    envelope = await socket.receive_json()
    await desk.faults.disconnect("warning")
    assert (await socket.receive_json())["reason"] == "warning"
    await socket.send_json({"envelope_id": envelope["envelope_id"]})
    assert (await sent).good


async def test_what_is_sent_before_the_app_connects_waits_for_it(
    desk: Workspace, session: aiohttp.ClientSession
) -> None:
    sent = asyncio.create_task(desk.member().command("C0DESK", "/brief x"))
    socket, _ = await connected(desk, session)
    envelope = await socket.receive_json()
    await socket.send_json({"envelope_id": envelope["envelope_id"]})
    assert (await sent).good


async def test_without_any_connection_a_command_fails(desk: Workspace, session: aiohttp.ClientSession) -> None:
    assert session
    desk.deliveries.seconds = 0.05
    assert (await desk.member().command("C0DESK", "/brief x")).status == LOST
