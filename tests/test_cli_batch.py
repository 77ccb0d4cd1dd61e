"""`factdesk batch`: line by line, in order, whatever stands in a line."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import GERMAN, STORY, Command, checked, factdesk, one_sentence

__all__ = ["factdesk"]
Lines = list[dict[str, Any]]


@pytest.fixture
def given(tmp_path: Path) -> Path:
    return tmp_path / "in.jsonl"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


def written(*records: object) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def read(path: Path) -> Lines:
    return [json.loads(line, parse_constant=_never) for line in path.read_text("utf-8").split("\n") if line]


def _never(constant: str) -> None:
    pytest.fail(f"{constant} is no JSON")


def test_good_lines_become_briefings_in_order(factdesk: Command, given: Path, made: Path) -> None:
    given.write_text(written({"id": "b", "text": STORY}, {"id": "a", "text": "The dog barked."}), "utf-8")
    ended = factdesk("batch", given, "-o", made)
    assert (ended.status, ended.out, ended.err) == (0, "", "")
    records = read(made)
    assert [record["id"] for record in records] == ["b", "a"]
    for record in records:
        checked(record)


def test_title_and_link_are_taken_over(factdesk: Command, given: Path, made: Path) -> None:
    named = {"id": 1, "text": STORY, "title": "Mayor accused", "url": "https://example.org/mayor"}
    given.write_text(written(named, {"id": 2, "text": STORY, "title": None, "url": 7, "more": []}), "utf-8")
    assert factdesk("batch", given, "-o", made).status == 0
    assert [(r["article"]["title"], r["article"]["url"]) for r in read(made)] == [
        ("Mayor accused", "https://example.org/mayor"),
        (None, None),
    ]


def test_a_bad_line_becomes_its_error_and_the_rest_go_on(factdesk: Command, given: Path, made: Path) -> None:
    lines = [
        written({"id": 1, "text": STORY}),
        "no json\n",
        "[1, 2]\n",
        "[" * 100_000 + "\n",
        "\n",
        written({"id": 2}, {"id": 3, "text": ["a"]}, {"id": 4, "text": " "}, {"id": 5, "text": GERMAN}),
        '{"id": 6, "text": "half \\ud800"}\n',
        written({"text": STORY}, {"id": 7, "text": STORY}),
    ]
    given.write_text("".join(lines), "utf-8")
    ended = factdesk("batch", given, "-o", made)
    assert ended.status == 1
    assert one_sentence(ended.err) == f'8 of 11 lines failed; see "error" in {made}.'
    records = read(made)
    assert [record["id"] for record in records] == [1, None, None, None, 2, 3, 4, 5, 6, None, 7]
    failed = [record for record in records if "error" in record]
    assert all(set(record) == {"id", "error"} for record in failed)
    assert [failed[0]["error"][:20], failed[1]["error"][:20]] == ["This line is no JSON", "A line must be an ob"]
    assert "German" in failed[6]["error"]


@pytest.mark.parametrize(
    "identity", [0, -1, 1.5, "", "a/b", "Ünï 🙂", "\u2028", None, True, [1, "a"], {"a": {"b": None}}, 2**70]
)
def test_an_id_of_any_type_is_kept(factdesk: Command, given: Path, made: Path, identity: object) -> None:
    given.write_text(written({"id": identity, "text": "The dog barked."}, {"id": identity, "text": ""}), "utf-8")
    factdesk("batch", given, "-o", made)
    assert [record["id"] for record in read(made)] == [identity, identity]


def test_what_other_programs_write_is_read(factdesk: Command, given: Path, made: Path) -> None:
    """A byte order mark, Windows' line ends, a line separator in a text, NaN for no value, and half a character."""
    nan = '{"id": NaN, "text": "The dog barked.", "title": NaN, "score": 1e999}'
    half = '{"id": "\\ud800", "text": "The dog barked.", "title": "\\udfff"}'
    plain = written({"id": 1, "text": "The dog\u2028barked."}).replace("\n", "\r\n")
    given.write_bytes(f"\ufeff{plain}{nan}\r\n{half}".encode())
    ended = factdesk("batch", given, "-o", made)
    assert (ended.status, ended.err) == (0, "")
    assert [(r["id"], r["article"]["title"]) for r in read(made)] == [(1, None), (None, None), ("\ud800", "\udfff")]
    assert read(made)[0]["article"]["text"] == "The dog\u2028barked."


def test_nothing_in_is_nothing_out(factdesk: Command, given: Path, made: Path) -> None:
    given.write_text("\n", "utf-8")
    assert factdesk("batch", given, "-o", made).status == 0
    assert made.read_text("utf-8") == ""


def test_a_file_that_cannot_be_read_or_written_is_one_sentence(factdesk: Command, given: Path, made: Path) -> None:
    missing = factdesk("batch", given, "-o", made)
    assert missing.status == 1
    assert one_sentence(missing.err) == f"{given} cannot be read as UTF-8 text. Give a file of JSON lines."
    given.write_bytes(b"\xff\xfe{")
    assert factdesk("batch", given, "-o", made).status == 1
    given.write_text(written({"id": 1, "text": STORY}), "utf-8")
    unwritable = factdesk("batch", given, "-o", made / "no" / "folder")
    assert (unwritable.status, one_sentence(unwritable.err)) == (1, f"{made}/no/folder: No such file or directory.")
