"""The one place where everything is put together: settings in, a running bot out."""

import asyncio
import logging
import signal
from collections.abc import Callable
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

import handlers
from bot.article import WebReader, read
from bot.briefing.model import Article, Briefing
from bot.desk.desk import Desk
from bot.desk.extractor import Extractor
from bot.desk.intake import Intake
from bot.desk.outbox import Outbox, slack_client
from bot.desk.pace import CHANNEL_SECONDS, Locks, Pacer
from bot.desk.rulings import Rulings
from bot.desk.store import Store
from bot.desk.tasks import Tasks
from bot.errors import SettingsError
from bot.settings import Settings
from handlers import http

Extract = Callable[[Article], Briefing]
_WRONG_TOKEN = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type"}
)
_log = logging.getLogger(__name__)


class App:
    """The bot while its context lasts; `url` is where it listens over HTTP, None over Socket Mode."""

    def __init__(self, settings: Settings, extract: Extract, channel_seconds: float) -> None:
        self.url: str | None = None
        self._settings = settings
        self._extract = extract
        self._channel_seconds = channel_seconds
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
        store = await stack.enter_async_context(Store(self._settings.database))
        await store.forget_seen()
        session = await stack.enter_async_context(aiohttp.ClientSession())
        client = slack_client(
            _secret(self._settings.slack_bot_token), self._settings.slack_api_url, session, _slack_log()
        )
        await _check("SLACK_BOT_TOKEN", client.auth_test)
        extractor = await stack.enter_async_context(Extractor(self._extract))
        tasks = await stack.enter_async_context(Tasks())
        outbox = Outbox(client, Pacer(self._channel_seconds))
        web_reader = partial(read, web=WebReader(trusted_hosts=self._settings.trusted))
        cases = Locks()
        intake = Intake(web_reader, extractor, store, outbox, cases)
        desk = Desk(intake, Rulings(store, outbox, cases), store, tasks)
        bolt = AsyncApp(
            name="factdesk",
            client=client,
            signing_secret=_secret(self._settings.slack_signing_secret),
            logger=_slack_log(),
        )
        handlers.register(bolt, desk)
        await self._open_door(stack, bolt, client, store)

    async def _open_door(self, stack: AsyncExitStack, bolt: AsyncApp, client: AsyncWebClient, store: Store) -> None:
        if app_token := _secret(self._settings.slack_app_token):
            await _check("SLACK_APP_TOKEN", partial(client.apps_connections_open, app_token=app_token))
            door = AsyncSocketModeHandler(bolt, app_token)
            stack.push_async_callback(door.close_async)
            await door.connect_async()  # type: ignore[no-untyped-call]
            _log.info("connected over Socket Mode")
            return
        runner = web.AppRunner(http.routes(bolt, store.ping), access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await _listen(runner, self._settings.host, self._settings.port)
        host, port = runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        _log.info("listening on %s%s", self.url, http.EVENTS)


def build(settings: Settings, *, extract: Extract | None = None, channel_seconds: float = CHANNEL_SECONDS) -> App:
    """Return the bot, not yet started; raise SettingsError naming the key that is missing or wrong.

    `extract` is the extraction with the language pipeline, unless another is given: it is loaded here, and raises
    ModelError. Entering the bot's context raises SettingsError where Slack or the database refuses what is set.
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
    return App(settings, extract or _extraction(), channel_seconds)


async def run(settings: Settings, *, extract: Extract | None = None) -> None:
    """Run the bot until SIGTERM or SIGINT; what is under way is finished first."""
    set_up_logging(settings.log_level)
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    async with build(settings, extract=extract):
        await stopped.wait()
        _log.info("stopping")


def set_up_logging(level: str) -> None:
    """Log to standard error; DEBUG is for our own modules alone, since libraries write what they handle into theirs."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger().setLevel(max(logging.INFO, logging.getLevelNamesMapping()[level]))
    for package in ("bot", "handlers"):
        logging.getLogger(package).setLevel(level)


def _extraction() -> Extract:
    from bot.extraction import extract, load

    return partial(extract, nlp=load())


def _secret(value: SecretStr | None) -> str:
    return value.get_secret_value().strip() if value is not None else ""


def _slack_log() -> logging.Logger:
    """Slack's libraries write requests and messages to their debug log: never further than to this level."""
    log = logging.getLogger("factdesk.slack")
    log.setLevel(max(logging.INFO, logging.getLogger().level))
    return log


async def _check(key: str, ask: Callable[[], Any]) -> None:
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


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise SettingsError("FACTDESK_PORT", f"cannot listen on {host}:{port} ({error.strerror}).") from None
