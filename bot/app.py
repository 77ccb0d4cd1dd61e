"""The one place where everything is put together: settings in, a running bot out."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial
from typing import Any, Self

import aiohttp
from aiohttp import web
from pydantic import SecretStr
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

import handlers.pages
from bot.article import WebReader, read
from bot.desk import sentences
from bot.desk.desk import Desk
from bot.desk.extractor import Extractor, shipped
from bot.desk.intake import Intake
from bot.desk.jobs import Jobs, Pace
from bot.desk.jobs.posting import CHANNEL_SECONDS, SETTLE_SECONDS
from bot.desk.jobs.steps import Checkpoint, on_we_go
from bot.desk.outbox import Outbox, slack_client
from bot.desk.pages import Pages
from bot.desk.rulings import Rulings
from bot.desk.store import Store
from bot.desk.tasks import Tasks
from bot.desk.worker import Extract, Load
from bot.errors import DatabaseError, SettingsError
from bot.operations import health
from bot.operations.logging import set_up as set_up_logging
from bot.operations.metrics import Metrics
from bot.settings import Settings
from handlers import http

_WRONG_TOKEN = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type"}
)
_log = logging.getLogger(__name__)


class App:
    """The bot while its context lasts; `url` is where it hears Slack over HTTP, None over Socket Mode.

    `lost` is set where another process has taken this one for dead, and its work: it has to end.
    """

    def __init__(self, settings: Settings, load: Load, pace: Pace, checkpoint: Checkpoint) -> None:
        self.url: str | None = None
        self.lost = asyncio.Event()
        self.metrics = Metrics()
        self._settings = settings
        self._load = load
        self._pace = pace
        self._checkpoint = checkpoint
        self._checks: dict[str, health.Check] = {}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        async with self._stack as stack:
            await self._start(stack)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        # the door first, then the work under way, then what it works with
        await self._stack.aclose()

    async def _start(self, stack: AsyncExitStack) -> None:
        settings = self._settings
        store = await stack.enter_async_context(Store(settings.database))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        client = slack_client(_secret(settings.slack_bot_token), settings.slack_api_url, session, _slack_log())
        await _check("SLACK_BOT_TOKEN", client.auth_test)
        extractor = await stack.enter_async_context(Extractor(self._load, self.metrics, workers=settings.workers))
        outbox = Outbox(client, self.metrics)
        pages = Pages(store, settings.public_url, settings.page_days)
        jobs = await stack.enter_async_context(
            Jobs(
                settings.database,
                store,
                outbox,
                pages,
                read=partial(read, web=WebReader(trusted_hosts=settings.trusted)),
                extract=extractor,
                metrics=self.metrics,
                pace=self._pace,
                keep_days=settings.keep_days,
                checkpoint=self._checkpoint,
            )
        )
        self.lost = jobs.slots.lost
        tasks = await stack.enter_async_context(Tasks())
        desk = Desk(Intake(jobs.inbox), Rulings(jobs.inbox, store, outbox), store, tasks)
        self._checks |= {"database": store.ping, "jobs": jobs.measure, "model": extractor.check}
        served = [*health.routes(self._checks, self.metrics, jobs.measure), *handlers.pages.routes(pages)]
        await self._open_door(stack, self._bolt(client, desk), client, served)

    def _bolt(self, client: AsyncWebClient, desk: Desk) -> AsyncApp:
        bolt = AsyncApp(
            name="factdesk",
            client=client,
            signing_secret=_secret(self._settings.slack_signing_secret),
            logger=_slack_log(),
            process_before_response=True,  # Slack is answered when what it delivered is kept
        )
        handlers.register(bolt, desk)
        return bolt

    async def _open_door(
        self, stack: AsyncExitStack, bolt: AsyncApp, client: AsyncWebClient, others: list[web.RouteDef]
    ) -> None:
        app_token = _secret(self._settings.slack_app_token)
        if not app_token:
            self._checks["slack"] = client.auth_test
            self.url = await self._listen(stack, http.routes(bolt, others))
            _log.info("listening on url=%s", f"{self.url}{http.EVENTS}")
            return
        await _check("SLACK_APP_TOKEN", partial(client.apps_connections_open, app_token=app_token))
        door = AsyncSocketModeHandler(bolt, app_token)
        stack.push_async_callback(door.close_async)
        await door.connect_async()  # type: ignore[no-untyped-call]
        _log.info("connected over Socket Mode")
        self._checks["slack"] = partial(_connected, door)
        if "port" in self._settings.model_fields_set or self._settings.public_url:
            served = web.Application()
            served.add_routes(others)
            await self._listen(stack, served)

    async def _listen(self, stack: AsyncExitStack, served: web.Application) -> str:
        runner = web.AppRunner(served, access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        host, port = self._settings.host, self._settings.port
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise SettingsError("FACTDESK_PORT", f"cannot listen on {host}:{port} ({error.strerror}).") from None
        host, port = runner.addresses[0][:2]
        return f"http://{host}:{port}"


def build(
    settings: Settings,
    *,
    load: Load | None = None,
    extract: Extract | None = None,
    channel_seconds: float = CHANNEL_SECONDS,
    settle_seconds: float = SETTLE_SECONDS,
    checkpoint: Checkpoint = on_we_go,
) -> App:
    """Return the bot, not yet started; raise SettingsError naming the key that is missing or wrong.

    The extraction is what `load` gives in a worker process, or `extract` in a thread; else the shipped one by workers.
    Entering the bot's context raises SettingsError where Slack or the database refuses what is set, and ModelError.
    """
    # an empty value is a missing one: with an empty signing secret anybody could sign
    app_token, signing_secret = _secret(settings.slack_app_token), _secret(settings.slack_signing_secret)
    if not _secret(settings.slack_bot_token):
        raise SettingsError("SLACK_BOT_TOKEN", "set it to the bot's token (xoxb-…).")
    if not app_token and not signing_secret:
        raise SettingsError(
            "SLACK_SIGNING_SECRET", "set it to hear Slack over HTTP, or SLACK_APP_TOKEN for Socket Mode."
        )
    if app_token and not app_token.startswith("xapp-"):
        raise SettingsError("SLACK_APP_TOKEN", "this is not an app-level token (xapp-…).")
    pace = Pace(channel_seconds, settle_seconds)
    if extract is not None:
        return App(settings.model_copy(update={"workers": 0}), lambda: extract, pace, checkpoint)
    return App(settings, load or shipped, pace, checkpoint)


async def run(settings: Settings, *, extract: Extract | None = None) -> None:
    """Run the bot until SIGTERM or SIGINT; what is under way is finished first."""
    set_up_logging(settings.log_level, settings.log_format)
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    async with build(settings, extract=extract) as app:
        ends = [asyncio.create_task(end.wait()) for end in (stopped, app.lost)]
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        for end in ends:
            end.cancel()
        _log.info("stopping lost=%s", app.lost.is_set())
    if app.lost.is_set():
        raise DatabaseError(sentences.TAKEN_FOR_DEAD, remedy=sentences.TAKEN_FOR_DEAD_REMEDY)


def _secret(value: SecretStr | None) -> str:
    return value.get_secret_value().strip() if value is not None else ""


def _slack_log() -> logging.Logger:
    """Slack's libraries write requests and messages to their debug log: never further than to this level."""
    log = logging.getLogger("factdesk.slack")
    log.setLevel(max(logging.INFO, logging.getLogger().level))
    return log


async def _connected(door: AsyncSocketModeHandler) -> None:
    if not await door.client.is_connected():
        raise ConnectionError


async def _check(key: str, ask: Callable[[], Awaitable[Any]]) -> None:
    """Ask Slack whether a token is any good; where Slack cannot be asked, go on and find out later."""
    try:
        await ask()
    except SlackApiError as error:
        code = str(error.response.get("error", "")) if isinstance(error.response.data, dict) else ""
        if code in _WRONG_TOKEN:
            raise SettingsError(key, f"Slack does not take this token ({code}).") from None
        _log.warning("token not checked key=%s error=%s", key, code)
    except (SlackClientError, aiohttp.ClientError, TimeoutError) as error:
        _log.warning("token not checked key=%s error=%s", key, type(error).__name__)
