"""The desk's measure, on items small enough to count by hand."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.model import Article, Briefing
from bot.errors import FileError
from bot.training.desk import (
    KINDS,
    Item,
    Kind,
    Offsets,
    Tally,
    found_items,
    gold_items,
    overlap,
    read_gold,
    report,
    score_desk,
    tally,
)
from tests.briefing.briefings import seed


@pytest.mark.parametrize(
    ("a", "b", "match"),
    [
        ((0, 10), (0, 10), True),
        ((0, 10), (10, 20), False),
        ((0, 10), (30, 40), False),
        ((0, 13), (7, 20), True),  # 6 of 20: an IoU of 0.3
        ((0, 12), (7, 20), False),  # 5 of 20, and less than half of the shorter
        ((0, 10), (5, 30), True),  # half of the shorter covered, the longer 2.5 times as long
        ((0, 10), (0, 30), True),  # three times as long
        ((0, 10), (0, 31), True),  # more than three times as long, but an IoU above 0.3
        ((0, 10), (5, 36), False),  # half of the shorter covered, but more than three times as long
        ((0, 10), (0, 40), False),  # wholly covered, but four times as long
    ],
)
def test_spans_match_by_the_rule_of_the_desk(a: tuple[int, int], b: tuple[int, int], match: bool) -> None:
    assert bool(overlap(Offsets(*a), Offsets(*b))) is match
    assert overlap(Offsets(*a), Offsets(*b)) == overlap(Offsets(*b), Offsets(*a))


OFFSETS = st.builds(lambda start, length: Offsets(start, start + length), st.integers(0, 50), st.integers(1, 50))


@given(OFFSETS, OFFSETS)
def test_overlap_is_a_share(a: Offsets, b: Offsets) -> None:
    assert 0.0 <= overlap(a, b) <= 1.0
    assert overlap(a, a) == 1.0


def item(start: int, end: int, *, core: bool = True, text: str = "x") -> Item:
    return Item(text, [Offsets(start, end)], core)


def counted(gold: list[Item], found: list[Item], kind: Kind = "claims") -> tuple[int, int, int]:
    counts = Tally()
    tally(counts, gold, found, f"1 {kind}")
    return counts.found, counts.wrong, counts.missed


def test_found_missed_and_extra_are_counted() -> None:
    assert counted([item(0, 10), item(50, 60)], [item(0, 10), item(90, 99)]) == (1, 1, 1)
    assert counted([], []) == (0, 0, 0)
    assert counted([], [item(0, 9)]) == (0, 1, 0)
    assert counted([item(0, 9)], []) == (0, 0, 1)


def test_one_gold_item_pays_for_one_found_item() -> None:
    assert counted([item(0, 10)], [item(0, 10), item(1, 10)]) == (1, 1, 0)
    assert counted([item(0, 10), item(1, 11)], [item(0, 11)]) == (1, 0, 1)


def test_the_likest_are_paired_first() -> None:
    assert counted([item(0, 10), item(5, 15)], [item(4, 14), item(0, 9)]) == (2, 0, 0)


def test_optional_items_cost_nothing() -> None:
    optional = item(0, 10, core=False)
    assert counted([optional], []) == (0, 0, 0)
    assert counted([optional], [item(0, 10)]) == (0, 0, 0)
    assert counted([optional], [item(0, 10), item(1, 10)]) == (0, 0, 0)


def test_any_place_of_an_item_may_match() -> None:
    assert counted([Item("x", [Offsets(0, 10), Offsets(50, 60)])], [item(50, 60)]) == (1, 0, 0)


def test_actor_is_matched_by_where_most_of_its_names_stand() -> None:
    gold = [Item("Anna Berg", [Offsets(0, 9), Offsets(20, 24)])]
    assert counted(gold, [Item("Anna Berg", [Offsets(0, 9), Offsets(20, 24)])], "actors") == (1, 0, 0)
    assert counted(gold, [Item("Berg", [Offsets(20, 24), Offsets(50, 54), Offsets(60, 64)])], "actors") == (0, 1, 1)


def test_precision_recall_and_f1_are_shares() -> None:
    counts = Tally(found=3, wrong=1, missed=2)
    assert (counts.precision, counts.recall, round(counts.f1, 3)) == (0.75, 0.6, 0.667)
    assert (Tally().precision, Tally().recall, Tally().f1) == (0.0, 0.0, 0.0)


def test_errors_name_article_and_words() -> None:
    counts = Tally()
    tally(counts, [item(0, 9, text="lost")], [item(50, 59, text="more")], "a7 claims")
    assert counts.errors == ["a7 claims missed: lost", "a7 claims extra: more"]
    lines = list(report({"claims": counts}, errors=True))
    assert lines[-2:] == counts.errors
    assert len(list(report({"claims": counts}))) == 2


BRIEFING = seed()
TEXT = BRIEFING.article.text
RECORD: dict[str, Any] = {
    "id": "a1",
    "requests": [{"item": "invest in its defense industry", "quote": "Ukraine has formally requested Turkey to invest in its defense industry", "core": True, "alt": None}],
    "claims": [{"text": "sabotaged negotiations", "quote": "Zelenskyy had actively sabotaged negotiations", "core": True, "alt": "Zelenskyy had actively sabotaged negotiations in Turkey during March 2022"}],
    "actors": [{"name": "Rustem Umerov", "also": ["Umerov"], "core": True}],
}  # fmt: skip


def gold_folder(root: Path) -> Path:
    (root / "articles.jsonl").write_text(json.dumps({"id": "a1", "title": "T", "text": TEXT}) + "\n", "utf8")
    (root / "desk_dev.jsonl").write_text(json.dumps(RECORD) + "\n", "utf8")
    return root


def test_gold_is_read_with_its_article(tmp_path: Path) -> None:
    ((article, record),) = read_gold(gold_folder(tmp_path))
    assert (article.text, article.title, article.words) == (TEXT, "T", len(TEXT.split()))
    assert record["id"] == "a1"


def test_folder_without_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError) as lost:
        score_desk(tmp_path, lambda _: BRIEFING)
    assert "articles.jsonl" in str(lost.value)


@pytest.mark.parametrize("kind", KINDS)
def test_gold_and_found_items_stand_in_the_text(kind: Kind) -> None:
    for one in [*gold_items(kind, RECORD, TEXT), *found_items(kind, BRIEFING)]:
        assert one.places
        assert all(0 <= place.start < place.end <= len(TEXT) for place in one.places)


def test_item_stands_inside_its_quote_and_its_other_cut_counts_too() -> None:
    (one,) = gold_items("claims", RECORD, TEXT)
    assert [TEXT[place.start : place.end] for place in one.places] == [
        RECORD["claims"][0]["text"],
        RECORD["claims"][0]["alt"],
    ]


def test_words_that_stand_twice_are_those_in_the_quote() -> None:
    entry = {"text": "the road", "quote": "he said the road was shut", "core": True, "alt": None}
    text = "the road was open, but he said the road was shut"
    (one,) = gold_items("claims", {"claims": [entry]}, text)
    assert one.places == [Offsets(31, 39)]


def test_briefings_are_scored_against_gold(tmp_path: Path) -> None:
    seen: list[Article] = []

    def extract(article: Article) -> Briefing:
        seen.append(article)
        return BRIEFING

    tallies = score_desk(gold_folder(tmp_path), extract)
    assert [article.text for article in seen] == [TEXT]
    assert {kind: (counts.found, counts.missed) for kind, counts in tallies.items()} == dict.fromkeys(KINDS, (1, 0))
    assert tallies["requests"].wrong == 2
