"""The desk's measure, on items small enough to count by hand."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.model import Article, Briefing
from bot.errors import FileError
from bot.training.desk import Tally, found_items, likeness, overlap, report, score_desk, tally
from bot.training.gold import KINDS, Item, Kind, Offsets, all_items, read_gold
from tests.briefing.briefings import seed
from tests.training.corpora import ARTICLE, folder, gold, quotes


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


def test_likeness_grows_with_what_is_shared() -> None:
    wanted = item(0, 10)
    likest, like, other = (likeness("claims", wanted, got) for got in (item(0, 10), item(2, 12), item(20, 30)))
    assert likest == 1.0 > like > 0.0 == other


Parts = dict[str, list[Offsets]]
ANNA, BERLIN, NOBODY = [Offsets(20, 24)], [Offsets(30, 36)], list[Offsets]()


@pytest.mark.parametrize(
    ("wanted", "got", "right"),
    [
        ({"asker": ANNA, "asked": BERLIN}, {"asker": ANNA, "asked": BERLIN}, 1),
        ({"asker": ANNA, "asked": BERLIN}, {"asker": BERLIN, "asked": ANNA}, 0),
        ({"asker": ANNA, "asked": BERLIN}, {"asker": ANNA, "asked": NOBODY}, 0),
        ({"asker": ANNA}, {"asker": ANNA, "asked": NOBODY}, 1),
        ({"asker": ANNA}, {"asker": ANNA, "asked": BERLIN}, 0),
        ({}, {"asker": NOBODY, "asked": NOBODY}, 1),
        ({"asker": ANNA}, {"asker": [Offsets(50, 53), Offsets(23, 30)]}, 1),  # one of its actor's mentions
        ({"asker": [Offsets(50, 53), *ANNA]}, {"asker": ANNA}, 1),  # a pronoun, and who it stands for
    ],
)
def test_parties_of_a_request_that_is_found_are_right_or_not(wanted: Parts, got: Parts, right: int) -> None:
    counts = Tally()
    tally(counts, [Item("x", [Offsets(0, 9)], parts=wanted)], [Item("x", [Offsets(0, 9)], parts=got)], "1 requests")
    assert counts.details == {"requester and addressee": (right, 1)}


def test_parties_of_what_is_missed_or_optional_are_not_counted() -> None:
    counts = Tally()
    gold = [item(0, 9), item(50, 59, core=False)]
    tally(counts, gold, [item(50, 59), item(80, 89)], "1 requests")
    assert counts.details == {}


@pytest.mark.parametrize(
    ("found", "details"),
    [
        ([Offsets(0, 9), Offsets(20, 24)], {"other names": (1, 2)}),
        ([Offsets(0, 9)], {"other names": (0, 2)}),
        ([Offsets(0, 9), Offsets(20, 24), Offsets(40, 49)], {"other names": (2, 2)}),
    ],
)
def test_other_names_of_an_actor_are_found_where_they_stand_alone(
    found: list[Offsets], details: dict[str, tuple[int, int]]
) -> None:
    names = {
        "Anna Berg": [Offsets(0, 9)],
        "Berg": [Offsets(5, 9), Offsets(20, 24)],
        "the mayor": [Offsets(40, 49)],
        "Anna": [Offsets(0, 4)],  # only inside the whole name
    }
    places = [place for one in names.values() for place in one]
    counts = Tally()
    tally(counts, [Item("Anna Berg", places, names=names)], [Item("Anna Berg", found)], "1 actors")
    assert (counts.found, counts.details) == (1, details)


def test_details_add_up_and_are_told() -> None:
    counts = Tally(found=2)
    counts.detail("other names", 1, 1)
    counts.detail("other names", 0, 3)
    assert counts.details == {"other names": (1, 4)}
    assert list(report({"actors": counts}))[-1].strip() == "other names: 1 of 4 (0.250)"


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


def test_folder_without_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError) as lost:
        score_desk(tmp_path, lambda _: BRIEFING)
    assert "articles.jsonl" in str(lost.value)


@pytest.mark.parametrize("kind", KINDS)
def test_found_items_stand_in_the_text(kind: Kind) -> None:
    found = found_items(kind, BRIEFING)
    assert found
    for one in found:
        assert one.places
        assert all(0 <= place.start < place.end <= len(TEXT) for place in one.places)


def test_parties_of_a_briefing_are_its_words_and_every_mention_of_its_actors() -> None:
    invest, _, need = found_items("requests", BRIEFING)
    asker = [TEXT[start:end] for start, end in invest.parts["asker"]]
    assert asker[0] == "Ukraine"
    assert len(asker) == 1 + sum(len(actor.mentions) for actor in BRIEFING.actors if actor.name == "Ukraine")
    assert [TEXT[start:end] for start, end in need.parts["asker"]] == ["the minister", "Rustem Umerov"]
    assert need.parts["asked"] == []


def test_briefings_are_scored_against_gold(tmp_path: Path) -> None:
    seen: list[Article] = []

    def extract(article: Article) -> Briefing:
        seen.append(article)
        return BRIEFING

    tallies = score_desk(quotes(tmp_path, TEXT, RECORD), extract)
    ((text, title, words, sha256),) = ((one.text, one.title, one.words, one.sha256) for one in seen)
    assert (text, title, words, sha256) == (TEXT, "T", len(TEXT.split()), BRIEFING.article.sha256)
    assert {kind: (counts.found, counts.missed) for kind, counts in tallies.items()} == dict.fromkeys(KINDS, (1, 0))
    assert tallies["requests"].wrong == 2


def test_briefings_are_scored_against_offsets_with_the_corpora(tmp_path: Path) -> None:
    corpora, annotated = folder(tmp_path / "corpora"), gold(tmp_path / "gold")
    read: list[str] = []

    def nothing(article: Article) -> Briefing:
        read.append(article.text)
        return BRIEFING.model_copy(update={"actors": (), "attributions": (), "requests": (), "claims": ()})

    tallies = score_desk(annotated / "train", nothing, corpora)
    assert read[0] == ARTICLE
    assert len(read) == 2
    missed = {kind: sum(one.core for one in all_items(read_gold(annotated / "train", corpora), kind)) for kind in KINDS}
    assert missed == {"requests": 1, "claims": 2, "actors": 1}
    assert {kind: counts.missed for kind, counts in tallies.items()} == missed


def test_kind_that_nobody_annotated_is_not_scored(tmp_path: Path) -> None:
    corpora, annotated = folder(tmp_path / "corpora"), gold(tmp_path / "gold")
    tallies = score_desk(annotated / "train", lambda _: BRIEFING, corpora)
    assert all(not error.startswith("d1 actors") for error in tallies["actors"].errors)
    assert any(error.startswith("d1 claims") for error in tallies["claims"].errors)
