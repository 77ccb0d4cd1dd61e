"""Block Kit made ready for the templates: each element that a person can use gets an id, a name and what it sends.

An app tells elements apart by `action_id`, which may stand in a message many times: `number` counts them.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.workspace import Blocks

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Surface:
    """Where blocks stand: `id` sets the ids apart, `sends` goes with every action, `errors` are what is wrong by block."""

    id: str
    sends: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def field_name(block: Mapping[str, Any], element: Mapping[str, Any]) -> str:
    """Return the name that an element's value has in a form."""
    return f"{block.get('block_id', '')}|{element.get('action_id', '')}"


def drawn(blocks: Blocks, surface: Surface) -> list[Block]:
    """Return blocks as the templates take them; what was given stays as it is."""
    seen: Counter[str] = Counter()
    return [_block(block, surface, seen) for block in blocks]


def _block(block: Block, surface: Surface, seen: Counter[str]) -> Block:
    made = dict(block)
    for key in ("accessory", "element"):
        if isinstance(block.get(key), dict):
            made[key] = _element(block, block[key], surface, seen)
    if block.get("type") in {"actions", "context_actions"}:
        made["elements"] = [_element(block, one, surface, seen) for one in block.get("elements", ())]
    made["error"] = surface.errors.get(block["block_id"]) if block.get("block_id") else None
    return made


def _element(block: Block, element: Block, surface: Surface, seen: Counter[str]) -> Block:
    action = element.get("action_id")
    if action is None:
        return element
    number, name = seen[action], field_name(block, element)
    seen[action] += 1
    sends = {**surface.sends, "action_id": action, "number": str(number), "field": name}
    # an input waits for the form to be sent, unless it asks to be told of each choice
    quiet = block.get("type") == "input" and not block.get("dispatch_action")
    made = {"dom": f"{surface.id}-{action}-{number}", "field": name, "asks": sends, "sends": None if quiet else sends}
    return {**element, **made}
