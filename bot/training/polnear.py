"""PolNeAR: news articles with who says what marked in them; the same reading for training and for scoring."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import FileError

Place = tuple[int, int]
"""First and last + 1 code point."""


@dataclass(frozen=True, slots=True)
class Triple:
    """One attribution: the places of its source (often one, sometimes none), its cue and its contents."""

    source: tuple[Place, ...]
    cue: tuple[Place, ...]
    content: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text and the attributions in it."""

    text: str
    triples: tuple[Triple, ...]
    names: tuple[tuple[int, int, str], ...] = ()
    """Automatic ("silver") names: first and last + 1 code point, and kind."""

    def paragraphs(self) -> Iterator["AnnotatedText"]:
        """Yield each paragraph as a text of its own, with the attributions that lie wholly inside it."""
        start = 0
        for line in self.text.split("\n"):
            end = start + len(line)
            if line.strip():
                yield AnnotatedText(line, tuple(_moved(t, start) for t in self.triples if _inside(t, start, end)))
            start = end + 1


def read_polnear(corpora: Path, split: str) -> list[AnnotatedText]:
    """Return the articles of a split ("train" or "dev"); raise FileError where they are not in the corpora's folder."""
    path = corpora / "polnear" / f"{split}.jsonl.gz"
    try:
        with gzip.open(path, "rt", encoding="utf8") as lines:
            return [_annotated(json.loads(line)) for line in lines]
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise FileError(f"{path} cannot be read.", remedy="Give the folder that holds polnear.") from error


def _annotated(record: dict[str, Any]) -> AnnotatedText:
    """Return one article; an attribution without any place says nothing and is left out."""
    parts = [[_places(one[kind]) for kind in ("source", "cue", "content")] for one in record["attributions"]]
    names = tuple((start, end, label) for start, end, label in record.get("entities_silver", ()))
    return AnnotatedText(record["text"], tuple(Triple(*part) for part in parts if any(part)), names)


def _places(spans: list[list[int]]) -> tuple[Place, ...]:
    return tuple(sorted((start, end) for start, end in spans))


def _inside(triple: Triple, start: int, end: int) -> bool:
    places = (*triple.source, *triple.cue, *triple.content)
    return bool(places) and all(start <= a and b <= end for a, b in places)


def _moved(triple: Triple, by: int) -> Triple:
    return Triple(*(tuple((a - by, b - by) for a, b in part) for part in (triple.source, triple.cue, triple.content)))
