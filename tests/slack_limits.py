"""Slack's shapes and lengths, checked from outside: what a message or a view must hold before Slack takes it."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

SCHEMAS = Path(__file__).parent / "slack_schemas"
BLOCKS_IN_MESSAGE = 50
BLOCKS_IN_VIEW = 100
CHARACTERS_IN_MESSAGE = 13_200
TEXT = 4_000
# (what holds it, its key) -> the longest it may be
LENGTHS = {
    ("section", "text"): 3000,
    ("header", "text"): 150,
    ("button", "text"): 75,
    ("button", "value"): 2000,
    ("button", "url"): 3000,
    ("input", "label"): 2000,
    ("input", "hint"): 2000,
    ("context element", "text"): 3000,
    ("field", "text"): 2000,
    ("option", "text"): 75,
    ("option", "description"): 75,
    ("option", "value"): 150,
    ("modal", "title"): 24,
    ("modal", "submit"): 24,
    ("modal", "close"): 24,
    ("modal", "callback_id"): 255,
    ("modal", "private_metadata"): 3000,
}
COUNTS = {
    ("context", "elements"): 10,
    ("actions", "elements"): 25,
    ("section", "fields"): 10,
    ("radio_buttons", "options"): 10,
}


def check_message(message: dict[str, Any]) -> None:
    """Assert that Slack would take the message (`text`, `blocks`; other keys are the caller's)."""
    validator("message").validate({"text": message["text"], "blocks": message["blocks"]})
    assert length(message["text"]) <= TEXT
    assert 0 < len(message["blocks"]) <= BLOCKS_IN_MESSAGE
    assert weight(message["blocks"]) <= CHARACTERS_IN_MESSAGE
    _check_parts(message["blocks"])


def check_view(view: dict[str, Any]) -> None:
    """Assert that Slack would take the modal or Home."""
    validator("view").validate(view)
    assert len(view["blocks"]) <= BLOCKS_IN_VIEW
    _check_parts([view, *view["blocks"]])


def check_unfurl(unfurl: dict[str, Any]) -> None:
    """Assert that Slack would take the unfurl of one link, which holds no rich_text."""
    check_message({"text": "", "blocks": unfurl["blocks"]})
    assert all(part.get("type") != "rich_text" for part in parts_of(unfurl))


def length(text: str) -> int:
    """Return UTF-16 units: Slack's own count is unknown, and this one is the greater."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def weight(blocks: list[dict[str, Any]]) -> int:
    """Return every name and value in the blocks, as they would be written down, quotation marks unescaped."""
    written = json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))
    return length(written.replace(r"\\", "-").replace(r"\"", "-"))


@cache
def validator(name: str) -> Draft7Validator:
    return Draft7Validator(json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8")))


def parts_of(value: object) -> Iterator[dict[str, Any]]:
    """Yield every object inside, the outermost first."""
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from parts_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from parts_of(item)


def strings_of(value: object) -> Iterator[str]:
    """Yield every text that Slack shows: those of text objects and the message's own."""
    for part in parts_of(value):
        if isinstance(part.get("text"), str):
            yield part["text"]


def _check_parts(blocks: list[dict[str, Any]]) -> None:
    names = [block["block_id"] for block in blocks if "block_id" in block]
    assert len(names) == len(set(names)), "block ids repeat"
    for part in parts_of(blocks):
        _check_part(part)


def _check_part(part: dict[str, Any]) -> None:
    kind = part.get("type", "option" if "value" in part else "")
    for name in ("block_id", "action_id"):
        assert length(part.get(name, "")) <= 255
    for (holder, key), longest in LENGTHS.items():
        if holder == kind and key in part:
            _check_length(part[key], longest, f"{holder}'s {key}", empty=key == "private_metadata")
    for (holder, key), most in COUNTS.items():
        if holder == kind and key in part:
            assert 0 < len(part[key]) <= most, f"{holder}'s {key}"
    for holder, key in (("context", "elements"), ("section", "fields")):
        for element in part.get(key, []) if kind == holder else []:
            _check_length(element, LENGTHS["context element" if key == "elements" else "field", "text"], key)
    actions = [element["action_id"] for element in part.get("elements", []) if "action_id" in element]
    assert len(actions) == len(set(actions)), "action ids repeat"


def _check_length(value: str | dict[str, Any], longest: int, name: str, *, empty: bool = False) -> None:
    text = value["text"] if isinstance(value, dict) else value
    assert empty or text.strip(), f"{name} is empty"
    assert length(text) <= longest, f"{name} has {length(text)} of {longest}"
