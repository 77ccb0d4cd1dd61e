"""What a request of Slack's is known by, it and its repetitions: Slack repeats what it does not see acknowledged in time."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext

from handlers import asking


def key(body: Mapping[str, Any], context: AsyncBoltContext) -> str:
    """Return the key: an event has an id, all else has its trigger's."""
    own = body.get("event_id") or body.get("trigger_id")
    if not own:
        raise ValueError("a request without an id")
    return f"{asking.team(context)}:{own}"
