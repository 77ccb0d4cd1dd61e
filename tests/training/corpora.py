"""Corpora of a few sentences, in the shapes and under the names of the real ones."""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PEOPLE = ("Anna", "Peter", "Maria", "Hakan", "Rustem", "Pedro", "Ivan", "Olga")
PLACES = ("Berlin", "Kyiv", "Ankara", "Oslo")
BIO = {"tokens": ["Anna", "left", "Berlin", "."], "ner": ["B-PERSON", "O", "B-LOC", "O"]}


def zipped(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()))
    return path


def jsonl(path: Path, records: Iterable[dict[str, Any]]) -> Path:
    return zipped(path, "".join(json.dumps(record) + "\n" for record in records))


def row(index: int | str, word: str, *fields: str, misc: str = "_") -> str:
    """Return a token's line; `fields` are lemma, coarse tag, fine tag, features, head and relation."""
    given = fields or ("_",) * 6
    return "\t".join([str(index), word, *given, "_", misc])


def sentence(person: str, place: str) -> str:
    entity = "Entity=(1-person-giv:act-cf1-1-coref)"
    return "\n".join(
        [
            row(1, person, person, "PROPN", "NNP", "Number=Sing", "2", "nsubj", misc=entity),
            row(2, "left", "leave", "VERB", "VBD", "Tense=Past", "0", "root"),
            row(3, place, place, "PROPN", "NNP", "Number=Sing", "2", "obj", misc="Entity=(2-place)|SpaceAfter=No"),
            row(4, ".", ".", "PUNCT", ".", "_", "2", "punct"),
        ]
    )


def treebank() -> str:
    trees = [sentence(person, place) for person in PEOPLE for place in PLACES]
    return "# newdoc id = d1\n# newpar\n" + "\n\n".join(trees) + "\n\n"


def folder(root: Path) -> Path:
    """Write a whole folder of corpora as `syntax.cfg` and `names.cfg` name them."""
    for name in ("ewt_train", "ewt_dev", "gum_train"):
        zipped(root / "ud" / f"{name}.conllu.gz", treebank())
    for name in ("wikigold", "btc", "wnut17_train", "crossner_politics_train", "crossner_politics_dev"):
        jsonl(root / "ner" / f"{name}.jsonl.gz", [BIO] * 20)
    text = "Anna left Berlin.\nThe World Bank stayed."
    record = {"text": text, "attributions": [], "entities_silver": [[0, 4, "PERSON"], [10, 16, "LOC"], [22, 32, "ORG"]]}
    jsonl(root / "polnear" / "train.jsonl.gz", [record] * 5)
    return root


def reported(person: str, content: str, before: str = "") -> dict[str, Any]:
    """Return an article of PolNeAR's shape in which a person says one thing."""
    text = f"{before}{person} said {content}."
    said = len(before) + len(person) + 1
    start = said + len("said ")
    one = {
        "source": [[len(before), said - 1]],
        "cue": [[said, said + len("said")]],
        "content": [[start, start + len(content)]],
    }
    return {"text": text, "attributions": [one]}
