"""From scores of tags to spans, and from scores of arcs to a tree.

Apart from the encoder because this is arithmetic alone. The best tree is Chu-Liu-Edmonds' (the package
`ufal.chu_liu_edmonds`, MPL-2.0): greedy choice is right for most sentences, and that is asked first.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ufal.chu_liu_edmonds import chu_liu_edmonds

Floats = NDArray[np.float32]
SECOND_ROOT = 1e4
"""What every arc from the root costs, so that a tree has one of them."""


def decode(
    scores: Floats, lengths: list[int], transitions: Floats, opening: Floats, closing: Floats
) -> list[NDArray[np.int8]]:
    """Return the best path of tags for each row of `scores` (rows, words, tags), by Viterbi over all rows at once.

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


def spans_of(tags: NDArray[np.int8]) -> Iterator[tuple[int, int, int]]:
    """Yield the spans that BIO tags mark, as number of the kind, first and last + 1 position."""
    start: int | None = None
    kind = 0
    for i, tag in enumerate([*tags.tolist(), 0]):
        goes_on = start is not None and tag == 2 * kind + 2
        if start is not None and not goes_on:
            yield kind, start, i
            start = None
        if tag and not goes_on:
            start, kind = i, (tag - 1) // 2


def best_tree(scores: Floats) -> NDArray[np.int64]:
    """Return each word's head as its index + 1, 0 for the one root, so that the whole is a tree.

    `scores` (words, 1 + words): how well the root, then each word, serves as a word's head.
    """
    count = len(scores)
    scores = scores.copy()
    scores[np.arange(count), np.arange(count) + 1] = -np.inf
    greedy = scores.argmax(axis=1)
    if int((greedy == 0).sum()) == 1 and _reaches_root(greedy.tolist()):
        return np.asarray(greedy, dtype=np.int64)
    table: Any = np.full((count + 1, count + 1), np.nan)
    table[1:] = scores
    table[1:, 0] -= SECOND_ROOT
    table[np.arange(count + 1), np.arange(count + 1)] = np.nan
    heads, _ = chu_liu_edmonds(table)
    return np.array(heads[1:], dtype=np.int64)


def _reaches_root(heads: list[int]) -> bool:
    safe = {0}
    for word in range(1, len(heads) + 1):
        path = []
        at = word
        while at not in safe:
            if at in path:
                return False
            path.append(at)
            at = heads[at - 1]
        safe.update(path)
    return True
