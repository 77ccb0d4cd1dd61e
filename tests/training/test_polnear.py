"""PolNeAR's lines become texts with who says what in them."""

import gzip
from pathlib import Path

import pytest

from bot.errors import FileError
from bot.training.polnear import AnnotatedText, Place, Triple, read_polnear
from tests.training.corpora import jsonl, reported

TEXT = "Anna said it rained.\n\n“It rained,” he said.\nAnd Berlin."


def place(words: str, text: str = TEXT) -> Place:
    start = text.index(words)
    return start, start + len(words)


ANNA = Triple((place("Anna"),), (place("said"),), (place("it rained"),))
LATER = (TEXT.index("he said") + 3, TEXT.index("he said") + 7)


def words(article: AnnotatedText) -> list[list[str]]:
    return [
        [article.text[start:end] for part in (triple.source, triple.cue, triple.content) for start, end in part]
        for triple in article.triples
    ]


def test_article_is_read_with_its_triples(tmp_path: Path) -> None:
    jsonl(tmp_path / "polnear" / "dev.jsonl.gz", [reported("Anna Berg", "it rained", before="Dawn. ")] * 2)
    first, second = read_polnear(tmp_path, "dev")
    assert first == second
    assert first.text == "Dawn. Anna Berg said it rained."
    assert words(first) == [["Anna Berg", "said", "it rained"]]


def test_places_are_in_order_whatever_the_order_of_the_file(tmp_path: Path) -> None:
    one = {"source": [], "cue": [[9, 11], [0, 2]], "content": [[12, 14], [3, 8]]}
    jsonl(tmp_path / "polnear" / "train.jsonl.gz", [{"text": "x" * 20, "attributions": [one]}])
    (article,) = read_polnear(tmp_path, "train")
    assert article.triples == (Triple((), ((0, 2), (9, 11)), ((3, 8), (12, 14))),)


def test_missing_split_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(FileError) as lost:
        read_polnear(tmp_path, "dev")
    assert str(tmp_path / "polnear" / "dev.jsonl.gz") in lost.value.sentence
    assert "polnear" in lost.value.remedy


@pytest.mark.parametrize(
    "data",
    [
        b"not zipped",
        gzip.compress(b'{"text": "Anna said it rained."' * 9)[:-20],
        gzip.compress(b"no json"),
        gzip.compress(b'{"text": "no attributions"}'),
    ],
    ids=["not zipped", "broken off", "no JSON", "no attributions"],
)
def test_damaged_split_is_told_with_the_remedy(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "polnear" / "dev.jsonl.gz"
    path.parent.mkdir()
    path.write_bytes(data)
    with pytest.raises(FileError) as damaged:
        read_polnear(tmp_path, "dev")
    assert str(path) in damaged.value.sentence


def test_paragraphs_are_texts_of_their_own_with_their_triples() -> None:
    he = Triple((place("he"),), (LATER,), (place("“It rained,”"),))
    paragraphs = list(AnnotatedText(TEXT, (ANNA, he)).paragraphs())
    assert [one.text for one in paragraphs] == ["Anna said it rained.", "“It rained,” he said.", "And Berlin."]
    assert [words(one) for one in paragraphs] == [[["Anna", "said", "it rained"]], [["he", "said", "“It rained,”"]], []]


def test_triple_over_two_paragraphs_is_in_neither() -> None:
    across = Triple((place("Anna"),), (place("said"),), (place("it rained"), place("“It rained,”")))
    assert [one.triples for one in AnnotatedText(TEXT, (across,)).paragraphs()] == [(), (), ()]
    content = Triple((), (place("said"),), ((place("it rained")[0], LATER[0]),))
    assert [one.triples for one in AnnotatedText(TEXT, (content,)).paragraphs()] == [(), (), ()]


def test_triple_without_a_source_is_in_its_paragraph() -> None:
    bare = Triple((), (place("said"),), (place("it rained"),))
    assert [len(one.triples) for one in AnnotatedText(TEXT, (bare,)).paragraphs()] == [1, 0, 0]


def test_triple_without_any_place_is_in_no_paragraph() -> None:
    paragraphs = AnnotatedText(TEXT, (Triple((), (), ()),)).paragraphs()
    assert [one.triples for one in paragraphs] == [(), (), ()]


@pytest.mark.parametrize("text", ["", "\n\n", " \n\t\n"])
def test_text_without_words_has_no_paragraphs(text: str) -> None:
    assert list(AnnotatedText(text, ()).paragraphs()) == []
