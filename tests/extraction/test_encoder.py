"""The encoder by itself: words to subwords, one pass over a text, spans across windows, its files when damaged."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ModelError
from bot.extraction.decoding import Floats
from bot.extraction.encoder import FILES, UNKNOWN, Encoder, Pieces, Reading, Tables, columns
from bot.extraction.judgement import FILE as JUDGEMENT
from bot.extraction.labels import SPAN_HEADS, YES_OR_NO
from bot.extraction.parsing import ENCODER
from bot.extraction.windows import MAX_PIECES, OVERLAP, Window

ROOT = Path(__file__).parents[2]
SHIPPED = Path(ENCODER)
ALL_FILES = (*FILES, "encoder.json", JUDGEMENT)
BLANK = spacy.blank("en")
SENTENCE = "Maria Silva said that the law was wrong and that the road was closed to all traffic."


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(SHIPPED)


@pytest.fixture(scope="module")
def pieces(encoder: Encoder) -> Pieces:
    return encoder.pieces


def read(encoder: Encoder, text: str) -> Reading:
    return encoder(BLANK(text))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12), max_size=12))
@settings(deadline=None)
def test_every_word_has_subwords_of_its_own_whatever_stands_beside_it(pieces: Pieces, words: list[str]) -> None:
    together = pieces(words)
    assert all(together)
    assert together == [alone for word in words for alone in pieces([word])]


@pytest.mark.parametrize("word", ["\u200b", "\u0301", "\x00", "\ufffd", "𓀀", "a" * 300])
def test_unreadable_word_is_one_unknown_subword(pieces: Pieces, word: str) -> None:
    assert pieces(["the", word, "the"])[1] == [UNKNOWN]


def test_subwords_are_read_without_case_and_accents(pieces: Pieces) -> None:
    assert pieces(["ZOË", "Zoë", "zoe\u0308"]) == pieces(["zoe"]) * 3


@pytest.mark.parametrize(
    "word", ["汉" * 300, "🇺🇦" * 300, "https://example.org/?" + "&".join(f"utm_{i}={i}" for i in range(90)), "-." * 400]
)
def test_word_longer_than_a_window_is_read_all_the_same(encoder: Encoder, pieces: Pieces, word: str) -> None:
    assert len(pieces([word])[0]) <= MAX_PIECES - OVERLAP  # or no window holds it beside what is read again
    texts = (word, f"{word} closed", f"The road is {word}", f"{SENTENCE * 3} {word} {SENTENCE * 3}")
    for text in texts:
        reading = read(encoder, text)
        assert len(reading.scores) == len(reading.words) == len(reading.arcs)


@pytest.mark.parametrize("text", ["", " ", "\n\n\t  \n"])
def test_text_without_words_is_an_empty_reading(encoder: Encoder, text: str) -> None:
    reading = read(encoder, text)
    assert (reading.words, reading.windows, reading.rows) == ([], [], [])
    for head in SPAN_HEADS:
        assert reading.of(head).shape == (0, len(SPAN_HEADS[head]))
        assert list(reading.spans(head, encoder.tables[head])) == []


@pytest.mark.parametrize(
    "text",
    ["😀", "🇺🇦 " * 300, "\u200b", "\x00", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "[CLS] [SEP] [PAD] a[SEP]b"],
)
def test_text_that_is_no_language_is_read_without_harm(encoder: Encoder, text: str) -> None:
    reading = read(encoder, text)
    assert len(reading.scores) == len(reading.words) == len(reading.arcs) > 0
    assert np.isfinite(reading.scores).all()
    assert np.isfinite(reading.arcs).all()


def test_white_space_is_no_word(encoder: Encoder) -> None:
    reading = read(encoder, " The  road\n\nis\tclosed ")
    assert [BLANK(" The  road\n\nis\tclosed ")[i].text for i in reading.words] == ["The", "road", "is", "closed"]


def test_reading_has_the_scores_of_each_head(encoder: Encoder) -> None:
    reading = read(encoder, SENTENCE)
    widths = {head: len(names) for head, names in encoder.labels.items() if head != "dep"} | dict.fromkeys(YES_OR_NO, 1)
    assert {head: reading.of(head).shape for head in reading.columns} == {
        head: (len(reading.words), width) for head, width in widths.items()
    }
    assert reading.scores.shape[1] == sum(widths.values())


def test_heads_of_spans_are_labelled_as_the_code_reads_them(encoder: Encoder) -> None:
    assert {head: tuple(encoder.labels[head]) for head in SPAN_HEADS} == SPAN_HEADS


def test_tables_are_of_the_tags_of_their_heads(encoder: Encoder) -> None:
    assert set(encoder.tables) == set(SPAN_HEADS)
    for head, tables in encoder.tables.items():
        tags = len(SPAN_HEADS[head])
        assert tables.transitions.shape == (tags, tags)
        assert tables.opening.shape == tables.closing.shape == (tags,)


def test_capitals_and_spaces_are_heard_though_the_letters_are_the_same(encoder: Encoder, pieces: Pieces) -> None:
    assert pieces(["US", "left", "."]) == pieces(["us", "left", "."])
    plain, capital, glued = (read(encoder, text).scores for text in ("us left .", "US left .", "us left."))
    assert plain.shape == capital.shape == glued.shape
    assert not np.allclose(plain, capital)
    assert not np.allclose(plain, glued)


def test_words_are_read_the_same_in_whatever_white_space(encoder: Encoder) -> None:
    plain, odd = read(encoder, SENTENCE), read(encoder, f"\n\n{SENTENCE.replace(' ', '  ')}\n")
    assert np.array_equal(plain.scores, odd.scores)
    assert np.array_equal(plain.arcs, odd.arcs)


def test_paragraphs_far_apart_do_not_change_each_other(encoder: Encoder) -> None:
    filler = "The road to the harbour runs along the coast and past the old mill. " * 8
    alone = read(encoder, SENTENCE)
    for text in (f"{SENTENCE}\n\n{filler}\n\n{filler}", f"{SENTENCE}\n{filler}"):
        assert np.array_equal(read(encoder, text).scores[: len(alone.words)], alone.scores)
    behind = read(encoder, f"{filler}\n\n{SENTENCE}")
    assert np.array_equal(behind.scores[-len(alone.words) :], alone.scores)
    assert np.array_equal(behind.arcs[-len(alone.words) :], alone.arcs)


def test_words_are_read_in_the_light_of_their_neighbours(encoder: Encoder) -> None:
    one, other = read(encoder, "They can fish."), read(encoder, "A can leaked.")
    assert not np.allclose(one.scores[1], other.scores[1])


def test_scores_are_those_of_the_windows_that_decide(encoder: Encoder) -> None:
    reading = read(encoder, "; ".join(["the road was closed"] * 150))
    assert len(reading.windows) > 2
    assert any(window.start < window.first for window in reading.windows)
    for window, row in zip(reading.windows, reading.rows, strict=True):
        assert len(row) == window.end - window.start
        assert np.array_equal(reading.scores[window.first : window.end], row[window.first - window.start :])
    assert len(reading.scores) == len(reading.arcs) == len(reading.words)


def test_five_thousand_words_in_one_paragraph_are_read_to_the_end(encoder: Encoder) -> None:
    doc = BLANK(" ".join([SENTENCE] * 313))
    assert len(doc) > 5000
    reading = encoder(doc)
    spans = list(reading.spans("attribution", encoder.tables["attribution"]))
    assert all(before[2] <= after[1] for before, after in pairwise(spans))
    assert spans[-1][2] > len(doc) - 5
    assert sum(kind == "cue" for kind, _, _ in spans) > 280


def test_who_says_what_is_marked(encoder: Encoder) -> None:
    doc = BLANK("Maria Silva said that the law was wrong.")
    reading = encoder(doc)
    spans = [(kind, doc[a:b].text) for kind, a, b in reading.spans("attribution", encoder.tables["attribution"])]
    assert spans[:2] == [("source", "Maria Silva"), ("cue", "said")]
    assert [kind for kind, _ in spans] == ["source", "cue", "content"]


def test_columns_stand_side_by_side_without_the_relations() -> None:
    found = columns({"tag": ["NN", "VB", "DT"], "dep": ["nsubj", "ROOT"], "pos": ["NOUN"]})
    assert found == {"tag": slice(0, 3), "pos": slice(3, 4), "sentence": slice(4, 5), "worth": slice(5, 6)}


def scored(*tags: str, head: str = "attribution", width: int = 9) -> Floats:
    """Return scores of words that speak for these tags, in the columns after the first two."""
    row = np.full((len(tags), width), -100, dtype=np.float32)
    row[:, 2 : 2 + len(SPAN_HEADS[head])] = 0
    for word, tag in enumerate(tags):
        row[word, 2 + SPAN_HEADS[head].index(tag)] = 10
    return row


def marked(*windows: tuple[Window, Floats], tables: Tables, head: str = "attribution") -> list[tuple[str, int, int]]:
    """Return the spans of a reading of these windows."""
    decided = np.concatenate([row[window.first - window.start :] for window, row in windows])
    columns = {head: slice(2, 2 + len(SPAN_HEADS[head]))}
    reading = Reading(
        list(range(len(decided))),
        [window for window, _ in windows],
        decided,
        np.zeros((len(decided), 1), dtype=np.float32),
        [row for _, row in windows],
        columns,
    )
    return list(reading.spans(head, tables))


@pytest.mark.parametrize("head", sorted(SPAN_HEADS))
def test_each_kind_is_named(encoder: Encoder, head: str) -> None:
    kinds = [tag[2:] for tag in SPAN_HEADS[head] if tag.startswith("B-")]
    tags = [tag for kind in kinds for tag in (f"B-{kind}", f"I-{kind}", "O")]
    width = 2 + len(SPAN_HEADS[head])
    row = scored(*tags, head=head, width=width)
    found = marked((Window(0, 0, len(tags)), row), tables=encoder.tables[head], head=head)
    assert found == [(kind, 3 * number, 3 * number + 2) for number, kind in enumerate(kinds)]


def test_windows_of_unlike_lengths_are_decoded_each_to_its_end(encoder: Encoder) -> None:
    found = marked(
        (Window(0, 0, 1), scored("B-source")),
        (Window(1, 1, 5), scored("B-cue", "O", "B-content", "I-content")),
        (Window(5, 5, 7), scored("O", "B-source")),
        tables=encoder.tables["attribution"],
    )
    assert found == [("source", 0, 1), ("cue", 1, 2), ("content", 3, 5), ("source", 6, 7)]


def test_span_goes_on_over_the_edge_of_a_window(encoder: Encoder) -> None:
    found = marked(
        (Window(0, 0, 3), scored("O", "B-content", "I-content")),
        (Window(1, 3, 5), scored("B-content", "I-content", "I-content", "O")),
        tables=encoder.tables["attribution"],
    )
    assert found == [("content", 1, 4)]


def test_what_a_window_reads_again_is_not_decided_there(encoder: Encoder) -> None:
    found = marked(
        (Window(0, 0, 3), scored("B-source", "O", "O")),
        (Window(1, 3, 5), scored("B-cue", "B-content", "O", "B-cue")),
        tables=encoder.tables["attribution"],
    )
    assert found == [("source", 0, 1), ("cue", 4, 5)]


def test_inside_without_its_begin_is_mended_by_the_tables(encoder: Encoder) -> None:
    found = marked((Window(0, 0, 3), scored("O", "I-source", "I-source")), tables=encoder.tables["attribution"])
    assert found in ([("source", 1, 3)], [("source", 0, 3)])


@pytest.mark.parametrize(("by", "found"), [(0, []), (3, [("source", 1, 3)]), (12, [("source", 1, 4)])])
def test_eager_tables_mark_more_but_by_the_same_rules(by: float, found: list[tuple[str, int, int]]) -> None:
    row = scored("O", "O", "O", "O")
    for word, (source, inside) in enumerate([(-9, -9), (8, 0), (0, 8), (-9, 0)]):
        row[word, 3:5] = source, inside
        row[word, 5:] = -100
    tags = len(SPAN_HEADS["attribution"])
    transitions = np.zeros((tags, tags), dtype=np.float32)
    transitions[0, 2] = -100  # no inside without its begin
    opening = np.zeros(tags, dtype=np.float32)
    opening[2] = -100
    tables = Tables(transitions, opening, np.zeros(tags, dtype=np.float32))
    assert marked((Window(0, 0, 4), row), tables=tables.eager(by)) == found
    assert not transitions[0, 1]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return a folder with the shipped files, linked: what a test damages it writes anew."""
    for name in ALL_FILES:
        (tmp_path / name).symlink_to(SHIPPED / name)
    return tmp_path


