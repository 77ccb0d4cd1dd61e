"""The door of the local Slack: one server for the Web API, Socket Mode, `response_url`s, files, faults and the browser."""

from contextlib import AsyncExitStack
from typing import Self

from aiohttp import web

from bot.sandbox import fault_routes
from bot.sandbox.api import web as web_api
from bot.sandbox.deliveries import Deliveries, Faults
from bot.sandbox.slack import Slack

MAX_BODY = 64 * 1024 * 1024
EVERYWHERE = {"", "0.0.0.0", "::"}  # noqa: S104 -- to listen on; to be reached there is an address of its own


class Sandbox:
    """A local Slack that listens while its context lasts; `slack.url` (and `url`) say where. Port 0 is any free one."""

    def __init__(self, slack: Slack, *, host: str = "127.0.0.1", port: int = 0, browser: bool = True) -> None:
        self.slack = slack
        self.faults = Faults()
        self.deliveries = Deliveries(slack, self.faults)
        self._host = host
        self._port = port
        self._browser = browser
        self._stack = AsyncExitStack()

    @property
    def url(self) -> str:
        """Return where it listens, `http://host:port`; empty before."""
        return self.slack.url

    async def __aenter__(self) -> Self:
        async with self._stack as stack:
            runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=1)
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            stack.push_async_callback(self.deliveries.close)
            await web.TCPSite(runner, self._host, self._port).start()
            port = runner.addresses[0][1]
            self.slack.url = f"http://{'127.0.0.1' if self._host in EVERYWHERE else self._host}:{port}"
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=MAX_BODY)
        app.add_routes(web_api.routes(self.slack, self.faults))
        app.add_routes(fault_routes.routes(self.faults))
        app.add_routes([web.get("/socket", self.deliveries.socket)])
        if self._browser:
            from bot.sandbox import browser

            app.add_routes(browser.routes(self))
        return app
