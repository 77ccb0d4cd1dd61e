"""One pass of a small encoder over a text, from which everything learned is read: syntax, names, who says what, who asks.

Apart from the components that read it because this knows subwords and tensors, and they know grammar and people. The
network is MiniLM-L6 in ONNX (`bot/training` makes it); what its heads mean stands in `encoder.json` beside it.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from bot.errors import ModelError
from bot.extraction.decoding import Floats, decode, spans_of
from bot.extraction.judgement import read_judges
from bot.extraction.labels import LOWER, SPAN_HEADS, YES_OR_NO, shape
from bot.extraction.windows import Window, windows

FIRST, LAST, UNKNOWN = 101, 102, 100
"""The special subwords [CLS], [SEP] and [UNK] of BERT's vocabulary."""
LONGEST_WORD = 100
"""In subwords; the rest of a longer word is not read, so that any word fits a window."""
FILES = ("model.onnx", "tokenizer.json")


class Pieces:
    """Words to the numbers of their subwords; a word of unreadable letters is one unknown subword."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        tokenizer.no_truncation()
        tokenizer.no_padding()

    def __call__(self, words: Sequence[str]) -> list[list[int]]:
        """Return one list of numbers a word, none empty."""
        encoding = self._tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
        pieces: list[list[int]] = [[] for _ in words]
        for number, word in zip(encoding.ids, encoding.word_ids, strict=True):
            pieces[word].append(number)
        return [one[:LONGEST_WORD] or [UNKNOWN] for one in pieces]


@dataclass(frozen=True, slots=True)
class Tables:
    """What follows what among the tags of a head: transitions (tags, tags), opening and closing (tags)."""

    transitions: Floats
    opening: Floats
    closing: Floats

    def eager(self, by: float) -> "Tables":
        """Return tables that mark more: every tag but O is dearer by so much."""
        dearer = np.full(len(self.opening), by, dtype=np.float32)
        dearer[0] = 0.0
        return Tables(self.transitions + dearer, self.opening + dearer, self.closing)


@dataclass(frozen=True, slots=True)
class Arcs:
    """What arcs are drawn with: the root's vectors, and the layer that names a relation."""

    root: Floats
    relation_root: Floats
    relation_weight: Floats
    relation_bias: Floats


@dataclass(slots=True)
class Reading:
    """What the encoder made of a Doc: its words (token indices), the windows, and the scores of each head.

    `scores` (words, labels) and `arcs` (words, vectors) hold the words in order; `rows` the scores of whole windows,
    with what they read beyond the words that they decide.
    """

    words: list[int]
    windows: list[Window]
    scores: Floats
    arcs: Floats
    rows: list[Floats]
    columns: dict[str, slice]

    def of(self, head: str) -> Floats:
        """Return the scores of one head, (words, labels)."""
        return self.scores[:, self.columns[head]]

    def spans(self, head: str, tables: Tables) -> Iterator[tuple[str, int, int]]:
        """Yield the spans that a head marks, as kind, first and last + 1 word."""
        if not self.words:
            return
        lengths = [len(row) for row in self.rows]
        column = self.columns[head]
        padded = np.zeros((len(lengths), max(lengths), column.stop - column.start), dtype=np.float32)
        for place, row in enumerate(self.rows):
            padded[place, : len(row)] = row[:, column]
        tags = np.zeros(len(self.words), dtype=np.int8)
        paths = decode(padded, lengths, tables.transitions, tables.opening, tables.closing)
        for window, path in zip(self.windows, paths, strict=True):
            tags[window.first : window.end] = path[window.first - window.start :]
        names = SPAN_HEADS[head]
        for kind, start, end in spans_of(tags):
            yield names[2 * kind + 1][2:], start, end


