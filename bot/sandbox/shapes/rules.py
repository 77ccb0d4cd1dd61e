"""What neither a schema nor a length says: ids that must differ, parts that need or exclude each other, valid addresses."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from bot.sandbox.shapes import limits
from bot.sandbox.shapes.problem import Problem, length, parts

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)
_SELECTS = ("static_select", "multi_static_select")


def rule_problems(value: object) -> Iterator[Problem]:
    """Yield what breaks a rule in any part of a message or a view, or between its blocks."""
    for pointer, part in parts(value):
        for rule in _RULES:
            yield from rule(part, pointer)


def block_rules(blocks: list[Any], pointer: str, forbidden: frozenset[str]) -> Iterator[Problem]:
    """Yield what the blocks together break: repeated ids, more than one table, kinds that do not belong here."""
    seen: set[str] = set()
    tables = 0
    for number, block in enumerate(blocks):
        if not isinstance(block, dict):
            continue
        at, name = f"{pointer}/{number}", block.get("block_id")
        if isinstance(name, str) and name in seen:
            yield Problem(f'block_id "{name}" already exists', f"{at}/block_id")
        seen.add(str(name))
        if block.get("type") in forbidden:
            yield Problem(f"unsupported type: {block['type']}", f"{at}/type")
        tables += block.get("type") == "table"
    if tables > 1:
        yield Problem("only one table is allowed", pointer)


def _section(part: dict[str, Any], pointer: str) -> Iterator[Problem]:
    if part.get("type") == "section" and "text" not in part and "fields" not in part:
        yield Problem("must define either `text` or `fields`", pointer)


def _select(part: dict[str, Any], pointer: str) -> Iterator[Problem]:
    if part.get("type") in _SELECTS and ("options" in part) == ("option_groups" in part):
        yield Problem("must define either `options` or `option_groups`", pointer)


def _initial(part: dict[str, Any], pointer: str) -> Iterator[Problem]:
    """Yield each choice made beforehand that is not offered, word for word."""
    groups = part.get("option_groups")
    offered = [*(part.get("options") or ())]
    for group in groups if isinstance(groups, list) else ():
        offered += group.get("options", []) if isinstance(group, dict) else []
    if not offered:
        return
    chosen = [("initial_option", part["initial_option"])] if "initial_option" in part else []
    chosen += [(f"initial_options/{number}", one) for number, one in enumerate(part.get("initial_options") or ())]
    for key, option in chosen:
        if option not in offered:
            yield Problem("must match one of the options", f"{pointer}/{key}")


def _action_ids(part: dict[str, Any], pointer: str) -> Iterator[Problem]:
    elements = part.get("elements")
    seen: set[str] = set()
    for number, element in enumerate(elements if isinstance(elements, list) else ()):
        name = element.get("action_id") if isinstance(element, dict) else None
        if isinstance(name, str) and name in seen:
            yield Problem(f'action_id "{name}" already exists', f"{pointer}/elements/{number}/action_id")
        seen.add(str(name))


def _addresses(part: dict[str, Any], pointer: str) -> Iterator[Problem]:
    for key in ("url", "image_url", "thumbnail_url", "video_url", "title_url"):
        value = part.get(key)
        if isinstance(value, str) and value and not _ADDRESS.fullmatch(value):
            yield Problem("must be a valid URL", f"{pointer}/{key}")


def _input_lengths(part: dict[str, Any], pointer: str) -> Iterator[Problem]:
    if part.get("type") != "plain_text_input":
        return
    for key, least in (("min_length", 0), ("max_length", 1)):
        value = part.get(key)
        if isinstance(value, (int, float)) and not least <= value <= limits.INPUT_LENGTH:
            yield Problem(f"must be between {least} and {limits.INPUT_LENGTH}", f"{pointer}/{key}")


def _table(part: dict[str, Any], pointer: str) -> Iterator[Problem]:
    rows = part.get("rows")
    if part.get("type") not in {"table", "data_table"} or not isinstance(rows, list):
        return
    for number, row in enumerate(rows):
        if isinstance(row, list) and len(row) > limits.TABLE_CELLS_IN_ROW:
            yield Problem(f"no more than {limits.TABLE_CELLS_IN_ROW} items allowed", f"{pointer}/rows/{number}")
    if part["type"] == "data_table" and len({len(row) for row in rows if isinstance(row, list)}) > 1:
        yield Problem("all rows must have the same number of cells", f"{pointer}/rows")
    texts = (cell.get("text") for _, cell in parts(rows))
    if sum(length(text) for text in texts if isinstance(text, str)) > limits.TABLE_CHARACTERS:
        yield Problem(f"must be less than {limits.TABLE_CHARACTERS + 1} characters", f"{pointer}/rows")


def _card(part: dict[str, Any], pointer: str) -> Iterator[Problem]:
    if part.get("type") == "card" and not {"hero_image", "title", "actions", "body"} & part.keys():
        yield Problem("must define one of `hero_image`, `title`, `actions` or `body`", pointer)


_RULES: tuple[Callable[[dict[str, Any], str], Iterator[Problem]], ...] = (
    _section,
    _select,
    _initial,
    _action_ids,
    _addresses,
    _input_lengths,
    _table,
    _card,
)
