from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.sandbox.app import App
from bot.sandbox.server import Sandbox
from bot.sandbox.slack import Slack

NOTHING: dict[str, Any] = {"delay": 0.0, "drop": 0, "duplicate": 0, "refusals": {}}


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(Slack(App()), browser=False) as served:
        yield served


async def asked(sandbox: Sandbox, method: str, **how: Any) -> tuple[int, dict[str, Any]]:
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, f"{sandbox.url}/sandbox/faults", **how) as response,
    ):
        return response.status, await response.json()


async def test_nothing_goes_wrong_at_first(sandbox: Sandbox) -> None:
    assert await asked(sandbox, "GET") == (200, NOTHING)


async def test_what_is_asked_for_goes_wrong_until_it_is_cleared(sandbox: Sandbox) -> None:
    refuse = {"method": "chat.update", "error": "internal_error", "after": 1}
    wanted = {"delay": 0.5, "drop": 2, "duplicate": 1, "refuse": refuse, "rate_limit": {"retry_after": 3}}
    status, answer = await asked(sandbox, "POST", json=wanted)
    assert status == 200
    assert (answer["delay"], answer["drop"], answer["duplicate"]) == (0.5, 2, 1)
    assert answer["refusals"]["chat.update"] == [None, {"error": "internal_error", "retry_after": None}]
    assert answer["refusals"]["*"] == [{"error": "ratelimited", "retry_after": 3}]
    assert await asked(sandbox, "DELETE") == (200, NOTHING)


async def test_sockets_are_cut_for_a_reason(sandbox: Sandbox) -> None:
    url = sandbox.slack.socket_url()
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        assert (await socket.receive_json())["type"] == "hello"
        await asked(sandbox, "POST", json={"disconnect": "warning"})
        said = await socket.receive_json()
        assert (said["type"], said["reason"]) == ("disconnect", "warning")


@pytest.mark.parametrize(
    "wanted",
    [
        {"explode": True},
        {"drop": -1},
        {"drop": "two"},
        {"delay": True},
        {"refuse": {"method": "chat.update"}},
        {"refuse": {"method": "chat.update", "error": "x", "often": 1}},
        [],
    ],
)
async def test_a_fault_that_is_none_changes_nothing(sandbox: Sandbox, wanted: object) -> None:
    status, answer = await asked(sandbox, "POST", json=wanted)
    assert (status, list(answer)) == (400, ["error"])
    assert await asked(sandbox, "GET") == (200, NOTHING)


async def test_a_form_of_another_site_changes_nothing(sandbox: Sandbox) -> None:
    status, _ = await asked(sandbox, "POST", data={"drop": "1"})
    assert status == 415
    assert await asked(sandbox, "GET") == (200, NOTHING)
