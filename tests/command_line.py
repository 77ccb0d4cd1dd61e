"""Running `factdesk` inside a test, and what its tests hold its answers against."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import bot.cli
from bot.briefing import contract

ROOT = Path(bot.cli.__file__).parents[1]
SCHEMA = json.loads((ROOT / "bot/briefing/briefing.schema.json").read_text("utf-8"))
STORY = "Critics said that the mayor had taken bribes. Ukraine asked Turkey on Tuesday to send 40 tanks."
GERMAN = (
    "Die Ministerin sagte am Dienstag, dass ihr Haus die Türkei um Hilfe für die Menschen gebeten habe. Aus Ankara gab es "
    "zunächst keine Antwort, und auch die Opposition wollte sich dazu am Abend nicht äußern."
)


@dataclass
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture
def factdesk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command in this process, through the same door as `factdesk`."""

    def run(*arguments: str | Path, given: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "argv", ["factdesk", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        with pytest.raises(SystemExit) as ended:
            bot.cli.main()
        captured = capsys.readouterr()
        return Ended(int(ended.value.code or 0), captured.out, captured.err)

    return run


def one_sentence(err: str) -> str:
    """Return the one line of an error, having seen that it is one."""
    assert err.startswith("factdesk: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err.removeprefix("factdesk: ").strip()


def checked(briefing: dict[str, Any]) -> dict[str, Any]:
    Draft202012Validator(SCHEMA).validate(briefing)
    contract.load(briefing)
    return briefing
