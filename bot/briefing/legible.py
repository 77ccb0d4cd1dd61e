"""Text from outside made safe to show on one line: nothing in it can drive a terminal or turn our words around.

Apart from the faces because each of them shows the same text and none may forget to clean it.
"""

import re
import unicodedata
from collections.abc import Callable

# Escape sequences of ECMA-48: CSI, the string commands (OSC and its like) up to their end, the two-character ones.
_SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"
)
_SPACE = re.compile(r"\s+")
# Controls; bidirectional embeddings, overrides and isolates; deprecated format characters; lone surrogates.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff]")
_JOINER = "\u200d"
_WORD_MARGIN = 24
ELLIPSIS = "…"


def legible(text: str) -> str:
    """Return `text` on one line, without control characters, escape sequences and bidirectional overrides."""
    return _UNSEEN.sub("", _SPACE.sub(" ", _SEQUENCES.sub("", text))).strip()


def units(text: str) -> int:
    """Return the length of `text` in UTF-16 units, which is never less than its length in code points."""
    return len(text) + sum(character > "\uffff" for character in text)


def clip(text: str, limit: int, cost: Callable[[str], int] = units) -> str:
    """Return `text`, cut with an ellipsis where the cost of its characters exceeds `limit`; at a word where one ends."""
    if cost(text) <= limit:
        return text
    end, spent = 0, cost(ELLIPSIS)
    while end < len(text) and (spent := spent + cost(text[end])) <= limit:
        end += 1
    while end > 0 and _continues(text, end):
        end -= 1
    space = text.rfind(" ", max(0, end - _WORD_MARGIN), end + 1)
    return text[: space if space > 0 else end].rstrip() + ELLIPSIS


def _continues(text: str, end: int) -> bool:
    """Tell whether the character at `end` belongs to the one before it: an accent, a joined or coloured emoji."""
    character = text[end] if end < len(text) else ""
    joined = character == _JOINER or text[end - 1] == _JOINER
    return joined or unicodedata.category(character or " ").startswith("M") or "🏻" <= character <= "🏿"


def quoted(text: str) -> str:
    """Return `text` on one line between quotation marks, unless it brings its own."""
    line = legible(text)
    whole = len(line) > 1 and (line[0], line[-1]) in {("“", "”"), ('"', '"')} and not set('“”"') & set(line[1:-1])
    return line if whole else f"“{line}”"
