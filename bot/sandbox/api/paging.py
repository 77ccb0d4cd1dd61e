"""Long lists in pages, each with the cursor of the next."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.sandbox.api.calling import Answer, Asked
from bot.sandbox.refusals import SlackError

T = TypeVar("T")
USUALLY = 100
MOST = 999


def page(
    asked: Asked, items: Sequence[T], key: Callable[[T], str], *, usually: int = USUALLY, most: int = MOST
) -> tuple[list[T], Answer]:
    """Return the items of the page that `cursor` and `limit` ask for, and the `response_metadata` that goes with them.

    A cursor names the item that its page begins with, by `key`.
    """
    limit = asked.number("limit", usually, 1, most)
    start = 0
    if cursor := asked.text("cursor"):
        first = _read(cursor)
        start = next((number for number, item in enumerate(items) if key(item) == first), -1)
        if start < 0:
            raise SlackError("invalid_cursor")
    rest = items[start + limit : start + limit + 1]
    following = base64.b64encode(f"next:{key(rest[0])}".encode()).decode() if rest else ""
    return list(items[start : start + limit]), {"response_metadata": {"next_cursor": following}}


def _read(cursor: str) -> str:
    try:
        return base64.b64decode(cursor, validate=True).decode().removeprefix("next:")
    except (binascii.Error, UnicodeDecodeError):
        raise SlackError("invalid_cursor") from None
