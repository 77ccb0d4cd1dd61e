"""What Slack adds to blocks when it takes them in: a `block_id` and `action_id`s where the app gave none."""

import copy
from collections.abc import Sequence
from typing import Any

from bot.sandbox.slack import Slack

_NOT_ACTED_ON = {"image", "mrkdwn", "plain_text"}


def identified(slack: Slack, blocks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return copies of blocks in which everything has its id."""
    return [_block(slack, copy.deepcopy(block)) for block in blocks]


def _block(slack: Slack, block: dict[str, Any]) -> dict[str, Any]:
    block.setdefault("block_id", f"b{slack.number():x}")
    held = block["elements"] if block.get("type") in {"actions", "context_actions"} else []
    for part in [*held, block.get("accessory"), block.get("element")]:
        if isinstance(part, dict) and part.get("type") not in _NOT_ACTED_ON:
            part.setdefault("action_id", f"a{slack.number():x}")
    return block
