"""Paths of tags and trees of words, each against brute force over all there are."""

import json
import math
from functools import cache
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.extraction.decoding import Floats, best_tree, decode, spans_of
from bot.extraction.labels import SPAN_HEADS
from bot.extraction.parsing import ENCODER

B_SOURCE, I_SOURCE, B_CUE, I_CUE, B_CONTENT, I_CONTENT = range(1, 7)
TAGS = SPAN_HEADS["attribution"]


def table(*shape: int) -> st.SearchStrategy[Floats]:
    """Return tables of whole scores, whose sums are exact: the best path's score can be compared by equality."""
    return st.lists(st.integers(-9, 9), min_size=math.prod(shape), max_size=math.prod(shape)).map(
        lambda values: np.array(values, dtype=np.float32).reshape(shape)
    )


def score(path: tuple[int, ...], scores: Floats, transitions: Floats, opening: Floats, closing: Floats) -> float:
    steps = sum(float(transitions[a, b]) for a, b in pairwise(path))
    heard = sum(float(scores[i, tag]) for i, tag in enumerate(path))
    return float(opening[path[0]]) + steps + heard + float(closing[path[-1]])


@given(st.data())
@settings(deadline=None)
def test_decoded_path_is_the_best_of_all_paths(data: st.DataObject) -> None:
    tags = data.draw(st.integers(2, 4))
    lengths = data.draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    scores = data.draw(table(len(lengths), max(lengths), tags))
    rules = [data.draw(table(*shape)) for shape in ((tags, tags), (tags,), (tags,))]
    for row, path in enumerate(decode(scores, lengths, *rules)):
        every = product(range(tags), repeat=lengths[row])
        assert len(path) == lengths[row]
        assert score(tuple(path.tolist()), scores[row], *rules) == max(score(one, scores[row], *rules) for one in every)


@pytest.fixture(scope="module")
def grammars() -> dict[str, list[Floats]]:
    """Return the transitions, opening and closing that are shipped, by head."""
    about = json.loads((Path(ENCODER) / "encoder.json").read_text("utf8"))
    return {head: [np.array(table, dtype=np.float32) for table in about["tables"][head]] for head in sorted(SPAN_HEADS)}


@given(st.sampled_from(sorted(SPAN_HEADS)), st.data())
@settings(deadline=None)
def test_no_inside_is_decoded_without_its_begin(
    grammars: dict[str, list[Floats]], head: str, data: st.DataObject
) -> None:
    tags = SPAN_HEADS[head]
    lengths = data.draw(st.lists(st.integers(1, 6), min_size=1, max_size=3))
    scores = data.draw(table(len(lengths), max(lengths), len(tags))) * np.float32(10)
    for path in decode(scores, lengths, *grammars[head]):
        for before, tag in pairwise([0, *path.tolist()]):
            assert tag % 2 or tag == 0 or before in {tag, tag - 1}, [tags[one] for one in path]


def test_row_of_a_batch_is_decoded_as_if_alone(grammars: dict[str, list[Floats]]) -> None:
    grammar = grammars["attribution"]
    scores = np.random.default_rng(1).normal(0, 3, (5, 12, len(TAGS))).astype(np.float32)
    lengths = [12, 1, 7, 3, 11]
    together = decode(scores, lengths, *grammar)
    for row, length in enumerate(lengths):
        (alone,) = decode(scores[row : row + 1, :length], [length], *grammar)
        assert together[row].tolist() == alone.tolist()


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ([], []),
        ([0, 0], []),
        ([B_SOURCE], [("source", 0, 1)]),
        ([B_SOURCE, I_SOURCE, 0, B_CUE], [("source", 0, 2), ("cue", 3, 4)]),
        ([B_CONTENT, B_CONTENT, I_CONTENT], [("content", 0, 1), ("content", 1, 3)]),
        ([B_SOURCE, B_CUE, I_CUE, B_CONTENT, I_CONTENT], [("source", 0, 1), ("cue", 1, 3), ("content", 3, 5)]),
        ([0, B_CONTENT, I_CONTENT, 0, 0, B_CONTENT], [("content", 1, 3), ("content", 5, 6)]),
        ([I_CUE, I_CUE, 0, I_SOURCE], [("cue", 0, 2), ("source", 3, 4)]),
        ([B_SOURCE, I_CUE, I_CUE], [("source", 0, 1), ("cue", 1, 3)]),
    ],
)
def test_tags_mark_spans(tags: list[int], spans: list[tuple[str, int, int]]) -> None:
    found = [(TAGS[2 * kind + 1], start, end) for kind, start, end in spans_of(np.array(tags, dtype=np.int8))]
    assert found == [(f"B-{kind}", start, end) for kind, start, end in spans]


