"""Corpora of a few sentences, in the shapes and under the names of the real ones."""

import gzip
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PEOPLE = ("Anna", "Peter", "Maria", "Hakan", "Rustem", "Pedro", "Ivan", "Olga")
PLACES = ("Berlin", "Kyiv", "Ankara", "Oslo")
ARTICLE = (
    "Anna Berg asked Berlin to open the road.\n\nPeter told Kyiv to wait.\n\n"
    "Critics said that the mayor had taken bribes and that Anna Berg knew it."
)
"""An article that is annotated for a fact desk, as `offsets.jsonl` does it."""
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


def place(words: str, text: str) -> list[int]:
    """Return first and last + 1 code point of words that stand once, or first of all, in a text."""
    start = text.index(words)
    return [start, start + len(words)]


def framed(frame: str, unit: str, text: str, target: str, **elements: str | None) -> dict[str, Any]:
    """Return an annotation of FrameNet's shape; an element without words was left unsaid."""
    return {
        "frame": frame,
        "unit": unit,
        "text": text,
        "target": [place(target, text)],
        "elements": [_element(name, words, text) for name, words in elements.items()],
    }


def _element(name: str, words: str | None, text: str) -> dict[str, Any]:
    if words is None:
        return {"fe": name, "null": "DNI"}
    start, end = place(words, text)
    return {"fe": name, "start": start, "end": end, "quote": words}


def frames(person: str, where: str) -> list[dict[str, Any]]:
    """Return a request, an accusation and a sentence that asks for nothing."""
    asked, accused = f"{person} asked {where} to open the road.", f"{person} accused {where} of fraud."
    asking = {"Speaker": person, "Addressee": where, "Message": "to open the road"}
    accusing = {"Communicator": person, "Evaluee": where, "Reason": "of fraud"}
    quiet = {"Speaker": person, "Message": f"that {where} slept"}
    return [
        framed("Request", "ask.v", asked, "asked", **asking),
        framed("Judgment_communication", "accuse.v", accused, "accused", **accusing),
        framed("Statement", "say.v", f"{person} said that {where} slept.", "said", **quiet),
    ]


def debated(person: str, where: str) -> list[dict[str, Any]]:
    """Return a sentence that is worth checking and one that is not."""
    return [{"text": f"{where} spent 40 millions.", "label": 1}, {"text": f"Thank you, {person}.", "label": 0}]


def folder(root: Path) -> Path:
    """Write a whole folder of corpora."""
    for name in ("ewt_train", "ewt_dev", "gum_train"):
        zipped(root / "ud" / f"{name}.conllu.gz", treebank())
    for name in ("wikigold", "btc", "wnut17_train", "crossner_politics_train", "crossner_politics_dev"):
        jsonl(root / "ner" / f"{name}.jsonl.gz", [BIO] * 20)
    silver = {"entities_silver": [[0, 4, "PERSON"], [10, 16, "LOC"], [22, 32, "ORG"]]}
    named = {"id": "named", "text": "Anna left Berlin.\nThe World Bank stayed.", "attributions": [], **silver}
    said = {"id": "said", **reported("Anna Berg", "that it rained"), "entities_silver": [[0, 9, "PERSON"]]}
    jsonl(root / "polnear" / "train.jsonl.gz", [named, said] * 3)
    jsonl(root / "polnear" / "dev.jsonl.gz", [{"id": "desk", "text": ARTICLE, "attributions": []}])
    pairs = [(person, where) for person in PEOPLE for where in PLACES]
    jsonl(root / "framenet" / "train.jsonl.gz", [frame for pair in pairs for frame in frames(*pair)])
    judged = [record for pair in pairs for record in debated(*pair)]
    jsonl(root / "claimbuster" / "train.jsonl.gz", judged)
    return root


def gold(root: Path) -> Path:
    """Write what a desk marked in two texts of `folder`, as offsets alone: an article of PolNeAR and GUM's document.

    The encoder learns from both (`train`), the judges from the article (`dev`).
    """
    road, wait, bribes = (place(words, ARTICLE) for words in ("open the road", "wait", "the mayor had taken bribes"))
    asked = {"asker": place("Anna Berg", ARTICLE), "asked": place("Berlin", ARTICLE), "asking": place("asked", ARTICLE)}
    actor = {"places": [asked["asker"]], "names": [asked["asker"], place("Berg", ARTICLE)], "core": True}
    document = " ".join(f"{person} left {where}." for person in PEOPLE for where in PLACES)
    records = [
        {
            "id": "desk",
            "sha256": digest(ARTICLE),
            "requests": [{"places": [road], "core": True, **asked}, {"places": [wait], "core": False}],
            "claims": [{"places": [bribes], "core": True}],
            "actors": [actor],
        },
        {
            "id": "d1",
            "sha256": digest(document),
            "requests": [],
            "claims": [{"places": [place("Anna left Kyiv", document)], "core": True}],
        },
    ]
    offsets(root / "train", records)
    offsets(root / "dev", records[:1])
    return root


def offsets(root: Path, records: Iterable[dict[str, Any]]) -> Path:
    """Write annotations that say where things stand in texts and not what they are."""
    return _lines(root / "offsets.jsonl", records).parent


def quotes(root: Path, text: str, record: dict[str, Any]) -> Path:
    """Write an article and the annotations that quote it."""
    _lines(root / "articles.jsonl", [{"id": record["id"], "title": "T", "text": text}])
    return _lines(root / "desk_dev.jsonl", [record]).parent


def _lines(path: Path, records: Iterable[dict[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


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
