"""The tagger by itself: its decoding against brute force, its windows over any layout, its files when damaged."""

import hashlib
import json
import math
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ModelError
from bot.extraction.attributions import WEIGHTS
from bot.extraction.encoder import (
    MAX_SUBWORDS,
    TAGS,
    Floats,
    TaggedSpan,
    Tagger,
    Window,
    _pieces,
    _windows,
    decode,
    spans_of,
)

ROOT = Path(__file__).parents[2]
SHIPPED = Path(WEIGHTS)
FILES = ("model.onnx", "tokenizer.json", "tagger.json")
B_SOURCE, I_SOURCE, B_CUE, I_CUE, B_CONTENT, I_CONTENT = range(1, 7)


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
def grammar() -> tuple[Floats, Floats, Floats]:
    """Return the transitions, opening and closing that are shipped."""
    about = json.loads((SHIPPED / "tagger.json").read_text("utf8"))
    transitions, opening, closing = (
        np.array(about[key], dtype=np.float32) for key in ("transitions", "opening", "closing")
    )
    return transitions, opening, closing


@given(st.data())
@settings(deadline=None)
def test_no_inside_is_decoded_without_its_begin(grammar: tuple[Floats, Floats, Floats], data: st.DataObject) -> None:
    lengths = data.draw(st.lists(st.integers(1, 8), min_size=1, max_size=3))
    scores = data.draw(table(len(lengths), max(lengths), len(TAGS))) * np.float32(10)
    for path in decode(scores, lengths, *grammar):
        for before, tag in pairwise([0, *path.tolist()]):
            assert tag % 2 or tag == 0 or before in {tag, tag - 1}, [TAGS[one] for one in path]


def test_row_of_a_batch_is_decoded_as_if_alone(grammar: tuple[Floats, Floats, Floats]) -> None:
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
    ],
)
def test_tags_mark_spans(tags: list[int], spans: list[tuple[str, int, int]]) -> None:
    assert list(spans_of(np.array(tags, dtype=np.int8))) == spans


@given(st.lists(st.integers(0, len(TAGS) - 1), max_size=20))
@settings(deadline=None)
def test_spans_are_in_order_and_hold_every_tagged_subword_once(tags: list[int]) -> None:
    held = [i for _, start, end in spans_of(np.array(tags, dtype=np.int8)) for i in range(start, end)]
    assert held == [i for i, tag in enumerate(tags) if tag]