class Encoder:
    """The encoder in `folder`: `model.onnx`, `tokenizer.json`, `encoder.json` (labels, tables and checksums) and its judges.

    Raises ModelError where a file is missing or damaged, or onnxruntime or tokenizers is not installed.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise ModelError(
                f"{error.name} is not installed.", remedy="Install Factdesk's requirements again."
            ) from error
        about = _checked(folder)
        self.judges = read_judges(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self.session: Any = onnxruntime.InferenceSession(
                folder / "model.onnx", options, providers=["CPUExecutionProvider"]
            )
            self.pieces = Pieces(Tokenizer.from_file(str(folder / "tokenizer.json")))
            self.labels: dict[str, list[str]] = about["labels"]
            self.lexicon: dict[str, dict[str, str]] = about["lexicon"]
            self.tables = {head: Tables(*_arrays(tables)) for head, tables in about["tables"].items()}
            self.arcs = Arcs(*_arrays(about["arcs"]))
            self._columns = columns(self.labels)
            self._check()
        except Exception as error:
            raise ModelError(f"The encoder in {folder} cannot be loaded ({type(error).__name__}).") from error

    def _check(self) -> None:
        """Raise ValueError where what `encoder.json` says does not fit the model or itself."""
        for head, tags in SPAN_HEADS.items():
            tables = self.tables[head]
            shapes = (tables.transitions.shape, tables.opening.shape, tables.closing.shape)
            if shapes != ((len(tags), len(tags)), (len(tags),), (len(tags),)) or self.labels[head] != list(tags):
                raise ValueError(f"the tables of {head} are no tables of its tags")
        widths = (max(column.stop for column in self._columns.values()), len(self.arcs.relation_bias))
        scores = self.session.run(None, _given([[UNKNOWN]], [LOWER]))[0]
        if widths != (scores.shape[-1], len(self.labels["dep"])):
            raise ValueError("the labels are not the model's")
        if not all(isinstance(lemmas, dict) for lemmas in self.lexicon.values()):
            raise TypeError("the lexicon is none")

    def __call__(self, doc: Doc) -> Reading:
        """Read a Doc once."""
        words = [token.i for token in doc if not token.is_space]
        texts = [doc[i].text for i in words]
        pieces = self.pieces(texts) if texts else []
        glued = [i > 0 and not doc[i - 1].is_space and not doc[i - 1].whitespace_ for i in words]
        breaks = [
            k for k in range(1, len(words)) if words[k] - words[k - 1] > 1 and _breaks(doc, words[k - 1], words[k])
        ]
        cut = list(windows(texts, [len(one) for one in pieces], breaks))
        rows, arcs = [], []
        for window in cut:
            a, b = window.start, window.end
            scored, vectors = self._read(texts[a:b], glued[a:b], pieces[a:b])
            rows.append(scored)
            arcs.append(vectors[window.first - a :])
        decided = [row[window.first - window.start :] for window, row in zip(cut, rows, strict=True)]
        empty = [np.zeros((0, max(column.stop for column in self._columns.values())), dtype=np.float32)]
        return Reading(words, cut, np.concatenate(decided or empty), np.concatenate(arcs or empty), rows, self._columns)

    def _read(self, words: list[str], glued: list[bool], pieces: list[list[int]]) -> tuple[Floats, Floats]:
        """Return the scores (words, labels) and arc vectors of one window.

        One at a time: as fast as many together, since nothing is padded, and 8-bit scales are of a whole batch, so that
        a paragraph would be read a little differently beside others.
        """
        shapes = [shape(word, glued=joined) for word, joined in zip(words, glued, strict=True)]
        scores, arcs = self.session.run(None, _given(pieces, shapes))
        return scores[0], arcs[0]


def _given(pieces: list[list[int]], shapes: list[int]) -> dict[str, NDArray[np.int64]]:
    """Return what the network is given for one window: its words' subwords and shapes, between the special ones."""
    ids, types, first, last = [FIRST], [0], [], []
    for one, kind in zip(pieces, shapes, strict=True):
        first.append(len(ids))
        ids += one
        last.append(len(ids) - 1)
        types += [kind] * len(one)
    given = {"ids": [*ids, LAST], "shapes": [*types, 0], "mask": [1] * (len(ids) + 1), "first": first, "last": last}
    return {name: np.array([row], dtype=np.int64) for name, row in given.items()}


def lines(doc: Doc, words: list[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a stretch of words cut where a line ends."""
    cuts = [k for k in range(start + 1, end) if _breaks(doc, words[k - 1], words[k])]
    yield from pairwise([start, *cuts, end])


def columns(labels: dict[str, list[str]]) -> dict[str, slice]:
    """Return where each head's scores stand side by side."""
    found, at = {}, 0
    for head in [*(name for name in labels if name != "dep"), *YES_OR_NO]:
        width = len(labels.get(head, ("yes",)))
        found[head] = slice(at, at + width)
        at += width
    return found


def _breaks(doc: Doc, before: int, after: int) -> bool:
    return any("\n" in doc[i].text for i in range(before + 1, after))


def _arrays(tables: list[Any]) -> list[Floats]:
    return [np.array(table, dtype=np.float32) for table in tables]


def _checked(folder: Path) -> dict[str, Any]:
    """Return what `encoder.json` says, once the files beside it are what it says they are."""
    try:
        about: dict[str, Any] = json.loads((folder / "encoder.json").read_text(encoding="utf8"))
        for name, digest in about["sha256"].items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                raise ModelError(f"{folder / name} is damaged.")
    except OSError as error:
        raise ModelError(f"{error.filename} is missing or cannot be read.") from error
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise ModelError(f"{folder / 'encoder.json'} is damaged.") from error
    return about
