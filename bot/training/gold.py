"""Articles annotated with what a fact desk needs: requests, claims, actors. Read from either of two forms.

Quotes (`articles.jsonl` and `desk_dev.jsonl`), where the texts are free to copy; offsets (`offsets.jsonl`), where they
are not: ids and hashes say which text of the corpora is meant.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from bot.errors import FileError
from bot.training.entities import read_jsonl
from bot.training.treebank import read_conllu

Kind = Literal["requests", "claims", "actors"]
KINDS: tuple[Kind, ...] = ("requests", "claims", "actors")
PARTS = ("asker", "asked", "asking")


class Offsets(NamedTuple):
    """First and last + 1 code point."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Return the number of code points."""
        return self.end - self.start


@dataclass
class Item:
    """One annotated or found thing: its words, where they stand (all places, for an actor) and whether it must be found.

    `parts` are the places of a request's requester ("asker"), addressee ("asked") and cue ("asking"), the nearest first;
    `names` the places of each of an actor's names.
    """

    text: str
    places: list[Offsets]
    core: bool = True
    parts: dict[str, list[Offsets]] = field(default_factory=dict)
    names: dict[str, list[Offsets]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    """What a request's requester and addressee are called there, for people to read."""


@dataclass
class GoldArticle:
    """A text with its annotated items; a kind that was not annotated has no key."""

    id: str
    text: str
    title: str | None
    items: dict[Kind, list[Item]]


def read_gold(gold: Path, corpora: Path | None = None) -> Iterator[GoldArticle]:
    """Yield the annotated articles of a folder, in either form; FileError where something is missing or another text."""
    try:
        if (gold / "offsets.jsonl").is_file():
            yield from _by_offsets(gold / "offsets.jsonl", corpora)
        else:
            yield from _by_quotes(gold)
    except OSError as error:
        raise FileError(
            f"{error.filename} cannot be read.",
            remedy="Give the folder that holds articles.jsonl and desk_dev.jsonl, or offsets.jsonl.",
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise FileError(f"The annotations in {gold} are damaged.", remedy="Copy the folder again.") from error


def _by_quotes(gold: Path) -> Iterator[GoldArticle]:
    articles = {one["id"]: one for one in map(json.loads, (gold / "articles.jsonl").read_text("utf8").splitlines())}
    for record in map(json.loads, (gold / "desk_dev.jsonl").read_text("utf8").splitlines()):
        article = articles[record["id"]]
        items = {kind: [_quoted(kind, entry, article["text"]) for entry in record[kind]] for kind in KINDS}
        yield GoldArticle(record["id"], article["text"], article.get("title"), items)


def _quoted(kind: Kind, entry: dict[str, Any], text: str) -> Item:
    """Return one entry with its offsets."""
    if kind == "actors":
        names = {name: everywhere(name, text) for name in (entry["name"], *entry["also"])}
        return Item(entry["name"], [place for places in names.values() for place in places], entry["core"], names=names)
    key = "item" if kind == "requests" else "text"
    cuts, alt = [entry[key]], entry.get("alt")
    if alt:
        cuts.append(alt[key] if isinstance(alt, dict) else alt)
    places = [place for cut in cuts for place in in_quote(cut, entry["quote"], text)]
    parts, called = {}, {}
    for part, name in (("asker", "requester"), ("asked", "addressee")):
        called[part] = entry.get(name, "")
        words, _, stands_for = entry.get(name, "").rstrip("]").partition(" [")
        if words and (found := in_quote(words, entry["quote"], text)):
            parts[part] = found + (everywhere(stands_for, text) if stands_for else [])
    return Item(entry[key], places, entry["core"], parts, words=called)


def _by_offsets(path: Path, corpora: Path | None) -> Iterator[GoldArticle]:
    if corpora is None:
        raise FileError(f"{path} holds offsets alone.", remedy="Give the corpora's folder too.")
    texts = dict(corpora_texts(corpora))
    for record in map(json.loads, path.read_text("utf8").splitlines()):
        text = texts.get(record["id"], "")
        if hashlib.sha256(text.encode()).hexdigest() != record["sha256"]:
            raise FileError(
                f"The corpora hold another text for {record['id']}, or none.", remedy="Give the same corpora."
            )
        items: dict[Kind, list[Item]] = {
            kind: [_placed(entry, text) for entry in record[kind]] for kind in KINDS if kind in record
        }
        yield GoldArticle(record["id"], text, None, items)


def _placed(entry: dict[str, Any], text: str) -> Item:
    places = [Offsets(*place) for place in entry["places"]]
    parts = {part: [Offsets(*entry[part])] for part in PARTS if entry.get(part)}
    names = {text[a:b]: everywhere(text[a:b], text) for a, b in entry.get("names", ())}
    if names:
        places = [place for found in names.values() for place in found]
    called = {part: text[slice(*entry[part])] for part in ("asker", "asked") if entry.get(part)}
    return Item(text[slice(*entry["places"][0])], places, entry["core"], parts, names, called)


def corpora_texts(corpora: Path) -> Iterator[tuple[str, str]]:
    """Yield id and text of every article of PolNeAR and every document of GUM's train part."""
    for split in ("train", "dev"):
        for record in read_jsonl(corpora / "polnear" / f"{split}.jsonl.gz"):
            yield record["id"], record["text"]
    name, text = "", ""
    for sentence in read_conllu(corpora / "ud" / "gum_train.conllu.gz"):
        if sentence.opens_document:
            if name:
                yield name, text.strip()
            name, text = sentence.document, ""
        if text and sentence.opens_paragraph:
            text += "\n"
        text += "".join(word + " " * space for word, space in zip(sentence.words, sentence.spaces, strict=True))
    if name:
        yield name, text.strip()


def everywhere(name: str, text: str) -> list[Offsets]:
    """Return every place of a name in a text."""
    places, at = [], text.find(name)
    while at >= 0:
        places.append(Offsets(at, at + len(name)))
        at = text.find(name, at + 1)
    return places


def in_quote(cut: str, quote: str, text: str) -> list[Offsets]:
    """Return where `cut` stands: inside its quoted sentence where it is found there, else its first occurrence."""
    at = text.find(quote)
    inside = text.find(cut, at, at + len(quote)) if at >= 0 else -1
    at = inside if inside >= 0 else text.find(cut)
    return [Offsets(at, at + len(cut))] if at >= 0 else []


def all_items(articles: Iterable[GoldArticle], kind: Kind) -> Iterator[Item]:
    """Yield the items of one kind."""
    for article in articles:
        yield from article.items.get(kind, ())
