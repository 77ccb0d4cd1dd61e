"""What is wrong with a shape, and where: a sentence in Slack's words and a JSON pointer; and how shapes are walked and measured."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that Slack would not take; `pointer` leads to it from the message, view or cards."""

    message: str
    pointer: str = ""

    def under(self, root: str) -> "Problem":
        """Return the same problem seen from further out."""
        return Problem(self.message, root + self.pointer)


def parts(value: object, pointer: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every object inside with the pointer to it, the outermost first."""
    if isinstance(value, dict):
        yield pointer, value
        for key, item in value.items():
            yield from parts(item, f"{pointer}/{escaped(str(key))}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from parts(item, f"{pointer}/{number}")


def escaped(key: str) -> str:
    """Return a key as a step of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def length(text: str) -> int:
    """Return UTF-16 units: Slack's own count is unknown, and this one is the greater."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def weight(blocks: object) -> int:
    """Return every name and value in the blocks, as they would be written down, quotation marks unescaped."""
    written = json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))
    return length(written.replace(r"\\", "-").replace(r"\"", "-"))