@given(st.lists(st.integers(0, len(TAGS) - 1), max_size=20))
@settings(deadline=None)
def test_spans_are_in_order_and_hold_every_tagged_word_once(tags: list[int]) -> None:
    held = [i for _, start, end in spans_of(np.array(tags, dtype=np.int8)) for i in range(start, end)]
    assert held == [i for i, tag in enumerate(tags) if tag]


@given(st.lists(st.integers(0, len(TAGS) - 1), max_size=20))
@settings(deadline=None)
def test_span_is_of_the_kind_of_all_its_tags(tags: list[int]) -> None:
    for kind, start, end in spans_of(np.array(tags, dtype=np.int8)):
        assert tags[start] in {2 * kind + 1, 2 * kind + 2}
        assert set(tags[start + 1 : end]) <= {2 * kind + 2}


def is_tree(heads: tuple[int, ...]) -> bool:
    """Return whether heads, 0 for the root, make one tree with one root."""
    below: dict[int, list[int]] = {}
    for word, head in enumerate(heads, start=1):
        below.setdefault(head, []).append(word)
    reached = [0]
    for at in reached:
        reached += below.get(at, [])
    return len(reached) == len(heads) + 1 and len(below[0]) == 1


@cache
def all_trees(words: int) -> list[tuple[int, ...]]:
    return [heads for heads in product(range(words + 1), repeat=words) if is_tree(heads)]


@pytest.mark.parametrize(("words", "trees"), [(1, 1), (2, 2), (3, 9), (4, 64), (5, 625)])
def test_brute_force_knows_every_tree(words: int, trees: int) -> None:
    assert len(all_trees(words)) == trees  # Cayley: words ** (words - 1)


def total(heads: tuple[int, ...], scores: Floats) -> float:
    return sum(float(scores[word, head]) for word, head in enumerate(heads))


TWO_ROOTS = np.array([[9, 0, 1], [8, 1, 0]], dtype=np.float32)
CYCLE = np.array([[0, 0, 9], [-5, 9, 0]], dtype=np.float32)
OWN_HEAD = np.array([[1, 9, 0], [0, 2, 9]], dtype=np.float32)


@given(st.integers(1, 5).flatmap(lambda words: table(words, words + 1)))
@example(TWO_ROOTS)
@example(CYCLE)
@example(OWN_HEAD)
@settings(deadline=None)
def test_best_tree_is_the_best_of_all_trees(scores: Floats) -> None:
    heads = tuple(best_tree(scores).tolist())
    assert heads in all_trees(len(scores))
    assert total(heads, scores) == max(total(tree, scores) for tree in all_trees(len(scores)))


@pytest.mark.parametrize(
    ("scores", "heads"), [(TWO_ROOTS, [0, 1]), (CYCLE, [0, 1]), (OWN_HEAD, [0, 1]), (np.zeros((1, 2)), [0])]
)
def test_second_root_cycle_or_own_head_gives_way(scores: Floats, heads: list[int]) -> None:
    assert best_tree(scores.astype(np.float32)).tolist() == heads


@given(st.integers(1, 60), st.integers(0, 2**32 - 1), st.sampled_from([0.1, 1, 30, 300]), st.sampled_from([-1, 0, 1]))
@settings(deadline=None)
def test_sentence_of_any_length_is_one_tree_with_one_root(words: int, seed: int, spread: float, root: int) -> None:
    scores = np.random.default_rng(seed).normal(0, spread, (words, words + 1)).astype(np.float32)
    scores[:, 0] += np.float32(3 * root * spread)
    assert is_tree(tuple(best_tree(scores).tolist()))


@given(st.integers(1, 8).flatmap(lambda words: table(words, words + 1)))
@settings(deadline=None)
def test_scores_are_left_as_they_were(scores: Floats) -> None:
    before = scores.copy()
    best_tree(scores)
    assert np.array_equal(scores, before)
