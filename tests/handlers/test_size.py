"""Handlers stay small: whoever writes a long one is doing someone else's work."""

import ast
from pathlib import Path

import pytest

HANDLERS = sorted((Path(__file__).parents[2] / "handlers").glob("*.py"))
MOST_LINES = 30


@pytest.mark.parametrize("path", HANDLERS, ids=lambda path: path.stem)
def test_no_handler_is_longer_than_thirty_lines(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name != "register":
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < MOST_LINES, node.name
