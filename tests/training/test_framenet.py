"""FrameNet's annotations become sentences in which someone asks or accuses someone."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from bot.errors import FileError
from bot.training.framenet import FrameSentence, read_framenet
from tests.training.corpora import PEOPLE, PLACES, folder, framed, jsonl

ASKED = "Anna urged Berlin to open the road."
ASKING = {"Speaker": "Anna", "Addressee": "Berlin", "Content": "to open the road"}
ACCUSED = "Berlin was accused of fraud by Anna."


def sentences(corpora: Path, *records: dict[str, Any]) -> list[FrameSentence]:
    jsonl(corpora / "framenet" / "train.jsonl.gz", records)
    return read_framenet(corpora)


def parts(corpora: Path, *records: dict[str, Any]) -> dict[str, str]:
    """Return the words of each part of the one sentence."""
    (one,) = sentences(corpora, *records)
    return {part: one.text[start:end] for part, start, end in one.parts}


def test_request_has_its_parts(tmp_path: Path) -> None:
    assert parts(tmp_path, framed("Attempt_suasion", "urge.v", ASKED, "urged", **ASKING)) == {
        "asking": "urged",
        "asker": "Anna",
        "asked": "Berlin",
        "item": "to open the road",
    }


def test_accusation_has_its_parts_without_their_prepositions(tmp_path: Path) -> None:
    accusing = {"Communicator": "by Anna", "Evaluee": "Berlin", "Reason": "of fraud"}
    assert parts(tmp_path, framed("Judgment_communication", "accuse.v", ACCUSED, "accused", **accusing)) == {
        "accusing": "accused",
        "accuser": "Anna",
        "accused": "Berlin",
        "offence": "fraud",
    }


def test_charges_are_an_accusation(tmp_path: Path) -> None:
    text = "Police charged him with theft."
    charging = {"Arraign_authority": "Police", "Accused": "him", "Charges": "with theft"}
    assert parts(tmp_path, framed("Notification_of_charges", "charge.v", text, "charged", **charging)) == {
        "accusing": "charged",
        "accuser": "Police",
        "accused": "him",
        "offence": "theft",
    }


def test_what_is_asked_for_keeps_its_preposition(tmp_path: Path) -> None:
    text = "A request from Anna to Berlin for tanks"
    asking = {"Speaker": "from Anna", "Addressee": "to Berlin", "Message": "for tanks"}
    found = parts(tmp_path, framed("Request", "request.n", text, "request", **asking))
    assert (found["asker"], found["asked"], found["item"]) == ("Anna", "Berlin", "for tanks")


def test_what_was_left_unsaid_has_no_place(tmp_path: Path) -> None:
    silent = framed("Request", "ask.v", "Anna asked for tanks.", "asked", Speaker="Anna", Addressee=None)
    assert parts(tmp_path, silent) == {"asking": "asked", "asker": "Anna"}


def test_elements_of_other_kinds_are_no_parts(tmp_path: Path) -> None:
    text = "Anna loudly accused Berlin."
    accusing = {"Communicator": "Anna", "Manner": "loudly", "Addressee": "Berlin"}
    found = parts(tmp_path, framed("Judgment_communication", "accuse.v", text, "accused", **accusing))
    assert found == {"accusing": "accused", "accuser": "Anna"}


@pytest.mark.parametrize("unit", ["praise.v", "commendation.n", "laudable.a"])
def test_praise_accuses_nobody(tmp_path: Path, unit: str) -> None:
    praise = framed("Judgment_communication", unit, "Anna praised Berlin.", "praised", Communicator="Anna")
    (one,) = sentences(tmp_path, praise)
    assert (one.parts, one.frames) == ([], {"Judgment_communication"})


def test_sentence_of_another_frame_has_no_parts(tmp_path: Path) -> None:
    (one,) = sentences(tmp_path, framed("Statement", "say.v", "Anna said so.", "said", Speaker="Anna", Message="so"))
    assert (one.parts, one.frames) == ([], {"Statement"})


def test_sentence_annotated_more_than_once_is_one_with_all_its_parts(tmp_path: Path) -> None:
    text = "Anna said that Peter asked Berlin to pay."
    records = [
        framed("Statement", "say.v", text, "said", Speaker="Anna"),
        framed("Request", "ask.v", text, "asked", Speaker="Peter"),
        framed("Request", "ask.v", "Pay!", "Pay", Message="Pay"),
    ]
    first, second = sentences(tmp_path, *records)
    assert (first.text, first.frames) == (text, {"Statement", "Request"})
    assert first.parts == [("asker", 15, 20), ("asking", 21, 26)]
    assert second.text == "Pay!"


def test_a_tenth_is_held_out_by_the_text_alone(tmp_path: Path) -> None:
    every = read_framenet(folder(tmp_path))
    assert len(every) == 3 * len(PEOPLE) * len(PLACES)
    held_out = {one.text for one in every if one.held_out}
    assert 0.03 < len(held_out) / len(every) < 0.2
    assert held_out == {one.text for one in every if FrameSentence(one.text, {"Other"}).held_out}


def test_missing_corpus_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(FileError) as lost:
        read_framenet(tmp_path)
    assert str(tmp_path / "framenet" / "train.jsonl.gz") in lost.value.sentence
    assert "framenet" in lost.value.remedy


@pytest.mark.parametrize(
    "data",
    [
        b"not zipped",
        gzip.compress(b'{"text": "Anna asked."' * 9)[:-20],
        gzip.compress(b"no json"),
        gzip.compress(b'{"text": "no frame"}'),
    ],
    ids=["not zipped", "broken off", "no JSON", "no frame"],
)
def test_damaged_corpus_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "framenet" / "train.jsonl.gz"
    path.parent.mkdir()
    path.write_bytes(data)
    with pytest.raises(FileError) as damaged:
        read_framenet(tmp_path)
    assert str(path) in damaged.value.sentence
