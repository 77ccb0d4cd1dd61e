"""Requests scored on sentences small enough to count by hand, read by the pipeline that is shipped."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from bot.errors import FileError
from bot.extraction.pipeline import load
from bot.training.framenet import FrameSentence
from bot.training.request_scores import RequestScores, _propbank_parts, report, score_framenet, score_propbank
from tests.training.corpora import framed, jsonl

TEXT = "Ukraine asked Turkey to send 40 tanks."
QUIET = "The road was closed on Monday because of the rain."
ARGUMENTS = [["ARG0", "Ukraine"], ["V", "asked"], ["ARG2", "Turkey"], ["ARG1", "to send 40 tanks"]]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def propbank(text: str, arguments: list[list[str]], roleset: str = "ask.02") -> dict[str, Any]:
    return {"sent_id": "s", "text": text, "split": "train", "roleset": roleset, "args": arguments}


def scored(nlp: Language, corpora: Path, *records: dict[str, Any]) -> RequestScores:
    jsonl(corpora / "requests" / "propbank_ewt_train.jsonl.gz", records)
    return score_propbank(nlp, corpora)


def held_out(text: str) -> str:
    """Return a text that is kept from training, by trying how often it must be said that it is true."""
    while not FrameSentence(text).held_out:
        text = f"{text.removesuffix('.')} indeed."
    return text


def trained_on(text: str) -> str:
    while FrameSentence(text).held_out:
        text = f"{text.removesuffix('.')} indeed."
    return text


def framenet(nlp: Language, corpora: Path, *records: dict[str, Any]) -> RequestScores:
    jsonl(corpora / "framenet" / "train.jsonl.gz", records)
    return score_framenet(nlp, corpora)


def counted(scores: RequestScores) -> tuple[int, int, int, int]:
    return scores.right, scores.wanted, scores.alarms, scores.quiet


def test_request_with_all_its_parts_is_right(nlp: Language, tmp_path: Path) -> None:
    scores = scored(nlp, tmp_path, propbank(TEXT, ARGUMENTS))
    assert (counted(scores), scores.errors) == ((1, 1, 0, 0), [])


@pytest.mark.parametrize("wrong", [0, 2, 3], ids=["asker", "asked", "item"])
def test_request_with_one_wrong_part_is_not(nlp: Language, tmp_path: Path, wrong: int) -> None:
    arguments = [
        [number, "Turkey" if words == "Ukraine" else "Ukraine"] if i == wrong else [number, words]
        for i, (number, words) in enumerate(ARGUMENTS)
    ]
    scores = scored(nlp, tmp_path, propbank(TEXT, arguments))
    assert counted(scores) == (0, 1, 0, 0)
    (error,) = scores.errors
    assert error.startswith(f"ask.02: {TEXT} | wanted ")
    assert "send 40 tanks" in error


def test_sentence_without_an_asker_is_not_counted(nlp: Language, tmp_path: Path) -> None:
    assert counted(scored(nlp, tmp_path, propbank(TEXT, ARGUMENTS[1:]))) == (0, 0, 0, 0)


def test_sentences_add_up(nlp: Language, tmp_path: Path) -> None:
    quiet = propbank(QUIET, [["ARG0", "the rain"], ["ARG1", "closed"]])
    assert counted(scored(nlp, tmp_path, propbank(TEXT, ARGUMENTS), quiet)) == (1, 2, 0, 0)


def parts(text: str, arguments: list[list[str]], roleset: str = "ask.02") -> dict[str, list[str]]:
    wanted = _propbank_parts(propbank(text, arguments, roleset))
    return {part: [text[start:end] for start, end in places] for part, places in wanted.items()}


def test_numbers_of_propbank_are_parts_by_their_verb() -> None:
    assert parts(TEXT, ARGUMENTS) == {"asker": ["Ukraine"], "asked": ["Turkey"], "item": ["to send 40 tanks"]}
    ordered = [["ARG0", "Ukraine"], ["ARG1", "Turkey"], ["ARG2", "to send 40 tanks"]]
    assert parts(TEXT, ordered, "order.01") == parts(TEXT, ARGUMENTS)
    assert parts(TEXT, [["ARGM-TMP", "asked"], ["V", "asked"]]) == {}


def test_argument_is_found_however_its_tokens_are_spaced() -> None:
    text = "He ordered the M-16s (dirtier), didn't he?"
    assert parts(text, [["ARG1", "the M - 16s ( dirtier )"], ["ARG0", "nobody"]]) == {"item": ["the M-16s (dirtier)"]}


def test_argument_is_a_word_and_not_letters_in_another() -> None:
    text = "Someone there asked me to leave"
    wanted = _propbank_parts(propbank(text, [["ARG2", "me"], ["ARG0", "Someone there"]]))
    assert wanted == {"asked": [(text.index("me to"), text.index(" to"))], "asker": [(0, 13)]}


def asked(text: str, **elements: str | None) -> dict[str, Any]:
    return framed("Request", "ask.v", text, "asked", **elements)


def test_requests_of_framenet_are_scored_where_they_are_held_out(nlp: Language, tmp_path: Path) -> None:
    out, kept = held_out(TEXT), trained_on(TEXT)
    elements = {"Speaker": "Ukraine", "Addressee": "Turkey", "Message": "to send 40 tanks"}
    assert out != kept
    assert counted(framenet(nlp, tmp_path, asked(out, **elements), asked(kept, **elements))) == (1, 1, 0, 0)


@pytest.mark.parametrize("silent", ["Speaker", "Message"])
def test_request_of_framenet_with_an_unsaid_part_is_not_counted(nlp: Language, tmp_path: Path, silent: str) -> None:
    elements = {"Speaker": "Ukraine", "Message": "to send 40 tanks"} | {silent: None}
    assert counted(framenet(nlp, tmp_path, asked(held_out(TEXT), **elements))) == (0, 0, 0, 0)


def test_request_found_where_nothing_is_asked_is_an_alarm(nlp: Language, tmp_path: Path) -> None:
    alarming, quiet = held_out(TEXT), held_out(QUIET)
    records = [framed("Statement", "say.v", text, text.split()[1]) for text in (alarming, quiet, trained_on(TEXT))]
    scores = framenet(nlp, tmp_path, *records)
    assert counted(scores) == (0, 0, 1, 2)
    (error,) = scores.errors
    assert error.startswith(f"alarm: {alarming} -> ")


def test_sentence_that_asks_too_is_not_quiet(nlp: Language, tmp_path: Path) -> None:
    text = held_out(TEXT)
    elements = {"Speaker": "Ukraine", "Message": "to send 40 tanks"}
    both = [framed("Statement", "say.v", text, "asked"), asked(text, **elements)]
    assert counted(framenet(nlp, tmp_path, *both)) == (1, 1, 0, 0)
    assert counted(framenet(nlp, tmp_path, framed("Questioning", "ask.v", text, "asked"))) == (0, 0, 0, 0)


@pytest.mark.parametrize("score", [score_propbank, score_framenet])
def test_scoring_without_the_corpus_is_told(nlp: Language, tmp_path: Path, score: Any) -> None:
    with pytest.raises(FileError) as lost:
        score(nlp, tmp_path)
    assert str(tmp_path) in lost.value.sentence


@pytest.mark.parametrize(
    "data",
    [
        b"not zipped",
        gzip.compress(b'{"text": "Anna asked."' * 9)[:-20],
        gzip.compress(b"no json"),
        gzip.compress(b"{}"),
    ],
    ids=["not zipped", "broken off", "no JSON", "no arguments"],
)
def test_damaged_corpus_is_told(nlp: Language, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "requests" / "propbank_ewt_train.jsonl.gz"
    path.parent.mkdir()
    path.write_bytes(data)
    with pytest.raises(FileError) as damaged:
        score_propbank(nlp, tmp_path)
    assert str(path) in damaged.value.sentence


def test_scores_are_told_a_line_a_corpus() -> None:
    tables = {
        "propbank": RequestScores(right=3, wanted=4, errors=["missed one"]),
        "framenet": RequestScores(right=0, wanted=0, alarms=1, quiet=8, errors=["alarm"]),
    }
    first, second = report(tables)
    assert first == "propbank  3 of 4 right (0.750)"
    assert second == "framenet  0 of 0 right (0.000); alarms on 1 of 8 sentences that ask for nothing (0.125)"
    assert list(report(tables, errors=True)) == [first, second, "missed one", "alarm"]
