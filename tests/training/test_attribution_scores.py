"""Attributions scored on triples small enough to count by hand."""

from pathlib import Path

import pytest
import spacy

from bot.errors import FileError
from bot.extraction.frames import findings
from bot.training.attribution_scores import (
    PARTS,
    SYSTEMS,
    AttributionScores,
    Counts,
    Part,
    report,
    score_attributions,
    triple_of,
)
from bot.training.polnear import Place, Triple
from tests.extraction.newsroom import parsed
from tests.training.corpora import jsonl, reported

DOC = spacy.blank("en").make_doc("Anna Berg said that it rained a lot . Peter left")
ANNA, SAID, RAINED = (0, 9), (10, 14), (15, 35)
GOLD = Triple((ANNA,), (SAID,), (RAINED,))


def scored(wanted: list[Triple], found: list[Triple]) -> AttributionScores:
    scores = AttributionScores()
    scores.add(DOC, wanted, found)
    return scores


def counted(counts: Counts) -> tuple[int, int, int]:
    return counts.right, counts.found, counts.wanted


def test_what_is_found_as_it_is_wanted_is_right_in_every_measure() -> None:
    scores = scored([GOLD], [GOLD])
    assert counted(scores.triples) == (1, 1, 1)
    for part, tokens in zip(PARTS, (2, 1, 5), strict=True):
        assert counted(scores.exact[part]) == counted(scores.begin[part]) == (1, 1, 1)
        assert counted(scores.tokens[part]) == (tokens, tokens, tokens)
        assert scores.exact[part].f1 == 100


@pytest.mark.parametrize(
    ("place", "exact", "begin", "tokens"),
    [
        ((15, 29), (0, 1, 1), (1, 1, 1), (3, 3, 5)),  # ends too early
        ((20, 35), (0, 1, 1), (0, 1, 1), (4, 4, 5)),  # begins too late
        ((15, 37), (0, 1, 1), (1, 1, 1), (5, 6, 5)),  # takes in the full stop
        ((16, 34), (0, 1, 1), (0, 1, 1), (5, 5, 5)),  # cuts two words, which count whole
        ((38, 48), (0, 1, 1), (0, 1, 1), (0, 2, 5)),  # stands elsewhere
    ],
)
def test_content_with_other_edges_is_right_by_its_begin_and_tokens(
    place: Place, exact: tuple[int, int, int], begin: tuple[int, int, int], tokens: tuple[int, int, int]
) -> None:
    scores = scored([GOLD], [Triple((ANNA,), (SAID,), (place,))])
    assert counted(scores.exact["content"]) == exact
    assert counted(scores.begin["content"]) == begin
    assert counted(scores.tokens["content"]) == tokens
    assert counted(scores.exact["source"]) == (1, 1, 1)
    assert counted(scores.triples) == (0, 1, 1)


def test_right_spans_in_wrong_triples_are_right_as_spans_alone() -> None:
    other = Triple(((38, 43),), ((44, 48),), ())
    swapped = [Triple(other.source, GOLD.cue, GOLD.content), Triple(GOLD.source, other.cue, other.content)]
    scores = scored([GOLD, other], swapped)
    assert counted(scores.triples) == (0, 2, 2)
    assert counted(scores.exact["source"]) == counted(scores.exact["cue"]) == (2, 2, 2)


@pytest.mark.parametrize("part", PARTS)
def test_span_of_two_triples_counts_once(part: Part) -> None:
    scores = scored([GOLD, Triple(GOLD.source, (), GOLD.content)], [GOLD, GOLD])
    assert counted(scores.exact[part]) == (1, 1, 1)
    assert counted(scores.triples) == (1, 1, 2)


def test_nothing_found_and_nothing_wanted_is_counted() -> None:
    assert counted(scored([GOLD], []).triples) == (0, 0, 1)
    assert counted(scored([], [GOLD]).tokens["content"]) == (0, 5, 0)
    assert scored([], []).triples.f1 == 0


def test_f1_is_the_harmonic_mean_in_percent() -> None:
    assert Counts(right=1, found=2, wanted=4).f1 == pytest.approx(100 * 2 * 0.5 * 0.25 / 0.75)


def test_texts_add_up() -> None:
    scores = AttributionScores()
    scores.add(DOC, [GOLD], [GOLD])
    scores.add(DOC, [GOLD], [])
    assert counted(scores.exact["cue"]) == (1, 1, 2)


def test_report_is_a_triple_of_places() -> None:
    doc = parsed("Maria Silva said that the law was wrong.")
    (one,) = findings(doc).reports
    triple = triple_of(one)
    assert (triple.source, triple.cue) == (((0, 11),), ((12, 16),))
    one.source = None
    assert triple_of(one).source == ()


def test_both_systems_are_scored_over_articles_and_paragraphs(tmp_path: Path) -> None:
    articles = [
        reported("Maria Silva", "that the law was wrong", before="The road was closed.\n\n"),
        reported("Peter Holm", "the bridge was safe"),
    ]
    jsonl(tmp_path / "polnear" / "dev.jsonl.gz", articles)
    for paragraphs in (False, True):
        scores = score_attributions(tmp_path, paragraphs=paragraphs)
        assert list(scores) == list(SYSTEMS)
        for one in scores.values():
            assert one.triples.wanted == 2
            assert counted(one.exact["source"]) == counted(one.exact["cue"]) == (2, 2, 2)


def test_scoring_without_the_split_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        score_attributions(tmp_path, paragraphs=False)


def test_scores_are_told_a_line_a_system() -> None:
    head, learned, rules = report({"learned": scored([GOLD], [GOLD]), "rules": scored([GOLD], [])})
    assert head.split()[0] == "F1"
    assert head.endswith("triple")
    assert learned.split() == ["learned", *["100.0"] * 10]
    assert rules.split() == ["rules", *["0.0"] * 10]
    assert len({len(head), len(learned), len(rules)}) == 1
