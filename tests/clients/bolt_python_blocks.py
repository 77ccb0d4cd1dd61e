"""What the ticket app shows, the same with threads and with asyncio."""

import json
from typing import Any


def card(text: str) -> dict[str, Any]:
    """Return the message with the button."""
    button = {"type": "button", "action_id": "open_ticket", "text": plain("Open"), "value": text}
    return {"text": f"Ticket: {text}", "blocks": [{"type": "actions", "elements": [button]}]}


def modal(body: dict[str, Any], value: str) -> dict[str, Any]:
    """Return the modal behind the button."""
    words = {"type": "plain_text_input", "action_id": "why", "initial_value": value}
    return {
        "type": "modal",
        "callback_id": "ticket",
        "private_metadata": json.dumps({"channel": body["channel"]["id"], "ts": body["message"]["ts"]}),
        "title": plain("Ticket"),
        "submit": plain("Close it"),
        "blocks": [{"type": "input", "block_id": "why", "label": plain("Why"), "element": words}],
    }


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}