def layout(lengths: list[int], gap: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text of one-letter words in paragraphs of so many words, and the place of each."""
    text = gap.join(" ".join("w" * length) for length in lengths)
    return text, [(i, i + 1) for i, char in enumerate(text) if char == "w"]


LENGTHS = st.lists(
    st.one_of(st.integers(0, 80), st.integers(250, 260), st.integers(440, 450), st.integers(0, 2000)), max_size=8
)


@given(LENGTHS, st.sampled_from(["\n", "\n\n", " \n "]))
@settings(deadline=None)
def test_windows_decide_every_subword_once_and_in_order(lengths: list[int], gap: str) -> None:
    text, offsets = layout(lengths, gap)
    windows = list(_windows(text, offsets))
    assert [i for window in windows for i in range(window.first, window.last)] == list(range(len(offsets)))
    for window in windows:
        assert window.start <= window.first < window.last <= window.end
        assert window.end - window.start <= MAX_SUBWORDS


@given(st.lists(st.integers(1, MAX_SUBWORDS), min_size=1, max_size=12))
@settings(deadline=None)
def test_paragraph_that_fits_is_never_cut(lengths: list[int]) -> None:
    text, offsets = layout(lengths, "\n\n")
    ends = {sum(lengths[:n]) for n in range(len(lengths) + 1)}
    assert all({window.start, window.end} <= ends for window in _windows(text, offsets))


def test_short_paragraphs_are_read_together_and_long_ones_alone() -> None:
    read = [(window.start, window.end) for window in _windows(*layout([20, 20, 20, 20, 100, 5], "\n\n"))]
    assert read == [(0, 60), (60, 80), (80, 180), (180, 185)]


def test_pieces_of_a_long_paragraph_share_what_they_both_see() -> None:
    assert list(_pieces(10, 10 + MAX_SUBWORDS)) == [Window(10, 264, 10, 264)]
    assert list(_pieces(0, MAX_SUBWORDS + 1)) == [Window(0, 254, 0, 222), Window(190, 255, 222, 255)]
    assert list(_pieces(7, 7)) == []


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(SHIPPED)


def tagged(tagger: Tagger, text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in tagger(text)]


@pytest.mark.parametrize("text", ["", " ", "\n\n\t  \n", "\u200b", "\x00"])
def test_text_without_words_has_no_spans(tagger: Tagger, text: str) -> None:
    assert tagger(text) == []


@pytest.mark.parametrize("text", ["😀", "🇺🇦" * 300, "\U0001f468\u200d\U0001f469\u200d\U0001f467", "[CLS] [SEP] [PAD]"])
def test_text_that_is_no_language_is_read_without_harm(tagger: Tagger, text: str) -> None:
    assert all(0 <= span.start < span.end <= len(text) for span in tagger(text))


def test_spans_are_in_code_points_behind_emoji_and_accents(tagger: Tagger) -> None:
    text = "😀 🇺🇦 Cafe\u0301.\n\nZoë Müller said the law was wrong."
    assert [part for part in tagged(tagger, text) if part[0] != "content"] == [
        ("source", "Zoë Müller"),
        ("cue", "said"),
    ]


def test_five_thousand_words_in_one_paragraph_are_read_to_the_end(tagger: Tagger) -> None:
    text = " ".join(["Maria Silva said that the law was wrong and that the road was closed to all traffic."] * 313)
    assert len(text.split()) > 5000
    spans = tagger(text)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert spans[-1].end > len(text) - 20
    assert sum(span.kind == "cue" for span in spans) > 280


def test_paragraphs_far_apart_do_not_change_each_other(tagger: Tagger) -> None:
    filler = "\n\n".join(["The road to the harbour runs along the coast and past the old mill. " * 8] * 2)
    text = f"Maria Silva said that the law was wrong.\n\n{filler}"
    alone = tagger("Maria Silva said that the law was wrong.")
    assert alone
    assert tagger(text)[: len(alone)] == alone


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return a folder with the shipped files, linked: what a test damages it writes anew."""
    for name in FILES:
        (tmp_path / name).symlink_to(SHIPPED / name)
    return tmp_path


def rewrite(folder: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    whole = (folder / name).read_bytes()
    (folder / name).unlink()
    (folder / name).write_bytes(change(whole))


def told(folder: Path) -> str:
    """Return the sentence of the error, having seen that it says what to do."""
    with pytest.raises(ModelError) as error:
        Tagger(folder)
    assert "factdesk train" in error.value.remedy
    assert "\n" not in str(error.value)
    return error.value.sentence


def test_copied_tagger_tags_the_same(tagger: Tagger, copied: Path) -> None:
    text = "Maria Silva said that the law was wrong."
    assert Tagger(copied, threads=2)(text) == tagger(text)
    assert tagger(text)[0] == TaggedSpan("source", 0, 11)


@pytest.mark.parametrize("name", FILES)
def test_missing_file_is_named_with_the_remedy(copied: Path, name: str) -> None:
    (copied / name).unlink()
    assert told(copied) == f"{copied / name} is missing or cannot be read."


def test_missing_folder_is_named_with_the_remedy(tmp_path: Path) -> None:
    assert str(tmp_path / "nowhere") in told(tmp_path / "nowhere")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kept", [0, 0.5])
def test_truncated_file_is_named_with_the_remedy(copied: Path, name: str, kept: float) -> None:
    rewrite(copied, name, lambda whole: whole[: int(len(whole) * kept)])
    assert told(copied) == f"{copied / name} is damaged."


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_one_flipped_bit_is_noticed(copied: Path, name: str) -> None:
    rewrite(copied, name, lambda whole: whole[:100_000] + bytes([whole[100_000] ^ 1]) + whole[100_001:])
    assert told(copied) == f"{copied / name} is damaged."


@pytest.mark.parametrize("written", [b"\xff\xfe", b"{", b'"', b"{}", b'{"sha256": []}', b"[]", b"null", b"7"])
def test_tagger_json_that_says_something_else_is_damaged(copied: Path, written: bytes) -> None:
    rewrite(copied, "tagger.json", lambda _: written)
    assert told(copied) == f"{copied / 'tagger.json'} is damaged."


@pytest.mark.parametrize("key", ["transitions", "opening", "closing"])
@pytest.mark.parametrize("value", ["absent", "words", [[1.0], [1.0, 2.0]], [0.0, 0.0]])
def test_rules_that_are_no_table_of_tags_cannot_be_loaded(copied: Path, key: str, value: object) -> None:
    def change(whole: bytes) -> bytes:
        about = json.loads(whole) | {key: value}
        return json.dumps({name: one for name, one in about.items() if one != "absent"}).encode()

    rewrite(copied, "tagger.json", change)
    assert str(copied) in told(copied)


def test_model_that_is_no_onnx_cannot_be_loaded(copied: Path) -> None:
    rewrite(copied, "model.onnx", lambda _: b"not a model")
    digest = hashlib.sha256(b"not a model").hexdigest()
    rewrite(
        copied,
        "tagger.json",
        lambda whole: json.dumps(
            (about := json.loads(whole)) | {"sha256": about["sha256"] | {"model.onnx": digest}}
        ).encode(),
    )
    assert "cannot be loaded" in told(copied)


WITHOUT = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == sys.argv[1]:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent())
"""


def without(package: str, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own where a package is not installed."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT + code, package, *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("package", ["onnxruntime", "tokenizers"])
def test_package_that_is_not_installed_is_named_with_the_remedy(package: str) -> None:
    ended = without(
        package,
        "from bot.errors import ModelError\n"
        "from bot.extraction.encoder import Tagger\n"
        "from pathlib import Path\n"
        "try:\n    Tagger(Path(sys.argv[2]))\n"
        "except ModelError as error:\n    print(error)\n",
        str(SHIPPED),
    )
    assert (ended.stdout, ended.stderr) == (
        f"{package} is not installed. Install Factdesk's requirements again.\n",
        "",
    )
