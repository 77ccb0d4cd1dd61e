"""The image: its steps are carried out here, and what they make is run as Docker would run it."""

import asyncio
import json
import re
import shutil
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import __version__
from bot.sandbox.app import App
from bot.sandbox.server import Sandbox
from bot.sandbox.slack import Slack
from tests.image import ROOT, Image, Step, built, stages

BUILD, LAST = stages((ROOT / "Dockerfile").read_text("utf-8"))


def only(name: str, stage: list[Step]) -> Step:
    """Return the one step of a name."""
    (found,) = [step for step in stage if step.name == name]
    return found


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Image:
    return built(tmp_path_factory.mktemp("image"))


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Sandbox(Slack(App()), browser=False) as sandbox:
        yield sandbox.slack


@pytest.fixture
def port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


def test_both_stages_stand_on_the_same_python() -> None:
    assert only("FROM", BUILD).words[0] == only("FROM", LAST).words[0]


def test_it_runs_as_a_user_without_rights_who_owns_the_volume() -> None:
    user, folder = only("USER", LAST).rest, only("VOLUME", LAST).rest
    made = only("RUN", LAST).rest
    uid = re.search(rf"useradd .*--uid (\d+) {user}\b", made)
    assert uid
    assert int(uid[1]) >= 10_000, "no user of the machine itself"
    assert f"install -d -o {user} {folder}" in made
    assert f"FACTDESK_DATA_DIR={folder}" in only("ENV", LAST).words
    last = [step.name for step in LAST]
    assert last.index("USER") > max(last.index("RUN"), last.index("COPY")), "what is copied stays root's"


def test_it_listens_to_the_outside_and_ends_on_a_signal() -> None:
    assert "FACTDESK_HOST=0.0.0.0" in only("ENV", LAST).words
    assert only("EXPOSE", LAST).rest == "3000"
    assert only("CMD", LAST).rest == '["factdesk", "run"]', "no shell between a signal and the bot"
    assert only("HEALTHCHECK", LAST).words[0] == "python"


def test_it_holds_what_the_lock_file_pins_and_nothing_else(image: Image) -> None:
    pins = re.findall(r"^([\w.-]+)(?:\[.*?\])?==(\S+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    listed = image.run("python", "-m", "pip", "--disable-pip-version-check", "list", "--format=json")
    held = {re.sub(r"[-_.]+", "-", one["name"]).lower(): one["version"] for one in json.loads(listed.stdout)}  # PEP 503
    of_the_environment = {name: held.pop(name) for name in ("pip", "setuptools") if name not in dict(pins)}
    assert of_the_environment
    assert held == dict(pins) | {"factdesk": __version__}
    assert image.run("python", "-m", "pip", "check").returncode == 0


def test_its_command_is_there(image: Image) -> None:
    assert image.run("factdesk", "--version").stdout == f"factdesk {__version__}\n"


def test_it_briefs_the_seed(image: Image) -> None:
    (seed,) = image.path("seeds").glob("*.txt")
    briefed = image.run("factdesk", "brief", f"seeds/{seed.name}", "--format", "json")
    assert (briefed.returncode, briefed.stderr) == (0, "")
    briefing = json.loads(briefed.stdout)
    assert briefing["article"]["text"] == seed.read_text("utf-8")
    assert briefing["requests"]
    assert briefing["claims"]


async def test_it_is_well_while_it_runs_and_not_after(image: Image, slack: Slack, port: str) -> None:
    install = slack.add_team().install
    assert install
    environment = image.inside(
        FACTDESK_PORT=port,
        SLACK_BOT_TOKEN=install.bot_token,
        SLACK_SIGNING_SECRET=slack.app.signing_secret,
        SLACK_API_URL=f"{slack.url}/api/",
    )
    command, *rest = only("CMD", LAST).words
    running = await asyncio.create_subprocess_exec(
        str(shutil.which(command, path=environment["PATH"])),
        *rest,
        cwd=image.path("."),
        env=environment,
        stderr=asyncio.subprocess.PIPE,
    )
    assert running.stderr
    said = b""
    try:
        async with asyncio.timeout(60):
            while b"listening on" not in said:
                line = await running.stderr.readline()
                assert line, said.decode()
                said += line
        assert await well(image, port)
    finally:
        if running.returncode is None:
            running.send_signal(signal.SIGTERM)
        rest_said = await running.stderr.read()
    assert await running.wait() == 0, rest_said.decode()
    assert not await well(image, port)
    assert database(image).is_file()


def database(image: Image) -> Path:
    return Path(image.environment["FACTDESK_DATA_DIR"], "factdesk.db")


async def well(image: Image, port: str) -> bool:
    """Return what the image's own health check says."""
    # a newsroom's proxy, which the container inherits, is no way to itself
    nowhere = "http://127.0.0.1:9"
    checked = await asyncio.to_thread(
        image.run, *only("HEALTHCHECK", LAST).words, FACTDESK_PORT=port, http_proxy=nowhere, HTTP_PROXY=nowhere
    )
    assert checked.returncode in {0, 1}, "Docker reserves all others"
    return checked.returncode == 0
