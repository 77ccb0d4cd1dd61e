"""Spans marked by hand in news sentences become who says what."""

import re
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction.labels import SpanKind
from bot.extraction.linking import Link, TaggedSpan, link

MARKS: dict[str, SpanKind] = {"S": "source", "C": "cue", "Q": "content"}


def unmarked(marked: str) -> tuple[str, list[TaggedSpan]]:
    """Return the text and the spans of "[S Maria Silva] [C said] [Q that it rained]."."""
    text, spans = "", []
    for plain, kind, words in re.findall(r"([^\[]*)(?:\[([SCQ]) ([^\]]*)\])?", marked):
        text += plain
        if kind:
            spans.append(TaggedSpan(MARKS[kind], len(text), len(text) + len(words)))
            text += words
    return text, spans


def linked(marked: str) -> list[tuple[str | None, str, list[str]]]:
    text, spans = unmarked(marked)

    def words(span: TaggedSpan) -> str:
        return text[span.start : span.end]

    return [
        (words(one.source) if one.source else None, words(one.cue), [words(span) for span in one.contents])
        for one in link(text, spans)
    ]


@pytest.mark.parametrize(
    ("marked", "links"),
    [
        ("[S Silva] [C said] [Q that it rained].", [("Silva", "said", ["that it rained"])]),
        ("[Q It rained], [C said] [S Silva].", [("Silva", "said", ["It rained"])]),
        ("[Q It rained], [S Silva] [C said].", [("Silva", "said", ["It rained"])]),
        ("[C According to] [S Silva], [Q it rained].", [("Silva", "According to", ["it rained"])]),
        ("[Q “It rained,”] [C said] [S Silva].", [("Silva", "said", ["“It rained,”"])]),
        ("[Q It rained], it was [C reported].", [(None, "reported", ["It rained"])]),
        ("[S Silva] [C spoke].", [("Silva", "spoke", [])]),
    ],
)
def test_source_and_content_stand_on_either_side(marked: str, links: list[tuple[str | None, str, list[str]]]) -> None:
    assert linked(marked) == links


@pytest.mark.parametrize(
    "marked",
    [
        "[Q “The road,”] [S Silva] [C said], [Q “is closed.”]",
        "[Q “The road is closed,”] [S Silva] [C said]. [Q “It opens on Monday.”]",
        "[Q “The road is closed,”] [C said] [S Silva], the mayor of Oslo. [Q “It opens on Monday.”]",
    ],
)
def test_quotation_split_around_its_cue_is_one_attribution(marked: str) -> None:
    ((source, cue, contents),) = linked(marked)
    assert (source, cue, len(contents)) == ("Silva", "said", 2)


def test_sentences_of_one_quotation_share_the_cue() -> None:
    marked = "[Q “The road is closed.] [Q It opens on Monday,”] [S Silva] [C said]."
    assert linked(marked) == [("Silva", "said", ["“The road is closed.", "It opens on Monday,”"])]


def test_each_sentence_belongs_to_its_own_cue() -> None:
    marked = "[S Silva] [C said] [Q that it rained]. [S He] [C added] [Q that the road was closed]."
    assert linked(marked) == [("Silva", "said", ["that it rained"]), ("He", "added", ["that the road was closed"])]


def test_quotation_goes_back_over_a_sentence_end_rather_than_to_the_next_cue() -> None:
    marked = "[S Silva] [C said] [Q it rained]. [Q “The road is closed.”] [S Holm] [C denied] [Q that it was]."
    assert linked(marked) == [
        ("Silva", "said", ["it rained", "“The road is closed.”"]),
        ("Holm", "denied", ["that it was"]),
    ]


def test_one_source_speaks_by_two_cues() -> None:
    marked = "[S Silva] [C said] [Q it rained] and [C added] [Q that the road was closed]."
    assert linked(marked) == [("Silva", "said", ["it rained"]), ("Silva", "added", ["that the road was closed"])]


def test_speakers_of_two_paragraphs_stay_apart() -> None:
    marked = "[Q “It rained,”] [S Silva] [C said].\n\n[Q “The road is closed,”] [S Holm] [C said]."
    assert linked(marked) == [("Silva", "said", ["“It rained,”"]), ("Holm", "said", ["“The road is closed,”"])]


def test_what_stands_far_away_belongs_to_nobody() -> None:
    far = "The mill was old. " * 60
    assert linked(f"[S Silva] {far}[C said] {far}[Q that it rained].") == [(None, "said", [])]


def test_content_and_source_without_a_cue_are_no_attribution() -> None:
    assert linked("[S Silva] left. [Q It rained].") == []
    assert link("", []) == []


def test_order_of_the_spans_does_not_matter() -> None:
    text, spans = unmarked("[Q “It rained,”] [S Silva] [C said]. [Q “A lot.”] [S He] [C left], [S Holm] [C wrote].")
    assert link(text, reversed(spans)) == link(text, spans)


GAPS = st.sampled_from([" ", ", ", ". ", ".” ", "\n\n", " and the mill was old ", " the mill was old. " * 30])
PARTS = st.lists(
    st.tuples(GAPS, st.sampled_from(["S", "C", "Q"]), st.sampled_from(["x", "“x y.”", "x y."])), max_size=12
)


@given(PARTS)
@settings(deadline=None)
def test_every_cue_makes_one_link_and_every_content_is_used_at_most_once(parts: list[tuple[str, str, str]]) -> None:
    text, spans = unmarked("".join(f"{gap}[{kind} {words}]" for gap, kind, words in parts))
    links: list[Link] = link(text, spans)
    assert [one.cue for one in links] == [span for span in spans if span.kind == "cue"]
    used = list(chain.from_iterable(one.contents for one in links))
    assert len(used) == len(set(used))
    assert set(used) <= {span for span in spans if span.kind == "content"}
    assert all(list(one.contents) == sorted(one.contents, key=lambda span: span.start) for one in links)
    assert all(one.source is None or one.source.kind == "source" for one in links)
