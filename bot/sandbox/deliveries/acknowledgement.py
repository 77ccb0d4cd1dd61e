"""What the app answered to a request, in one shape for HTTP and Socket Mode."""

import json
from dataclasses import dataclass, field
from typing import Any

LOST = 0
"""The status of what was never answered."""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The app's answer after `seconds`; `status` is HTTP's, `LOST` where none came.

    `reason` says why there was none in the words of `X-Slack-Retry-Reason`; `repeat` is False where the app asked Slack
    not to send it again (`X-Slack-No-Retry`).
    """

    status: int
    body: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    reason: str = ""
    repeat: bool = True

    @property
    def good(self) -> bool:
        """Whether Slack takes the request as acknowledged."""
        return is_good(self.status)


def is_good(status: int) -> bool:
    """Tell whether a status is one of success."""
    return status // 100 == 2  # noqa: PLR2004 -- HTTP's class of success


def read_body(body: str) -> dict[str, Any]:
    """Return an answer's body; what is no JSON object is plain text."""
    try:
        read = json.loads(body) if body else {}
    except ValueError:
        read = body
    return read if isinstance(read, dict) else {"text": body}


__all__ = ["LOST", "Acknowledgement", "is_good", "read_body"]
