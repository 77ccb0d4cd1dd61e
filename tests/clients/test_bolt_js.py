"""An app on Slack's own library for JavaScript, @slack/bolt, works here as it is."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from bot.sandbox.slack import Slack
from tests.clients.journey import reconnects, serving, ticket
from tests.postgres import TEST_ALL

APP = Path(__file__).parent / "bolt_js"
NO_REGISTRY = ("ENOTFOUND", "ECONNREFUSED", "ECONNRESET", "EAI_AGAIN", "ETIMEDOUT", "ENETUNREACH", "E403", "E407")


def left_out(reason: str) -> NoReturn:
    if os.environ.get(TEST_ALL) == "1":
        pytest.fail(reason)
    pytest.skip(reason)


async def installed(folder: Path) -> Path:
    """Install the app's packages in a folder."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        left_out("Node is not on this machine, so @slack/bolt was not tried.")
    for name in ("package.json", "package-lock.json", "app.js"):
        shutil.copy(APP / name, folder)
    installing = await asyncio.create_subprocess_exec(
        npm,
        "ci",
        "--no-audit",
        "--no-fund",
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said = (await installing.communicate())[0].decode()
    if installing.returncode and any(f"code {code}" in said for code in NO_REGISTRY):
        left_out("The npm registry cannot be reached, so @slack/bolt was not tried.")
    assert installing.returncode == 0, said
    return folder


@asynccontextmanager
async def running(folder: Path, slack: Slack) -> AsyncIterator[None]:
    """Run the app until the context ends."""
    install = slack.teams["T0DESK"].install
    assert install
    environment = {
        "PATH": os.environ["PATH"],
        "SLACK_BOT_TOKEN": install.bot_token,
        "SLACK_APP_TOKEN": slack.app.app_token,
        "SLACK_API_URL": f"{slack.url}/api/",
    }
    node = await asyncio.create_subprocess_exec(
        "node", "app.js", cwd=folder, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    assert node.stdout
    try:
        said = b""
        async with asyncio.timeout(60):
            while b"running" not in said:
                line = await node.stdout.readline()
                assert line, said.decode()
                said += line
        yield
    finally:
        node.terminate()
        await node.communicate()


async def test_an_app_on_bolt_for_javascript_works_unchanged(tmp_path: Path) -> None:
    folder = await installed(tmp_path)
    async with serving() as sandbox, running(folder, sandbox.slack):
        await ticket(sandbox)
        await reconnects(sandbox)
