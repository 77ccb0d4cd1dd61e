"""The word lists of the extraction, read once from TOML: what a rule knows stands there, not in its code."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return `data/NAME.toml` as it stands."""
    return tomllib.loads((files("bot.extraction") / "data" / f"{name}.toml").read_text(encoding="utf8"))


@cache
def words(name: str, *path: str) -> frozenset[str]:
    """Return the list at `path` in `data/NAME.toml`; where a table stands there, all its lists together."""
    value: Any = table(name)
    for key in path:
        value = value[key]
    if isinstance(value, dict):
        return frozenset(word for part in value.values() for word in part)
    return frozenset(value)


@cache
def by_word(name: str, *path: str) -> dict[str, str]:
    """Return the table of lists at `path` turned round: each word to the name of the first list that holds it."""
    value: Any = table(name)
    for key in path:
        value = value[key]
    turned: dict[str, str] = {}
    for group, members in value.items():
        for word in members:
            turned.setdefault(word, group)
    return turned
