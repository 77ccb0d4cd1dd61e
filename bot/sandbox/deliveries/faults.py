"""What can go wrong between Slack and the app, on demand: lost, late and doubled requests, refused calls, cut connections."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

RATE_LIMITED = "ratelimited"
ANY_METHOD = "*"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a method answers instead of its own answer: an error, or a 429 where `retry_after` (seconds) is given."""

    error: str
    retry_after: int | None = None


async def _nothing_open(_reason: str) -> int:
    return 0


@dataclass(slots=True)
class Faults:
    """Nothing goes wrong at first.

    `delay` are seconds before each request to the app; `drop` so many of the next never arrive; `duplicate` so many of
    the next arrive twice, an event as Slack's repetition of it.
    """

    delay: float = 0.0
    drop: int = 0
    duplicate: int = 0
    refusals: dict[str, list[Refusal | None]] = field(default_factory=dict)
    disconnect: Callable[[str], Awaitable[int]] = _nothing_open
    """Cuts all Socket Mode connections for a reason of Slack's (`refresh_requested`), and returns how many there were."""

    def refuse(
        self, method: str, error: str, *, after: int = 0, times: int = 1, retry_after: int | None = None
    ) -> None:
        """Let a method of the Web API fail the next `times` it is called, `after` so many calls that go well."""
        self.refusals.setdefault(method, []).extend([None] * after + [Refusal(error, retry_after)] * times)

    def rate_limit(self, *, method: str = ANY_METHOD, times: int = 1, retry_after: int = 1) -> None:
        """Let the next calls, of one method or of any, be answered 429."""
        self.refuse(method, RATE_LIMITED, times=times, retry_after=retry_after)

    def refusal(self, method: str) -> Refusal | None:
        """Take what a method is to be refused with now; None where it may go on."""
        for name in (method, ANY_METHOD):
            if waiting := self.refusals.get(name):
                return waiting.pop(0)
        return None

    def take_drop(self) -> bool:
        """Tell whether this request is to be lost, and count it."""
        if self.drop <= 0:
            return False
        self.drop -= 1
        return True

    def take_duplicate(self) -> bool:
        """Tell whether this request is to arrive twice, and count it."""
        if self.duplicate <= 0:
            return False
        self.duplicate -= 1
        return True

    def clear(self) -> None:
        """Let everything go well again."""
        self.delay, self.drop, self.duplicate = 0.0, 0, 0
        self.refusals.clear()

    def as_json(self) -> dict[str, Any]:
        """Return what is set, for the panel and its API."""
        refusals = {
            method: [None if one is None else {"error": one.error, "retry_after": one.retry_after} for one in waiting]
            for method, waiting in self.refusals.items()
            if waiting
        }
        return {"delay": self.delay, "drop": self.drop, "duplicate": self.duplicate, "refusals": refusals}


__all__ = ["Faults", "Refusal"]
