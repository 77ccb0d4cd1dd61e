"""FrameNet's requests and accusations: who asks whom for what, who accuses whom of what, sentence by sentence."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.errors import FileError
from bot.training.entities import read_jsonl

REQUESTS = frozenset({"Request", "Attempt_suasion"})
ACCUSATIONS = frozenset({"Judgment_communication", "Notification_of_charges"})
PARTS = {
    "Speaker": "asker", "Addressee": "asked", "Message": "item", "Content": "item",
    "Communicator": "accuser", "Arraign_authority": "accuser", "Evaluee": "accused", "Accused": "accused",
    "Reason": "offence", "Charges": "offence",
}  # fmt: skip
PRAISE = frozenset(
    {"praise", "commend", "commendation", "acclaim", "laud", "extol", "commendable", "laudable", "kudos"}
)
"""Judgments that accuse nobody."""
HELD_OUT = 10
"""One sentence in so many is set aside for scoring, by the hash of its text."""
CASES = ("by ", "from ", "of ", "on ", "upon ", "to ", "with ", "at ", "for ")
"""Prepositions that FrameNet counts into a party and a desk does not."""


@dataclass(slots=True)
class FrameSentence:
    """A sentence, its frames, and the parts of requests and accusations as (part, start, end)."""

    text: str
    frames: set[str] = field(default_factory=set)
    parts: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def held_out(self) -> bool:
        """Whether it is kept from training."""
        return int(hashlib.sha256(self.text.encode()).hexdigest(), 16) % HELD_OUT == 0


def read_framenet(corpora: Path) -> list[FrameSentence]:
    """Return FrameNet's sentences, each once with all that was annotated in it; FileError where it cannot be read."""
    path = corpora / "framenet" / "train.jsonl.gz"
    sentences: dict[str, FrameSentence] = {}
    try:
        for record in read_jsonl(path):
            one = sentences.setdefault(record["text"], FrameSentence(record["text"]))
            one.frames.add(record["frame"])
            one.parts += _parts(record)
    except KeyError as error:
        raise FileError(f"{path} cannot be read.", remedy="Give the folder that holds framenet.") from error
    return list(sentences.values())


def _parts(record: dict[str, Any]) -> Iterable[tuple[str, int, int]]:
    request = record["frame"] in REQUESTS
    blame = record["frame"] in ACCUSATIONS and record["unit"].split(".")[0] not in PRAISE
    if not request and not blame:
        return
    asked = {"asker", "asked", "item"}
    for element in record["elements"]:
        part = PARTS.get(element["fe"])
        if part is not None and "start" in element and (part in asked) == request:
            start, text = element["start"], element["quote"]
            case = next((c for c in CASES if text.lower().startswith(c)), "") if part != "item" else ""
            yield part, start + len(case), element["end"]
    for start, end in record["target"]:
        yield "asking" if request else "accusing", start, end
