"""The yardstick: who says what by rules alone, in the ways that news tells it."""

from functools import cache

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from bot.extraction.frames import PartyFrame, Report, findings
from bot.extraction.pipeline import load_syntax


@cache
def by_rule() -> Language:
    nlp = load_syntax()
    nlp.add_pipe("factdesk_actors")
    nlp.add_pipe("factdesk_attributions_by_rule")
    return nlp


def read(text: str) -> Doc:
    return by_rule()(text)


def reports(text: str) -> list[Report]:
    return findings(read(text)).reports


def sole(text: str) -> Report:
    (report,) = reports(text)
    return report


def who(party: PartyFrame | None) -> str:
    if party is None:
        return ""
    return party.actor.name if party.actor is not None else party.span.text


def content(report: Report) -> str:
    return " … ".join(span.text for span in report.content)


def test_pipeline_of_rules_lacks_nothing() -> None:
    analysis = by_rule().analyze_pipes()
    assert analysis is not None
    assert not analysis["problems"]["factdesk_attributions_by_rule"]


@pytest.mark.parametrize(
    "text",
    [
        "“The bridge is safe and the road is open,” said President Peter Holm.",
        "“The bridge is safe and the road is open,” President Peter Holm said on Monday.",
        '"The bridge is safe and the road is open," Peter Holm said.',
        "President Peter Holm said on Monday: “The bridge is safe and the road is open.”",
    ],
)
def test_direct_words_are_the_speakers_before_and_after(text: str) -> None:
    report = sole(text)
    assert who(report.source) == "Peter Holm"
    assert (report.mode, report.cue_type) == ("direct", "say")
    assert [span.text for span in report.cue] == ["said"]
    assert "bridge is safe and the road is open" in content(report)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Maria Silva said that the law was wrong.", "the law was wrong"),
        ("Maria Silva said the road was closed.", "the road was closed"),
        ("Maria Silva told reporters that she would build the road.", "she would build the road"),
        ("The law was wrong, said Maria Silva.", "law was wrong"),
        ("According to Maria Silva, the law was wrong.", "the law was wrong"),
        ("Maria Silva denied that the law was wrong.", "the law was wrong"),
    ],
)
def test_reported_words_are_the_speakers_before_and_after(text: str, said: str) -> None:
    report = sole(text)
    assert who(report.source) == "Maria Silva"
    assert report.mode == "indirect"
    assert said in content(report)
    assert "Silva" not in content(report)


def test_words_quoted_in_part_are_mixed() -> None:
    assert sole('Anna Berg said the road was "completely and utterly closed" to traffic.').mode == "mixed"


@pytest.mark.parametrize(
    ("text", "charge"),
    [
        ("Anna Berg accused Peter Holm of stealing the money.", "stealing the money"),
        ("Maria Silva accused the mayor of fraud.", "fraud"),
    ],
)
def test_charge_is_what_an_accuser_says(text: str, charge: str) -> None:
    report = sole(text)
    assert (who(report.source), report.cue_type) == (text.partition(" accused")[0], "accuse")
    assert charge in content(report)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Maria Silva said that the bridge was unsafe.", "named"),
        ("The company said that the bridge was unsafe.", "organisation"),
        ("The report said that the bridge was unsafe.", "document"),
        ("The New York Times reported that the bridge was unsafe.", "media"),
        ("A senior official said that the bridge was unsafe.", "unnamed"),
        ("Critics said that the bridge was unsafe.", "vague"),
        ("It is said that the bridge is unsafe.", "none"),
    ],
)
def test_source_has_its_kind(text: str, kind: str) -> None:
    assert sole(text).source_kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "The president met the ambassador in Berlin on Tuesday.",
        "The court was founded in 1950 and has its seat in Berlin.",
        "The company called its new car “Silver”.",
        "The road was closed on Monday.",
        "",
    ],
)
def test_where_nobody_speaks_nothing_is_said(text: str) -> None:
    assert reports(text) == []


def test_quotation_that_nobody_introduces_is_his_who_spoke_last() -> None:
    floating = reports(
        "President Peter Holm said on Monday that the bridge was safe. “We have checked every part of it and found nothing.”"
    )[-1]
    assert who(floating.source) == "Peter Holm"
    assert content(floating).startswith("We have checked")
    assert (floating.mode, floating.cue, floating.cue_type) == ("direct", (), "floating")


def test_quotation_that_goes_on_in_the_next_paragraph_is_the_same_speakers() -> None:
    found = reports("Peter Holm said: “The road is closed.\n“The bridge is closed as well. Nobody can pass.”")
    assert [who(report.source) for report in found] == ["Peter Holm", "Peter Holm"]


def test_span_groups_hold_what_was_found() -> None:
    doc = read("Maria Silva said that the law was wrong.")
    assert {key: [span.text for span in doc.spans[key]] for key in ("sources", "cues", "contents")} == {
        "sources": ["Maria Silva"],
        "cues": ["said"],
        "contents": ["the law was wrong"],
    }
