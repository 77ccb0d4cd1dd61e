"""Annotated articles as subwords, tags and pieces: what the tagger is trained on is what it later reads."""

import random
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from bot.extraction.attributions import WEIGHTS
from bot.extraction.encoder import MAX_SUBWORDS, TAGS, spans_of
from bot.training.polnear import AnnotatedText, Triple
from bot.training.tagger_data import SHORTEST, Encoded, batches, encode, pieces

TEXT = "Zelenskyy said it rained.\n\n“It rained,” he added."
TRIPLES = (Triple(((0, 9),), ((10, 14),), ((15, 24),)), Triple(((40, 42),), ((43, 48),), ((27, 39),)))


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(Path(WEIGHTS) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def places(encoded: Encoded, text: str, tokenizer: Tokenizer) -> list[tuple[str, int, int]]:
    """Return what the tags mark, in code points."""
    offsets = tokenizer.encode(text, add_special_tokens=False).offsets
    return [(kind, offsets[a][0], offsets[b - 1][1]) for kind, a, b in spans_of(np.array(encoded.tags, dtype=np.int8))]


def follows(tags: list[int]) -> bool:
    """Say whether every inside tag stands behind its own kind."""
    return all(tag % 2 or tag == 0 or before in {tag, tag - 1} for before, tag in pairwise([0, *tags]))


def test_tags_of_an_article_mark_its_spans(tokenizer: Tokenizer) -> None:
    encoded = encode(AnnotatedText(TEXT, TRIPLES), tokenizer)
    wanted = sorted(
        (kind, *place) for triple in TRIPLES for kind in ("source", "cue", "content") for place in getattr(triple, kind)
    )
    assert sorted(places(encoded, TEXT, tokenizer)) == wanted
    assert len(encoded.ids) == len(encoded.tags)
    assert follows(encoded.tags)


def test_paragraphs_of_an_article_are_where_its_lines_begin(tokenizer: Tokenizer) -> None:
    encoded = encode(AnnotatedText(TEXT, ()), tokenizer)
    before = tokenizer.encode(TEXT.partition("\n")[0], add_special_tokens=False).ids
    assert encoded.paragraphs == [0, len(before)]
    assert set(encoded.tags) == {0}


def test_spans_that_overlap_are_tagged_under_the_grammar(tokenizer: Tokenizer) -> None:
    inner = Triple(((10, 14),), (), ())
    assert follows(encode(AnnotatedText(TEXT, (Triple((), ((0, 24),), ()), inner)), tokenizer).tags)


def made(lengths: list[int], tag: int = 0) -> Encoded:
    """Return an article of paragraphs of so many subwords."""
    total = sum(lengths)
    return Encoded(list(range(total)), [tag] * total, [sum(lengths[:n]) for n in range(len(lengths))])


LENGTHS = st.lists(st.integers(1, 300), min_size=1, max_size=8)


@given(LENGTHS, st.sampled_from([0, 128, 240]))
@settings(deadline=None)
def test_pieces_fit_and_leave_no_subword_out(lengths: list[int], context: int) -> None:
    article = made(lengths)
    cut = list(pieces(article, context))
    assert {i for start, end in cut for i in range(start, end)} == set(range(len(article.ids)))
    assert all(0 < end - start <= MAX_SUBWORDS for start, end in cut)
    assert cut == sorted(cut)


@pytest.mark.parametrize(
    ("lengths", "context", "cut"),
    [
        ([20, 20, 20], 0, [(0, 20), (20, 40), (40, 60)]),
        ([20, 20, 20], 40, [(0, 40), (40, 60)]),
        ([20, 20, 20], 240, [(0, 60)]),
        ([10, 300, 10], 128, [(0, 10), (10, 264), (216, 310), (310, 320)]),
    ],
)
def test_paragraphs_are_put_together_up_to_the_context(
    lengths: list[int], context: int, cut: list[tuple[int, int]]
) -> None:
    assert list(pieces(made(lengths), context)) == cut


def test_piece_that_begins_inside_a_span_is_still_under_the_grammar() -> None:
    article = Encoded(list(range(300)), [0, 5, *[6] * 298], [0])
    read = [tags for batch in batches([article], 3600, random.Random(1)) for _, tags in batch]
    assert [TAGS[tags[0]] for tags in read if not follows(tags)] == []


@given(st.lists(LENGTHS, min_size=1, max_size=4), st.integers(300, 4000), st.integers(0, 9))
@settings(deadline=None)
def test_batches_are_full_and_no_fuller(articles: list[list[int]], subwords: int, seed: int) -> None:
    drawn = batches([made(lengths) for lengths in articles], subwords, random.Random(seed))
    for batch in drawn:
        assert len(batch) * max((len(ids) for ids, _ in batch), default=0) <= subwords
        assert all(SHORTEST <= len(ids) == len(tags) for ids, tags in batch)


def test_articles_without_a_piece_to_read_make_no_batch() -> None:
    assert batches([], 3600, random.Random(1)) == []
    assert batches([made([1])], 3600, random.Random(1)) == []
