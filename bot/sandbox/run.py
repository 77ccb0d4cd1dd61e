"""The bot in a Slack of its own: what `factdesk sandbox` opens, and `factdesk run` where no tokens are set.

Apart from the bot's own start, since here both ends run in one process, each still speaking to the other over the network.
"""

import asyncio
import signal
import socket
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from pydantic import SecretStr

from bot.app import build
from bot.errors import SettingsError
from bot.sandbox import scene
from bot.sandbox.app import App
from bot.sandbox.server import Sandbox
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Team
from bot.settings import Settings

PORT = 3100


async def run(settings: Settings, article: Path | None, *, port: int = PORT, opened: Callable[[str], None]) -> None:
    """Serve the local Slack with the bot in it until SIGTERM or SIGINT; `opened` is told its address at once.

    The file `article`, or else an invented story, is briefed to begin with. Raises SettingsError where the port is taken.
    """
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    slack = Slack(manifest())
    team = scene.newsroom(slack)
    async with AsyncExitStack() as stack:
        try:
            sandbox = await stack.enter_async_context(Sandbox(slack, port=port))
        except OSError:
            raise SettingsError(
                "--port", f"cannot listen on port {port}; somebody else does, or it is not allowed. Give another one."
            ) from None
        slack.app = replace(slack.app, unfurl_domains=(scene.domain(slack),))
        scene.welcome(slack, team)
        opened(slack.url)
        # the local Slack forgets when it ends, and so does the desk in it
        folder = stack.enter_context(TemporaryDirectory(prefix="factdesk-"))
        # loading the language pipeline takes seconds, in which the page must answer
        bot = await asyncio.to_thread(build, pointed_at(slack, team, settings, Path(folder)))
        await stack.enter_async_context(bot)
        await scene.play(slack, sandbox.deliveries, team, scene.waiting(article))
        await stopped.wait()


def manifest(**own: Any) -> App:
    """Return the app as its manifest describes it to Slack."""
    text = files("handlers").joinpath("manifest.yaml").read_text(encoding="utf-8")
    return App.from_manifest(yaml.safe_load(text), **own)


def free_port() -> int:
    """Return a port that nobody listens on: the bot's cards name it before the bot itself listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def pointed_at(slack: Slack, team: Team, settings: Settings, folder: Path) -> Settings:
    """Return the settings of a bot that speaks to the local Slack, and may read its stories."""
    token = team.install.bot_token if team.install else ""
    port = free_port()
    return settings.model_copy(
        update={
            "slack_bot_token": SecretStr(token),
            "slack_app_token": SecretStr(slack.app.app_token),
            "slack_signing_secret": SecretStr(slack.app.signing_secret),
            "slack_api_url": f"{slack.url}/api/",
            "data_dir": folder,
            "database_url": None,
            "workers": 0,
            "port": port,
            "public_url": f"http://127.0.0.1:{port}",
            "trusted_hosts": f"{settings.trusted_hosts},{scene.domain(slack)}",
        }
    )
