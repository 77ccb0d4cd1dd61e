"""Annotated articles in both forms: quotes beside their texts, and offsets into texts of the corpora."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.errors import FileError
from bot.training.gold import KINDS, GoldArticle, Offsets, all_items, corpora_texts, everywhere, in_quote, read_gold
from tests.training.corpora import ARTICLE, digest, folder, gold, jsonl, offsets, place, quotes, row, zipped

TEXT = "The road was open. Anna Berg said the road was shut. “Open it,” she told Berlin, and Berg left."
RECORD: dict[str, Any] = {
    "id": "a1",
    "requests": [
        {
            "requester": "she [Anna Berg]",
            "addressee": "Berlin",
            "item": "Open it",
            "quote": "“Open it,” she told Berlin",
            "alt": {"requester": "she [Anna Berg]", "addressee": "Berlin", "item": "Open"},
            "core": False,
        },
        {"requester": "", "addressee": "", "item": "left", "quote": "Berg left", "alt": None, "core": True},
    ],
    "claims": [{"text": "the road was shut", "quote": "Anna Berg said the road was shut", "core": True, "alt": "shut"}],
    "actors": [{"name": "Anna Berg", "also": ["Berg"], "core": True}],
}


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("corpora"))


@pytest.fixture
def quoted(tmp_path: Path) -> GoldArticle:
    (article,) = read_gold(quotes(tmp_path, TEXT, RECORD))
    return article


@pytest.fixture
def placed(tmp_path: Path, corpora: Path) -> GoldArticle:
    return next(one for one in read_gold(gold(tmp_path) / "train", corpora) if one.id == "desk")


def words(text: str, places: list[Offsets]) -> list[str]:
    return [text[start:end] for start, end in places]


def test_quoted_article_is_read_with_its_items(quoted: GoldArticle) -> None:
    assert (quoted.id, quoted.title, quoted.text) == ("a1", "T", TEXT)
    assert {kind: len(items) for kind, items in quoted.items.items()} == {"requests": 2, "claims": 1, "actors": 1}
    assert [(one.text, one.core) for one in quoted.items["requests"]] == [("Open it", False), ("left", True)]


def test_other_cut_of_a_quoted_item_is_a_place_too(quoted: GoldArticle) -> None:
    assert words(TEXT, quoted.items["requests"][0].places) == ["Open it", "Open"]
    assert words(TEXT, quoted.items["requests"][1].places) == ["left"]
    assert words(TEXT, quoted.items["claims"][0].places) == ["the road was shut", "shut"]


def test_parties_of_a_quoted_request_stand_where_its_sentence_names_them(quoted: GoldArticle) -> None:
    asked, silent = quoted.items["requests"]
    assert words(TEXT, asked.parts["asker"])[0] == "she"
    assert words(TEXT, asked.parts["asked"]) == ["Berlin"]
    assert silent.parts == {}


def test_pronoun_in_a_quoted_request_stands_for_the_name_in_brackets(quoted: GoldArticle) -> None:
    assert words(TEXT, quoted.items["requests"][0].parts["asker"]) == ["she", "Anna Berg"]


def test_quoted_actor_stands_wherever_one_of_its_names_does(quoted: GoldArticle) -> None:
    (anna,) = quoted.items["actors"]
    assert {name: len(places) for name, places in anna.names.items()} == {"Anna Berg": 1, "Berg": 2}
    assert all(words(TEXT, places) == [name] * len(places) for name, places in anna.names.items())
    assert anna.places == [place for places in anna.names.values() for place in places]


def test_words_that_stand_twice_are_those_in_the_quote() -> None:
    text = "the road was open, but he said the road was shut"
    assert in_quote("the road", "he said the road was shut", text) == [Offsets(31, 39)]


def test_words_outside_their_quote_are_the_first_of_the_text() -> None:
    assert in_quote("the road", "he waited", "the road, the road: he waited") == [Offsets(0, 8)]
    assert in_quote("the road", "not in the text", "on the road") == [Offsets(3, 11)]
    assert in_quote("the sea", "the road", "on the road") == []


def test_name_is_found_everywhere() -> None:
    assert everywhere("Ann", "Ann saw Anna. Ann") == [Offsets(0, 3), Offsets(8, 11), Offsets(14, 17)]
    assert everywhere("Bo", "Ann saw Anna.") == []


def test_offsets_are_read_with_the_text_of_the_corpora(placed: GoldArticle) -> None:
    assert (placed.text, placed.title) == (ARTICLE, None)
    assert [(one.text, one.core) for one in placed.items["requests"]] == [("open the road", True), ("wait", False)]
    (claim,) = placed.items["claims"]
    assert (claim.text, claim.places) == (
        "the mayor had taken bribes",
        [Offsets(*place("the mayor had taken bribes", ARTICLE))],
    )


def test_offsets_of_a_request_hold_its_parties_and_its_cue(placed: GoldArticle) -> None:
    asked, bare = placed.items["requests"]
    assert {part: words(ARTICLE, places) for part, places in asked.parts.items()} == {
        "asker": ["Anna Berg"],
        "asked": ["Berlin"],
        "asking": ["asked"],
    }
    assert bare.parts == {}


def test_actor_by_offsets_stands_wherever_one_of_its_names_does(placed: GoldArticle) -> None:
    (anna,) = placed.items["actors"]
    assert (anna.text, list(anna.names)) == ("Anna Berg", ["Anna Berg", "Berg"])
    assert sorted(words(ARTICLE, anna.places)) == ["Anna Berg", "Anna Berg", "Berg", "Berg"]


def test_kind_that_nobody_annotated_has_no_key(tmp_path: Path, corpora: Path) -> None:
    by_id = {one.id: one for one in read_gold(gold(tmp_path) / "train", corpora)}
    assert set(by_id["desk"].items) == set(KINDS)
    assert set(by_id["d1"].items) == {"requests", "claims"}
    assert by_id["d1"].items["requests"] == []


def test_items_of_one_kind_are_read_over_all_articles(tmp_path: Path, corpora: Path) -> None:
    articles = list(read_gold(gold(tmp_path) / "train", corpora))
    assert [one.text for one in all_items(articles, "claims")] == ["the mayor had taken bribes", "Anna left Kyiv"]
    assert [one.text for one in all_items(articles, "actors")] == ["Anna Berg"]


def test_offsets_without_corpora_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileError) as alone:
        list(read_gold(gold(tmp_path) / "train"))
    assert str(tmp_path / "train" / "offsets.jsonl") in alone.value.sentence
    assert "corpora" in alone.value.remedy


@pytest.mark.parametrize(
    ("identity", "sha256"), [("desk", digest(ARTICLE + " ")), ("nowhere", digest(ARTICLE))], ids=["changed", "unknown"]
)
def test_other_text_than_the_one_annotated_is_told(tmp_path: Path, corpora: Path, identity: str, sha256: str) -> None:
    with pytest.raises(FileError) as other:
        list(read_gold(offsets(tmp_path, [{"id": identity, "sha256": sha256, "claims": []}]), corpora))
    assert identity in other.value.sentence


def test_folder_without_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError) as lost:
        list(read_gold(tmp_path))
    assert str(tmp_path / "articles.jsonl") in lost.value.sentence
    assert "offsets.jsonl" in lost.value.remedy


def test_missing_corpora_of_offsets_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileError) as lost:
        list(read_gold(gold(tmp_path) / "train", tmp_path))
    assert str(tmp_path / "polnear" / "train.jsonl.gz") in lost.value.sentence


def test_damaged_corpora_of_offsets_are_told_by_their_name(tmp_path: Path) -> None:
    path = tmp_path / "polnear" / "train.jsonl.gz"
    path.parent.mkdir()
    path.write_bytes(b"not zipped")
    with pytest.raises(FileError) as damaged:
        list(read_gold(gold(tmp_path) / "train", tmp_path))
    assert str(path) in damaged.value.sentence


@pytest.mark.parametrize("line", ["no json", '{"id": "nowhere"}'], ids=["no JSON", "no such article"])
def test_damaged_gold_is_told(tmp_path: Path, line: str) -> None:
    quotes(tmp_path, TEXT, RECORD)
    (tmp_path / "desk_dev.jsonl").write_text(line + "\n", "utf-8")
    with pytest.raises(FileError):
        list(read_gold(tmp_path))


def tree(*words: str, misc: str = "SpaceAfter=No") -> str:
    rows = [row(1, words[0], "_", "X", "X", "_", "0", "root")]
    rows += [row(n, word, "_", "X", "X", "_", "1", "dep") for n, word in enumerate(words[1:], 2)]
    return "\n".join([*rows[:-1], rows[-1].rpartition("\t")[0] + "\t" + misc])


def test_texts_of_gum_are_its_documents_with_a_line_a_paragraph(tmp_path: Path) -> None:
    for split in ("train", "dev"):
        jsonl(tmp_path / "polnear" / f"{split}.jsonl.gz", [{"id": split, "text": f"In {split}."}])
    blocks = [
        "# newdoc id = GUM_one\n# newpar\n" + tree("Anna", "left"),
        "# newpar\n" + tree("It", "rained", misc="_"),
        tree("Much", misc="_"),
        "# newdoc id = GUM_two\n# newpar\n" + tree("“", "No"),
    ]
    zipped(tmp_path / "ud" / "gum_train.conllu.gz", "\n\n".join(blocks) + "\n\n")
    assert list(corpora_texts(tmp_path)) == [
        ("train", "In train."),
        ("dev", "In dev."),
        ("GUM_one", "Anna left\nIt rained Much"),
        ("GUM_two", "“ No"),
    ]


def test_every_place_lies_in_its_text(tmp_path: Path, corpora: Path) -> None:
    for article in (
        *read_gold(gold(tmp_path) / "train", corpora),
        *read_gold(quotes(tmp_path / "quotes", TEXT, RECORD)),
    ):
        for item in (one for items in article.items.values() for one in items):
            assert item.places
            for start, end in (*item.places, *(one for places in item.parts.values() for one in places)):
                assert 0 <= start < end <= len(article.text)


@pytest.mark.parametrize("part", ["dev", "train"])
def test_gold_of_the_repository_names_texts_and_copies_none(part: str) -> None:
    lines = (Path(__file__).parents[1] / "gold" / part / "offsets.jsonl").read_text("utf-8").splitlines()
    assert lines
    for record in map(json.loads, lines):
        assert len(record["sha256"]) == 64
        for entry in (one for kind in KINDS for one in record.get(kind, ())):
            assert all(0 <= start < end for start, end in entry["places"])
            written = [word for value in entry.values() for word in _words(value)]
            assert all(word.isalpha() and word.islower() for word in written), "words of the text stand in the gold"


def _words(value: Any) -> list[str]:
    """Return the strings of a list, however deep."""
    if isinstance(value, list):
        return [word for one in value for word in _words(one)]
    return [value] if isinstance(value, str) else []
