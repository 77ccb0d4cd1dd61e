"""The parts of blocks that a person can act on: found, and read as Slack reports what was chosen or written in them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Block = Mapping[str, Any]
Chosen = dict[str, Any]
_OPTION = {"static_select", "external_select", "overflow", "radio_buttons"}
_OPTIONS = {"multi_static_select", "multi_external_select", "checkboxes"}
_PLAIN = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", "initial_files"),
}
_STATELESS = {"button", "overflow", "workflow_button", "image", "icon_button", "feedback_buttons"}
_REQUIRED = "Please complete this required field."


class Gone(LookupError):  # noqa: N818 -- what a person sees is that it is gone
    """No such element is there to act on."""


def elements(blocks: Sequence[Block]) -> Iterator[tuple[Block, Block]]:
    """Yield each block with each interactive element in it, in the order of the page."""
    for block in blocks:
        parts = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
        if block.get("type") in {"rich_text", "context"}:
            continue
        for part in parts:
            if isinstance(part, Mapping) and part.get("type") != "image":
                yield block, part


def element(blocks: Sequence[Block], action_id: str, number: int = 0) -> tuple[Block, Block]:
    """Return the `number`-th element of an action, with its block."""
    found = [one for one in elements(blocks) if one[1].get("action_id") == action_id]
    if number >= len(found):
        raise Gone(action_id)
    return found[number]


def chosen(part: Block, value: Any = None) -> Chosen:
    """Return what an element reports: `value` is the value of an option (or several), a date, a person, words."""
    kind = part["type"]
    if kind in _OPTION:
        field, found = "selected_option", None if value is None else _option(part, value)
    elif kind in _OPTIONS:
        picked = [value] if isinstance(value, str) else value or ()
        field, found = "selected_options", [_option(part, one) for one in picked]
    elif kind in _PLAIN:
        field, found = _PLAIN[kind][0], value
    else:
        return {"type": kind}
    return {"type": kind, field: found}


def _option(part: Block, value: Any) -> Any:
    if isinstance(value, Mapping):  # an option that the app was asked for
        return dict(value)
    groups = [part, *part.get("option_groups", ())]
    options = [one for group in groups for one in group.get("options", ())]
    found = next((one for one in options if one.get("value") == value), None)
    if found is None:
        raise Gone(f"{part.get('action_id')}: {value}")
    return found


def initial(part: Block) -> Chosen:
    """Return what an element reports before anyone touched it."""
    kind = part["type"]
    if kind in _OPTION:
        return {"type": kind, "selected_option": part.get("initial_option")}
    if kind in _OPTIONS:
        return {"type": kind, "selected_options": part.get("initial_options", [])}
    if kind in _PLAIN:
        field, first = _PLAIN[kind]
        empty: Any = [] if kind.startswith("multi_") or kind == "file_input" else None
        return {"type": kind, field: part.get(first, empty)}
    return {"type": kind}


def state(blocks: Sequence[Block], held: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the values of all elements that have any: those held, and for the others those they began with."""
    values: dict[str, dict[str, Any]] = {}
    for block, part in elements(blocks):
        if part["type"] in _STATELESS or "action_id" not in part:
            continue
        block_id, action_id = str(block.get("block_id", "")), part["action_id"]
        given = held.get(block_id, {}).get(action_id)
        values.setdefault(block_id, {})[action_id] = {"type": part["type"], **given} if given else initial(part)
    return values


def action(block: Block, part: Block, value: Any, ts: str) -> dict[str, Any]:
    """Return an action as `block_actions` reports it."""
    kept = ("action_id", "text", "value", "style", "url", "placeholder", "initial_option", "initial_date", "confirm")
    about = {name: part[name] for name in kept if name in part and (name != "text" or part["type"] == "button")}
    return about | chosen(part, value) | {"block_id": block.get("block_id", ""), "action_ts": ts}


def missing(blocks: Sequence[Block], values: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return what Slack itself says to a modal that is sent with required fields empty, by block."""
    errors = {}
    for block, part in elements(blocks):
        if block.get("type") != "input":
            continue
        held = dict(values.get(block["block_id"], {}).get(part["action_id"], {}))
        held.pop("type", None)
        written = next(iter(held.values()), None)
        if not written and not block.get("optional"):
            errors[str(block["block_id"])] = _REQUIRED
        elif written and (wrong := _length(part, written)):
            errors[str(block["block_id"])] = wrong
    return errors


def _length(part: Block, written: Any) -> str | None:
    if part["type"] != "plain_text_input":
        return None
    if len(written) > part.get("max_length", 3000):
        return f"This field can’t be longer than {part.get('max_length', 3000)} characters."
    if len(written) < part.get("min_length", 0):
        return f"This field needs at least {part['min_length']} characters."
    return None
