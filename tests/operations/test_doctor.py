"""The doctor's round over a bot that is set up, and over one that is not."""

import io
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from bot.operations.doctor import doctor, is_well, render
from bot.operations.finding import Finding, error, warning, well
from bot.settings import Settings

CHECKS = ["token", "scopes", "clock", "signing secret", "database", "model", "data folder", "disk"]


def shown(findings: list[Finding]) -> str:
    out = io.StringIO()
    Console(file=out, width=100).print(render(findings))
    return out.getvalue()


async def test_the_doctor_looks_at_everything(settings: Callable[..., Settings]) -> None:
    findings = await doctor(settings())
    assert [one.check for one in findings] == CHECKS
    assert is_well(findings)


async def test_one_trouble_does_not_hide_another(settings: Callable[..., Settings], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    sick = settings(slack_bot_token="xoxb-wrong", data_dir=tmp_path / "file" / "data")
    findings = {one.check: one for one in await doctor(sick)}
    assert not is_well(findings.values())
    assert all(findings[name].remedy for name in ("token", "data folder"))
    assert "xoxb-wrong" not in shown(list(findings.values()))


def test_what_is_not_well_is_shown_with_what_to_do() -> None:
    told = shown(
        [well("model", "It loads."), warning("disk", "[b]100[/b] MB", "Make room."), error("token", "No.", "Set it.")]
    )
    assert [line.split() for line in told.splitlines()] == [
        ["✓", "model", "It", "loads."],
        ["!", "disk", "[b]100[/b]", "MB"],
        ["→", "Make", "room."],
        ["✗", "token", "No."],
        ["→", "Set", "it."],
    ]


def test_a_warning_does_not_stop_the_bot() -> None:
    assert is_well([well("a", "b"), warning("a", "b", "c")])
    assert not is_well([well("a", "b"), error("a", "b", "c")])
