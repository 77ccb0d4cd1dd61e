"""A parallel view of a text for the language pipeline, with the way back to the raw offsets.

The pipeline reads ordinary spaces and composed letters; a briefing quotes the article exactly as it was given.
"""

import re
import unicodedata
from dataclasses import dataclass

INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c\r"
BREAKS = "\x85\u2028\u2029"
_TO_SPACE = frozenset(SPACES)
_TO_BREAK = frozenset(BREAKS)
_DROPPED = frozenset(INVISIBLE)
LONGEST_WORD = 100
"""A tokenizer takes quadratic time over a run of signs; no word is as long as this, save an address."""
_ENDLESS = re.compile(rf"\S{{{LONGEST_WORD + 1}}}")
_ODD = re.compile(f"[{INVISIBLE}{SPACES}{BREAKS}\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class NormalText:
    """`text` as the pipeline reads it; its character `i` stands for `raw[starts[i]:ends[i]]`."""

    text: str
    starts: range | list[int]
    ends: range | list[int]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw offsets of `text[start:end]`, which must not be empty."""
        return self.starts[start], self.ends[end - 1]


def normal(raw: str) -> NormalText:
    """Return the parallel view of `raw`; a text that needs no change is not copied."""
    if not _ODD.search(raw) and not _ENDLESS.search(raw) and unicodedata.is_normalized("NFC", raw):
        return NormalText(raw, range(len(raw)), range(1, len(raw) + 1))
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    run = 0
    for i, char in enumerate(raw):
        if char in _DROPPED:
            continue
        if unicodedata.combining(char) and chars and ends[-1] == i:
            composed = unicodedata.normalize("NFC", chars[-1] + char)
            if len(composed) == 1:
                chars[-1], ends[-1] = composed, i + 1
                continue
        plain = _plain(char)
        run = 0 if plain.isspace() else run + 1
        if run > LONGEST_WORD:
            chars.append(" ")
            starts.append(i)
            ends.append(i)
            run = 1
        chars.append(plain)
        starts.append(i)
        ends.append(i + 1)
    return NormalText("".join(chars), starts, ends)


def _plain(char: str) -> str:
    if char in _TO_SPACE:
        return " "
    if char in _TO_BREAK:
        return "\n"
    return "\ufffd" if "\ud800" <= char <= "\udfff" else char
