"""What the local Slack says no with: the code, the words around it, and the HTTP status, as Slack sends them.

Apart, because the Web API, `response_url`s and the faults on demand all refuse in the same way.
"""

from collections.abc import Iterable
from typing import Any

from bot.sandbox.shapes import Problem


class SlackError(Exception):
    """An answer with `ok: false`; `more` stands beside its `error`, `retry_after` is in seconds and makes a 429."""

    def __init__(self, code: str, *, retry_after: int | None = None, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        self.more = more

    @property
    def status(self) -> int:
        """Return the HTTP status: Slack refuses with 200, unless it limits the rate."""
        return 200 if self.retry_after is None else 429

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers that belong to it."""
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}

    def body(self) -> dict[str, Any]:
        """Return the JSON of the answer."""
        return {"ok": False, "error": self.code} | self.more


def missing_scope(needed: Iterable[str], provided: Iterable[str]) -> SlackError:
    """Return the refusal of a token that lacks every scope that would do."""
    return SlackError("missing_scope", needed=",".join(needed), provided=",".join(sorted(provided)))


def invalid_arguments(*messages: str) -> SlackError:
    """Return the refusal of arguments, each message in Slack's words without its `[ERROR]`."""
    return SlackError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {one}" for one in messages]})


def missing_field(*names: str) -> SlackError:
    """Return the refusal of a call that lacks arguments."""
    return invalid_arguments(*(f"missing required field: {name}" for name in names))


def malformed(code: str, problems: Iterable[Problem], root: str = "") -> SlackError:
    """Return the refusal of blocks or a view; `root` is where they stand in the call, as a JSON pointer."""
    words = [f"{one.message} [json-pointer:{root}{one.pointer}]" for one in problems]
    messages = [f"[ERROR] {one}" for one in words]
    if code == "invalid_blocks":
        return SlackError(code, errors=words, response_metadata={"messages": messages})
    return SlackError(code, response_metadata={"messages": messages})


def rate_limited(seconds: int, code: str = "ratelimited") -> SlackError:
    """Return the refusal of one call too many."""
    return SlackError(code, retry_after=seconds)
