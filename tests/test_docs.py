"""What the documents say is what the code does: the README, the lock files, and what no file may hold."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import typer.main

import bot.cli
from bot.operations import health
from bot.settings import Settings
from handlers import http
from handlers.brief import COMMAND

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
LOCKS = ("requirements.lock", "requirements-dev.lock")
# a machine's own folders, and where packages come from: neither means anything on another machine
FOREIGN = re.compile(
    r"(?<![\w.~$}])/(?:work|root|home/(?!factdesk\b)\w+|Users/\w+|opt/(?:wheels|pypi))\b"
    r"|pypi\.org|files\.pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org"
)
SCOPE_OF_METHOD = {
    "chat.getPermalink": None,
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.unfurl": "links:write",
    "chat.update": "chat:write",
    "conversations.history": "channels:history",
    "conversations.replies": "channels:history",
    "views.open": None,
}
EVENTS_OF_LISTENERS = {
    "message": {"message.channels": "channels:history", "message.groups": "groups:history"},
    "link_shared": {"link_shared": "links:read"},
}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def written(pattern: str) -> set[str]:
    """Return what a pattern finds in the code."""
    paths = [path for path in sources("bot", "handlers") if "sandbox" not in path.parts]  # that is the other side
    return {match for path in paths for match in re.findall(pattern, path.read_text("utf-8"))}


def test_the_table_of_settings_is_the_settings() -> None:
    rows = re.findall(r"^\| (`(?:SLACK|FACTDESK)_[^|]+)\|([^|]*)\|", README, re.MULTILINE)
    told: dict[str, str] = {}
    for names, values in rows:
        keys, defaults = re.findall(r"`([^`]+)`", names), re.findall(r"`([^`]+)`", values)
        told |= dict(zip(keys, defaults or [""] * len(keys), strict=True))
    held = {}
    for name, field in Settings.model_fields.items():
        default = field.get_default(call_default_factory=True)
        held[str(field.validation_alias or f"FACTDESK_{name.upper()}")] = (
            "" if default is None else str(default).replace(str(Path.home()), "~")
        )
    assert told == held


def test_the_commands_of_the_readme_exist() -> None:
    group = typer.main.get_command(bot.cli.app)
    used = re.findall(r"\bfactdesk ([a-z]+)(?: ([a-z]+)\b)?", "\n".join(re.findall(r"```.*?```", README, re.DOTALL)))
    assert {first for first, _ in used} >= {"brief", "batch", "eval", "train"}
    for first, second in used:
        command = group.commands[first]  # type: ignore[attr-defined]
        if hasattr(command, "commands") and (second or not command.invoke_without_command):
            assert second in command.commands


def test_the_formats_and_targets_of_the_readme_exist() -> None:
    formats = re.search(r"# text \(default\), ([a-z, ]+)", README)
    assert formats
    assert {"text", *formats[1].split(", ")} == {str(form) for form in bot.cli.Format}
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"make ([a-z]+)\b", "\n".join(re.findall(r"`[^`\n]*`|```.*?```", README, re.DOTALL)))) <= set(
        targets
    )


@pytest.mark.parametrize("link", re.findall(r"\]\((?!https?:)([^)#]+)\)", README))
def test_what_the_readme_links_to_is_there(link: str) -> None:
    assert (ROOT / link).exists()


def test_the_readme_asks_for_the_events_that_are_heard_and_no_others() -> None:
    heard = written(r'@app\.event\("(\w+)"\)')
    assert heard == set(EVENTS_OF_LISTENERS)
    wanted = {event for one in heard for event in EVENTS_OF_LISTENERS[one]}
    step = re.search(r"subscribe to the bot events (.*?);", README, re.DOTALL)
    assert step
    assert set(re.findall(r"`([^`]+)`", step[1])) == wanted


def test_the_readme_asks_for_the_scopes_that_are_used_and_no_others() -> None:
    methods = written(r'"((?:chat|conversations|files|reactions|users|views)\.[a-z][A-Za-z.]+)"')
    assert methods == set(SCOPE_OF_METHOD), "say which scope it needs"
    wanted = {"commands"} | set(filter(None, SCOPE_OF_METHOD.values()))
    for events in EVENTS_OF_LISTENERS.values():
        wanted |= set(events.values())
    step = re.search(r"these bot scopes: (.*?)\.\n", README, re.DOTALL)
    assert step
    assert set(re.findall(r"`([^`]+)`", step[1])) == wanted


def test_the_readme_names_the_command_and_the_address_that_are_served() -> None:
    assert f"slash command `{COMMAND}`" in README
    assert f"https://your.host{http.EVENTS}`" in README
    for path in (f"GET {health.ALIVE}", health.READY, health.METRICS):
        assert f"`{path}`" in README


def test_every_surface_is_attached() -> None:
    made = {path.stem for path in sources("handlers") if "\ndef register(" in path.read_text("utf-8")} - {"__init__"}
    attached = re.search(r"for surface in \((.*?)\)", (ROOT / "handlers/__init__.py").read_text("utf-8"))
    assert attached
    assert set(attached[1].split(", ")) == made


@pytest.mark.parametrize("path", sources("bot", "handlers"), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_opens_with_what_it_is_for(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert said
    assert re.match(r"[A-Z`].*[.:]", said, re.DOTALL), "a sentence"


def test_no_file_holds_a_machines_path_or_where_packages_come_from() -> None:
    found = []
    for path in tracked():
        if path == Path(__file__):
            continue
        text = path.read_bytes().decode("utf-8", "ignore")
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in FOREIGN.finditer(text)]
    assert not found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_line(lock: str) -> None:
    lines = [line.split("#")[0].strip() for line in (ROOT / lock).read_text("utf-8").splitlines()]
    pins = [line for line in lines if line]
    assert pins
    assert not [line for line in pins if not re.fullmatch(r"[A-Za-z0-9._-]+(\[[\w,-]+\])?==\d[\w.!+-]*", line)]


def test_what_is_depended_on_directly_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    runtime, development = project["dependencies"], project["optional-dependencies"]["dev"]
    assert names(runtime) <= names(locked("requirements.lock"))
    assert names(runtime) | names(development) <= names(locked("requirements-dev.lock"))
    assert set(locked("requirements.lock")) <= set(locked("requirements-dev.lock")), "tested as it is installed"


def locked(lock: str) -> list[str]:
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    return [line.split("#")[0].strip() for line in lines if line and line[0] not in " #"]


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=!~; ]", one)[0].lower().replace("_", "-") for one in requirements}