def rewrite(folder: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    whole = (folder / name).read_bytes()
    (folder / name).unlink()
    (folder / name).write_bytes(change(whole))


def rewrite_json(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change what `encoder.json` says."""

    def changed(whole: bytes) -> bytes:
        about = json.loads(whole)
        change(about)
        return json.dumps(about).encode()

    rewrite(folder, "encoder.json", changed)


def told(folder: Path) -> str:
    """Return the sentence of the error, having seen that it says what to do."""
    with pytest.raises(ModelError) as error:
        Encoder(folder)
    assert "factdesk train" in error.value.remedy
    assert "\n" not in str(error.value)
    return error.value.sentence


def test_copied_encoder_reads_the_same_with_more_threads(encoder: Encoder, copied: Path) -> None:
    there, here = read(Encoder(copied, threads=2), SENTENCE), read(encoder, SENTENCE)
    assert np.allclose(there.scores, here.scores, atol=1e-3)
    assert np.allclose(there.arcs, here.arcs, atol=1e-3)


@pytest.mark.parametrize("name", ALL_FILES)
def test_missing_file_is_named_with_the_remedy(copied: Path, name: str) -> None:
    (copied / name).unlink()
    assert told(copied) == f"{copied / name} is missing or cannot be read."


@pytest.mark.parametrize("name", ALL_FILES)
def test_folder_in_the_place_of_a_file_is_named_with_the_remedy(copied: Path, name: str) -> None:
    (copied / name).unlink()
    (copied / name).mkdir()
    assert told(copied) == f"{copied / name} is missing or cannot be read."


def test_missing_folder_is_named_with_the_remedy(tmp_path: Path) -> None:
    assert str(tmp_path / "nowhere") in told(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ALL_FILES)
@pytest.mark.parametrize("kept", [0, 0.5])
def test_truncated_file_is_named_with_the_remedy(copied: Path, name: str, kept: float) -> None:
    rewrite(copied, name, lambda whole: whole[: int(len(whole) * kept)])
    assert told(copied) == f"{copied / name} is damaged."


@pytest.mark.parametrize("name", FILES)
def test_one_flipped_bit_is_noticed(copied: Path, name: str) -> None:
    rewrite(copied, name, lambda whole: whole[:100_000] + bytes([whole[100_000] ^ 1]) + whole[100_001:])
    assert told(copied) == f"{copied / name} is damaged."


@pytest.mark.parametrize("written", [b"\xff\xfe", b"{", b'"', b"{}", b'{"sha256": []}', b"[]", b"null", b"7"])
def test_encoder_json_that_says_something_else_is_damaged(copied: Path, written: bytes) -> None:
    rewrite(copied, "encoder.json", lambda _: written)
    assert told(copied) == f"{copied / 'encoder.json'} is damaged."


@pytest.mark.parametrize("key", ["labels", "lexicon", "tables", "arcs"])
@pytest.mark.parametrize("value", ["absent", "words", 7, None])
def test_encoder_json_that_lacks_a_part_cannot_be_loaded(copied: Path, key: str, value: object) -> None:
    def change(about: dict[str, Any]) -> None:
        about[key] = value
        if value == "absent":
            del about[key]

    rewrite_json(copied, change)
    assert str(copied) in told(copied)


@pytest.mark.parametrize("part", [0, 1, 2])
@pytest.mark.parametrize("value", ["absent", "words", [[1.0], [1.0, 2.0]], [0.0, 0.0]])
def test_rules_that_are_no_table_of_tags_cannot_be_loaded(copied: Path, part: int, value: object) -> None:
    def change(about: dict[str, Any]) -> None:
        about["tables"]["attribution"][part] = value
        if value == "absent":
            del about["tables"]["attribution"][part]

    rewrite_json(copied, change)
    assert str(copied) in told(copied)


@pytest.mark.parametrize("head", ["attribution", "names"])
def test_spans_without_rules_cannot_be_loaded(copied: Path, head: str) -> None:
    rewrite_json(copied, lambda about: about["tables"].pop(head))
    assert str(copied) in told(copied)


@pytest.mark.parametrize("head", ["lemma", "dep", "names"])
def test_labels_that_are_not_the_models_cannot_be_loaded(copied: Path, head: str) -> None:
    rewrite_json(copied, lambda about: about["labels"][head].pop())
    assert str(copied) in told(copied)


def test_model_that_is_no_onnx_cannot_be_loaded(copied: Path) -> None:
    rewrite(copied, "model.onnx", lambda _: b"not a model")
    digest = hashlib.sha256(b"not a model").hexdigest()
    rewrite_json(copied, lambda about: about["sha256"].update({"model.onnx": digest}))
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
        "from bot.extraction.encoder import Encoder\n"
        "from pathlib import Path\n"
        "try:\n    Encoder(Path(sys.argv[2]))\n"
        "except ModelError as error:\n    print(error)\n",
        str(SHIPPED),
    )
    assert (ended.stdout, ended.stderr) == (
        f"{package} is not installed. Install Factdesk's requirements again.\n",
        "",
    )
