"""A local Slack in a thread of its own, with people, channels and the small app of these tests, on Slack's own library."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.app import App, Command, Shortcut
from bot.sandbox.people import Member
from bot.sandbox.server import Sandbox
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Channel, Message, Person, Team
from tests.browser.claims import claims_app

DESK, NEWS = "C0DESK", "C0NEWS"
EDITOR, CHECKER = "U0EDITOR", "U0CHECKER"
APP = App(
    scopes=frozenset(
        {
            "chat:write",
            "commands",
            "channels:history",
            "links:read",
            "links:write",
            "files:read",
            "app_mentions:read",
            "im:history",
            "reactions:read",
        }
    ),
    events=frozenset(
        {
            "app_home_opened",
            "app_mention",
            "message.channels",
            "message.im",
            "link_shared",
            "file_shared",
            "reaction_added",
        }
    ),
    commands=(Command("/brief", "Brief an article", "[link or text]"), Command("/browse", "Browse the archive")),
    shortcuts=(
        Shortcut("message", "Brief this message", "brief_message"),
        Shortcut("global", "Brief an article", "brief_new", "Paste a text"),
    ),
    unfurl_domains=("example.org",),
)


class Desk:
    """The local Slack, and a way into its thread."""

    def __init__(self, sandbox: Sandbox, loop: asyncio.AbstractEventLoop) -> None:
        self.sandbox = sandbox
        self.slack = sandbox.slack
        self.team: Team = sandbox.slack.teams["T0DESK"]
        self._loop = loop

    def address(self, user: str = EDITOR, place: str = DESK) -> str:
        """Return the address of a page of somebody's."""
        return f"{self.slack.url}/browser/{self.team.id}/{user}/{place}"

    def enter(self, page: Any, user: str = EDITOR, place: str = DESK) -> Any:
        """Open a page and wait until it hears of changes."""
        page.goto(self.address(user, place))
        page.wait_for_selector("[data-live]")
        return page

    def do(self, act: Callable[[Member], Coroutine[Any, Any, Any]], user: str = EDITOR) -> Any:
        """Let somebody do something in the local Slack, away from the page."""
        return self.run(act(Member(self.slack, self.sandbox.deliveries, self.team, user)))

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Run something where the local Slack runs."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    def call(self, method: str, arguments: dict[str, Any]) -> None:
        """Call a method of the Web API, as the app would."""

        async def called() -> None:
            client = AsyncWebClient(token="xoxb-local", base_url=f"{self.slack.url}/api/")
            await client.api_call(method, json=arguments)

        self.run(called())

    def write(self, text: str, *, user: str = CHECKER, thread_ts: str | None = None, **more: Any) -> Message:
        """Put a message there before anybody looks."""
        message = Message(self.team.id, DESK, self.slack.ts(), user, text, thread_ts=thread_ts, **more)
        self.team.messages.append(message)
        return message


@contextmanager
def open_desk() -> Iterator[Desk]:
    """Serve a local Slack with the app in it."""
    opened: Future[tuple[Sandbox, asyncio.AbstractEventLoop, asyncio.Event]] = Future()
    thread = threading.Thread(target=asyncio.run, args=(_serve(opened),))
    thread.start()
    sandbox, loop, leave = opened.result(30)
    try:
        yield Desk(sandbox, loop)
    finally:
        loop.call_soon_threadsafe(leave.set)
        thread.join()


async def _serve(opened: "Future[tuple[Sandbox, asyncio.AbstractEventLoop, asyncio.Event]]") -> None:
    leave = asyncio.Event()
    try:
        async with Sandbox(_newsroom()) as sandbox:
            handler = AsyncSocketModeHandler(claims_app(sandbox.slack), sandbox.slack.app.app_token)
            await handler.connect_async()  # type: ignore[no-untyped-call]
            opened.set_result((sandbox, asyncio.get_running_loop(), leave))
            await leave.wait()
            await handler.close_async()  # type: ignore[no-untyped-call]
    except BaseException as error:
        if not opened.done():
            opened.set_exception(error)
        raise


def _newsroom() -> Slack:
    slack = Slack(APP)
    team = slack.add_team(name="The Newsroom")
    team.people[EDITOR] = Person(EDITOR, "maya", "Maya Okafor")
    team.people[CHECKER] = Person(CHECKER, "jonas", "Jonas Lindqvist")
    everybody = {EDITOR, CHECKER, "U0BOT"}
    team.channels[DESK] = Channel(DESK, team.id, "fact-desk", members=everybody, topic="Claims get ruled on")
    team.channels[NEWS] = Channel(NEWS, team.id, "newsroom", members={EDITOR, CHECKER})
    return slack
