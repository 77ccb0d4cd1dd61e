"""Every refusal that the Web API's code can give is provoked by a test here, with a real client."""

import ast
from pathlib import Path

import bot.sandbox.api

CODE = Path(bot.sandbox.api.__file__).parent
TAKE_A_CODE = {"SlackError", "rate_limited", "malformed"}


def _codes() -> set[str]:
    """Return each error code in the sources: first arguments of refusals, and those handed to who refuses."""
    found: set[str] = set()
    for path in CODE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in TAKE_A_CODE | {"structure", "message", "_own"}:
                for argument in node.args:
                    found |= {
                        part.value
                        for part in ast.walk(argument)
                        if isinstance(part, ast.Constant) and isinstance(part.value, str) and "_" in part.value[:-1]
                    }
    return found - {"message_ts", "external_id", "invalid_ts_"}  # arguments, and the beginning of two codes


def test_every_refusal_is_provoked() -> None:
    codes = _codes()
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert {"not_in_channel", "cant_update_message", "thread_not_found", "rate_limited"} <= codes
    assert {code for code in codes if f'"{code}"' not in tests} == set()
