"""That the benchmarks run and print their figures; how fast it is, is for `make bench` to tell."""

import gzip
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from bot.extraction import load
from tests.benchmarks.texts import articles, pieces, words_in

ROOT = Path(__file__).parents[2]
STORY = "The minister asked Turkey for aid on Tuesday. Critics said that she had taken bribes."


def corpora(folder: Path, *texts: str) -> Path:
    (folder / "polnear").mkdir()
    with gzip.open(folder / "polnear/dev.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"text": text}) + "\n" for text in texts)
    return folder


def test_every_figure_is_printed(tmp_path: Path) -> None:
    options = [str(corpora(tmp_path, STORY)), "--repeats", "1", "--words", "10"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", *options], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2 texts, 446 words, 1 repeats")
    rows = [line.split("│")[1].strip() for line in done.stdout.splitlines() if line.startswith("│")]
    assert rows == [
        *("whole extraction", "without our components", "ratio"),
        *("with rules in the tagger's place", "without our components", "ratio"),
        *(("products", "encoder", "share") if find_spec("onnx") else ()),
        *("10", "100", "1,000"),
        *("normal view", "tokenizer", *load().pipe_names, "assembly"),
        *("import, seconds", "load, seconds", "resident after load, MB", "resident after the run, MB"),
    ]


def test_a_corpora_folder_adds_its_articles(tmp_path: Path) -> None:
    folder = corpora(tmp_path, "One.", "Two.", "Three.")
    assert articles(folder, 2) == [*articles(None, 0), "One.", "Two."]


def test_pieces_have_the_words_asked_for_and_go_on_where_the_last_ended() -> None:
    assert pieces(["a b c", "d e"], 2, 4) == ["a b", "c\n\nd", "e\n\na", "b c"]
    assert words_in(pieces([STORY], 400, 3)) == 1200
