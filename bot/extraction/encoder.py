"""The learned tagger of sources, cues and contents: a small encoder in ONNX, decoded under the grammar of its tags.

Apart from the attributions because this knows subwords and tensors, and they know grammar and people.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bot.errors import ModelError

SpanKind = Literal["source", "cue", "content"]
KINDS: tuple[SpanKind, ...] = ("source", "cue", "content")
TAGS = ("O", *(f"{edge}-{kind}" for kind in KINDS for edge in "BI"))
"""The order of the encoder's outputs."""

MAX_SUBWORDS = 254
"""What fits a window of 256 beside its two special subwords."""
PARAGRAPHS_UP_TO = 64
"""Short paragraphs are read together up to so many subwords; more of them blurred the edges of contents."""
OVERLAP = 64
"""How many subwords two windows of one long paragraph share; each decides half of them."""
FIRST, LAST = 101, 102
"""The special subwords [CLS] and [SEP] of BERT's vocabulary."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A span of the text, in code points, and what it is in an attribution."""

    kind: SpanKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Window:
    """Subwords `start` to `end` are read; of those, `first` to `last` are decided here."""

    start: int
    end: int
    first: int
    last: int


class Tagger:
    """The encoder in `folder`: `model.onnx`, `tokenizer.json` and `tagger.json` (transitions and checksums).

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
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session: Any = onnxruntime.InferenceSession(
                folder / "model.onnx", options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._tokenizer.no_truncation()
            self._tokenizer.no_padding()
            self._transitions = np.array(about["transitions"], dtype=np.float32)
            self._opening = np.array(about["opening"], dtype=np.float32)
            self._closing = np.array(about["closing"], dtype=np.float32)
            _fits(self._transitions, self._opening, self._closing)
        except Exception as error:
            raise ModelError(f"The tagger in {folder} cannot be loaded ({type(error).__name__}).") from error

    def __call__(self, text: str) -> list[TaggedSpan]:
        """Return the sources, cues and contents of a text, in order."""
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        offsets: list[tuple[int, int]] = encoded.offsets
        if not offsets:
            return []
        windows = list(_windows(text, offsets))
        lengths = [window.end - window.start for window in windows]
        scores = np.zeros((len(windows), max(lengths), len(TAGS)), dtype=np.float32)
        for row, window in enumerate(windows):
            scores[row, : lengths[row]] = self._read(encoded.ids[window.start : window.end])
        tags = np.zeros(len(offsets), dtype=np.int8)
        paths = decode(scores, lengths, self._transitions, self._opening, self._closing)
        for window, path in zip(windows, paths, strict=True):
            tags[window.first : window.last] = path[window.first - window.start : window.last - window.start]
        return [TaggedSpan(kind, offsets[a][0], offsets[b - 1][1]) for kind, a, b in spans_of(tags)]

    def _read(self, ids: list[int]) -> Floats:
        """Return the scores of one window, (subwords, tags).

        One at a time: as fast as many together, since nothing is padded, and 8-bit scales are of a whole batch, so that
        a paragraph would be read a little differently beside others.
        """
        row = np.array([[FIRST, *ids, LAST]], dtype=np.int64)
        scores: Floats = self._session.run(None, {"input_ids": row, "attention_mask": np.ones_like(row)})[0]
        return scores[0, 1:-1]


def _fits(transitions: Floats, opening: Floats, closing: Floats) -> None:
    """Raise ValueError where the rules are no table of the tags."""
    tags = len(TAGS)
    if transitions.shape != (tags, tags) or opening.shape != (tags,) or closing.shape != (tags,):
        raise ValueError("the rules are no table of the tags")


def _checked(folder: Path) -> dict[str, Any]:
    """Return what `tagger.json` says, once the files beside it are what it says they are."""
    try:
        about: dict[str, Any] = json.loads((folder / "tagger.json").read_text(encoding="utf8"))
        for name, digest in about["sha256"].items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                raise ModelError(f"{folder / name} is damaged.")
    except OSError as error:
        raise ModelError(f"{error.filename} is missing or cannot be read.") from error
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise ModelError(f"{folder / 'tagger.json'} is damaged.") from error
    return about


def _windows(text: str, offsets: list[tuple[int, int]]) -> Iterator[Window]:
    """Yield the windows of a text: whole paragraphs together as far as they fit, long ones in overlapping pieces."""
    starts = [0, *(i for i in range(1, len(offsets)) if "\n" in text[offsets[i - 1][1] : offsets[i][0]]), len(offsets)]
    begin = 0
    for paragraph, after in pairwise(starts):
        if after - begin > PARAGRAPHS_UP_TO and paragraph > begin:
            yield from _pieces(begin, paragraph)
            begin = paragraph
    yield from _pieces(begin, len(offsets))


def _pieces(start: int, end: int) -> Iterator[Window]:
    """Yield one window, or several where the subwords do not fit one."""
    first = start
    while end - start > MAX_SUBWORDS:
        stop = start + MAX_SUBWORDS
        yield Window(start, stop, first, stop - OVERLAP // 2)
        first = stop - OVERLAP // 2
        start = stop - OVERLAP
    if end > first:
        yield Window(start, end, first, end)


def decode(
    scores: Floats, lengths: list[int], transitions: Floats, opening: Floats, closing: Floats
) -> list[NDArray[np.int8]]:
    """Return the best path of tags for each row of `scores` (rows, subwords, tags), by Viterbi over all rows at once.

    `transitions[i, j]` is the score of tag j after tag i; forbidden ones are far below zero.
    """
    rows, longest, tags = scores.shape
    best = opening + scores[:, 0]
    back = np.zeros((longest, rows, tags), dtype=np.int8)
    ends = np.array(lengths) - 1
    final = np.where((ends == 0)[:, None], best, -np.inf)
    for step in range(1, longest):
        reached = best[:, :, None] + transitions
        back[step] = reached.argmax(axis=1)
        best = reached.max(axis=1) + scores[:, step]
        final = np.where((ends == step)[:, None], best, final)
    paths = []
    for row, length in enumerate(lengths):
        tag = int((final[row] + closing).argmax())
        path = np.zeros(length, dtype=np.int8)
        for step in range(length - 1, -1, -1):
            path[step] = tag
            tag = int(back[step, row, tag])
        paths.append(path)
    return paths


def spans_of(tags: NDArray[np.int8]) -> Iterator[tuple[SpanKind, int, int]]:
    """Yield the spans that BIO tags mark, as kind, first and last + 1 position."""
    start: int | None = None
    kind = 0
    for i, tag in enumerate([*tags.tolist(), 0]):
        goes_on = start is not None and tag == 2 * kind + 2
        if start is not None and not goes_on:
            yield KINDS[kind], start, i
            start = None
        if tag and not goes_on:
            start, kind = i, (tag - 1) // 2
