"""A form's strings as what a person chose or wrote: the values that `Member` takes, element by element."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from multidict import MultiMapping

from bot.sandbox.browser.kit import field_name
from bot.sandbox.people import elements as parts
from bot.sandbox.workspace import Blocks

Form = MultiMapping[Any]
Values = dict[str, dict[str, dict[str, Any]]]
EXTERNAL_GAP = "\t"
"""Stands in a field between the words and the value of an option that the app was asked for."""

_VALUELESS = frozenset({"button", "workflow_button", "overflow", "image"})
_MANY = frozenset({"checkboxes", "file_input"})


def values(blocks: Blocks, form: Form) -> Values:
    """Return the state of a view's elements, by block and action, as `view_submission` carries it."""
    state: Values = {}
    for block, part in parts.elements(blocks):
        if part["type"] not in _VALUELESS and "action_id" in part:
            held = parts.chosen(part, value(part, form.getall(field_name(block, part), [])))
            state.setdefault(str(block.get("block_id", "")), {})[part["action_id"]] = held
    return state


def value(part: parts.Block, written: list[Any]) -> Any:
    """Return what was chosen or written in an element; None for nothing, a list where several may be."""
    kind = part["type"]
    given = [_given(kind, one) for one in written if one]
    if kind in _MANY or kind.startswith("multi_"):
        return given
    first = given[0] if given else None
    if kind == "datetimepicker":
        return _seconds(first)
    if kind == "rich_text_input":
        return _rich(first)
    # a browser ends lines with \r\n, Slack with \n
    return first.replace("\r\n", "\n") if isinstance(first, str) else first


def _given(kind: str, written: Any) -> Any:
    if isinstance(written, Mapping):  # a file, described as Slack does
        return written
    return _option(str(written)) if kind.endswith("external_select") else str(written)


def _option(written: str) -> dict[str, Any]:
    shown, _, named = written.rpartition(EXTERNAL_GAP)
    return {"text": {"type": "plain_text", "text": shown or named, "emoji": True}, "value": named}


def _seconds(written: Any) -> int | None:
    try:
        return int(datetime.fromisoformat(written).astimezone().timestamp()) if written else None
    except ValueError:
        return None


def _rich(written: Any) -> dict[str, Any] | None:
    if not written:
        return None
    text = {"type": "text", "text": str(written).replace("\r\n", "\n")}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [text]}]}
