"""What an element of a view shows when it is drawn: what the person chose before, else what the app put there."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.workspace import Blocks

_INITIAL = {
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "selected_channel": "initial_channel",
    "selected_channels": "initial_channels",
    "selected_conversation": "initial_conversation",
    "selected_conversations": "initial_conversations",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
    "rich_text_value": "initial_value",
    "value": "initial_value",
}
_MANY = ("initial_users", "initial_channels", "initial_conversations")


def filled(blocks: Blocks, values: Mapping[str, Mapping[str, Any]]) -> Blocks:
    """Return blocks whose elements begin with the values held; what was given stays as it is."""
    return [_block(block, values.get(block.get("block_id", ""), {})) for block in blocks]


def _block(block: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    if not values:
        return block
    made = dict(block)
    for key in ("accessory", "element"):
        if isinstance(block.get(key), dict):
            made[key] = _element(block[key], values)
    if block.get("type") == "actions":
        made["elements"] = [_element(one, values) for one in block["elements"]]
    return made


def _element(part: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    given = values.get(part.get("action_id", ""))
    if not given or part["type"] == "button":
        return part
    return part | {_INITIAL[name]: one for name, one in given.items() if name in _INITIAL}


def picked_many(part: Mapping[str, Any]) -> list[str]:
    """Return the values that a menu for several begins with."""
    chosen = [str(one["value"]) for one in part.get("initial_options") or ()]
    return chosen + [str(one) for name in _MANY for one in part.get(name) or ()]


def first_words(part: Mapping[str, Any]) -> str:
    """Return the words that a text field begins with; of rich text, its words without their looks."""
    first = part.get("initial_value") or ""
    return first if isinstance(first, str) else "".join(_words(first.get("elements", ())))


def _words(elements: Sequence[Mapping[str, Any]]) -> list[str]:
    return [word for one in elements for word in ([one["text"]] if "text" in one else _words(one.get("elements", ())))]


def local_time(seconds: int | None) -> str:
    """Return a moment as a field for day and time holds it; empty for none."""
    return datetime.fromtimestamp(seconds, UTC).astimezone().strftime("%Y-%m-%dT%H:%M") if seconds else ""
