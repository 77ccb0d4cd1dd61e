import aiohttp
import pytest

from bot.sandbox.app import App
from bot.sandbox.server import Sandbox
from bot.sandbox.slack import Slack


async def test_the_address_is_known_once_it_listens() -> None:
    sandbox = Sandbox(Slack(App()), browser=False)
    assert sandbox.url == ""
    async with sandbox:
        assert sandbox.url == sandbox.slack.url
        assert sandbox.url.startswith("http://127.0.0.1:")


async def test_an_address_to_listen_everywhere_is_none_to_be_reached_at() -> None:
    async with Sandbox(Slack(App()), host="0.0.0.0", browser=False) as sandbox:
        assert sandbox.url.startswith("http://127.0.0.1:")
        async with aiohttp.ClientSession() as session, session.get(f"{sandbox.url}/api/api.test") as response:
            assert (await response.json())["error"] == "unknown_method"


async def test_a_port_that_is_taken_cannot_be_listened_on() -> None:
    async with Sandbox(Slack(App()), browser=False) as first:
        port = int(first.url.rsplit(":", 1)[1])
        with pytest.raises(OSError, match="address already in use"):
            await Sandbox(Slack(App()), port=port, browser=False).__aenter__()
