"""How sure the extraction is of an item: a logistic model over a few named features, its weights beside the encoder's.

Apart from the components so that they only say what they see; what it is worth was learned from annotated articles
(`bot/training/judging.py`), and a confidence means what it says: of ten items at 0.7, about seven are right.
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from bot.errors import ModelError
from bot.extraction.neighbours import Neighbours

ItemKind = Literal["actors", "requests", "claims"]
KINDS: tuple[ItemKind, ...] = ("actors", "requests", "claims")
FILE = "judgement.json"
STEEPEST = 30.0


def likelihood(score: float) -> float:
    """Return the logistic of a score, from 0 to 1."""
    return 1.0 / (1.0 + math.exp(-max(-STEEPEST, min(STEEPEST, score))))


@dataclass(frozen=True)
class Judge:
    """`weights` by feature, 0 for one that is not named; items below `least` are not kept."""

    bias: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)
    least: float = 0.0

    def __call__(self, features: Mapping[str, float]) -> float:
        """Return the confidence, from 0 to 1."""
        score = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return round(likelihood(score), 3)


Judged = TypeVar("Judged")


def surest(
    items: Iterable[Judged],
    sure: Callable[[Judged], float],
    same: Callable[[Judged, Judged], bool],
    where: Callable[[Judged], tuple[int, int]] | None = None,
) -> list[Judged]:
    """Return the items without those that are the same as a surer one, the surest first.

    `where` gives an item's first place and the one after its last, where only items that overlap can be the same: each is
    then compared with its neighbours alone, so that the work grows with the text and not with its square.
    """
    kept: list[Judged] = []
    near: Neighbours[Judged] = Neighbours()
    for item in sorted(items, key=lambda item: -sure(item)):
        place = where(item) if where is not None else (0, 1)
        if not any(same(other, item) for other in near.near(*place)):
            kept.append(item)
            near.add(item, *place)
    return kept


Judges = Mapping[ItemKind, Judge]


def read_judges(folder: Path) -> Judges:
    """Return the judges of a folder of weights; raise ModelError where they are missing or damaged."""
    try:
        learned = json.loads((folder / FILE).read_text(encoding="utf8"))
        return {kind: Judge(**learned[kind]) for kind in KINDS}
    except OSError as error:
        raise ModelError(f"{error.filename} is missing or cannot be read.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder / FILE} is damaged.") from error


def write_judges(judges: Judges, folder: Path) -> None:
    """Write the judges beside the encoder that they belong to."""
    (folder / FILE).write_text(
        json.dumps({kind: asdict(one) for kind, one in judges.items()}, indent=1), encoding="utf8"
    )
