"""Who says what, in the ways that news tells it: the learned component on sentences that no weights should miss.

Where a content begins and ends is learned (with "that" or without); so what is told here is what it must hold.
"""

import pytest

from bot.extraction.frames import findings
from tests.extraction.newsroom import brief, content, parsed, sole_report, speaker, who


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
    report = sole_report(text)
    assert speaker(text) == "Peter Holm"
    assert report.mode == "direct"
    assert report.cue[0].quote == "said"
    assert "bridge is safe and the road is open" in content(report)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Maria Silva said that the law was wrong.", "the law was wrong"),
        ("Maria Silva said the road was closed.", "the road was closed"),
        ("Maria Silva wrote that the law was wrong.", "the law was wrong"),
        ("Maria Silva told reporters that she would build the road.", "she would build the road"),
        ("The law was wrong, said Maria Silva.", "law was wrong"),
        ("The law was wrong, according to Maria Silva.", "law was wrong"),
        ("According to Maria Silva, the law was wrong.", "the law was wrong"),
    ],
)
def test_reported_words_are_the_speakers_before_and_after(text: str, said: str) -> None:
    report = sole_report(text)
    assert speaker(text) == "Maria Silva"
    assert report.mode == "indirect"
    assert said in content(report)
    assert "Silva" not in content(report)


def test_words_quoted_in_part_are_mixed() -> None:
    report = sole_report('Anna Berg said the road was "completely and utterly closed" to traffic.')
    assert report.mode == "mixed"
    assert "completely and utterly closed" in content(report)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Maria Silva arrived on Monday. “The road is closed and nobody can pass,” she said.", "Maria Silva"),
        ("Peter Holm arrived in Oslo on Monday. He said that the road was closed.", "Peter Holm"),
    ],
)
def test_pronoun_that_speaks_is_the_person_named_before(text: str, person: str) -> None:
    report = sole_report(text)
    assert speaker(text) == person
    assert report.source.kind == "named"
    briefing = brief(text)
    assert [mention.form for mention in briefing.actors[0].mentions] == ["name", "pronoun"]


def test_pronoun_without_anybody_before_stays_open() -> None:
    report = sole_report("“The road is closed,” he said.")
    assert report.source.actor is None
    assert report.source.span is not None


@pytest.mark.parametrize(
    ("text", "charge"),
    [
        ("Anna Berg accused Peter Holm of stealing the money.", "stealing the money"),
        ("Maria Silva accused the mayor of fraud.", "fraud"),
        ("Maria Silva accused the company of lying to its workers.", "lying to its workers"),
    ],
)
def test_charge_is_what_an_accuser_says(text: str, charge: str) -> None:
    briefing = brief(text)
    assert [who(briefing, report.source) for report in briefing.attributions] == [text.partition(" accused")[0]]
    assert charge in content(briefing.attributions[0])


def test_what_is_denied_is_said_by_who_denies() -> None:
    text = "Russia denied that its army had attacked the village."
    assert speaker(text) == "Russia"
    assert content(sole_report(text)).removeprefix("that ") == "its army had attacked the village"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Maria Silva said that the bridge was unsafe.", "named"),
        ("The company said that the bridge was unsafe.", "organisation"),
        ("According to the World Health Organization, the bridge was unsafe.", "organisation"),
        ("The report said that the bridge was unsafe.", "document"),
        ("The letter said that the bridge was unsafe.", "document"),
        ("The New York Times reported that the bridge was unsafe.", "media"),
        ("State media said that the bridge was unsafe.", "media"),
        ("A senior official said that the bridge was unsafe.", "unnamed"),
        ("The bridge was unsafe, according to police.", "unnamed"),
        ("Critics said that the bridge was unsafe.", "vague"),
        ("Some said that the bridge was unsafe.", "vague"),
        ("It is said that the bridge is unsafe.", "none"),
    ],
)
def test_source_has_its_kind(text: str, kind: str) -> None:
    assert sole_report(text).source.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "The president met the ambassador in Berlin on Tuesday.",
        "The court was founded in 1950 and has its seat in Berlin.",
        "The road was closed on Monday.",
        "Two men were arrested after the fire.",
        "😀",
        " \n\n ",
    ],
)
def test_where_nobody_speaks_nothing_is_said(text: str) -> None:
    assert brief(text).attributions == ()


def test_two_speakers_of_two_paragraphs_stay_apart() -> None:
    briefing = brief("Anna Berg said the road was closed.\n\nPeter Holm said the bridge was safe.")
    found = [(who(briefing, report.source), content(report)) for report in briefing.attributions]
    assert found == [("Anna Berg", "the road was closed"), ("Peter Holm", "the bridge was safe")]


def test_who_goes_on_speaking_is_the_same_person() -> None:
    briefing = brief("Peter Holm said on Monday that the bridge was safe. He added that the road was open.")
    assert [who(briefing, report.source) for report in briefing.attributions] == ["Peter Holm", "Peter Holm"]
    assert "the road was open" in content(briefing.attributions[1])


def test_both_halves_of_a_quotation_are_one_report() -> None:
    report = sole_report("“The road is closed,” Peter Holm said. “Nobody can pass it before the summer.”")
    assert "The road is closed" in content(report)
    assert "Nobody can pass it before the summer" in content(report)


@pytest.mark.parametrize(
    "text", ["“I never saw it,” Peter Holm said.", "“The road is closed,” Peter Holm said. “It opens on Monday.”"]
)
def test_short_quotation_is_direct_with_its_marks(text: str) -> None:
    assert sole_report(text).mode == "direct"


def test_speaker_acts() -> None:
    doc = parsed("Maria Silva said that the law was wrong.")
    (report,) = findings(doc).reports
    assert report.source is not None
    assert report.source.actor is not None
    assert report.source.actor.acts > 1
    assert report.verb is not None
    assert (report.verb.text, report.cue_type) == ("said", "say")


def test_reports_are_in_the_order_of_their_contents() -> None:
    doc = parsed("“The road is closed,” Anna Berg said. Peter Holm denied that it was. Critics said it was wrong.")
    starts = [report.content[0].start for report in findings(doc).reports]
    assert len(starts) == 3
    assert starts == sorted(starts)


def test_span_groups_hold_what_was_found() -> None:
    doc = parsed("Maria Silva said that the law was wrong.")
    assert [span.text for span in doc.spans["sources"]] == ["Maria Silva"]
    assert [span.text for span in doc.spans["cues"]] == ["said"]
    assert [span.text.removeprefix("that ") for span in doc.spans["contents"]] == ["the law was wrong"]


def test_spans_stand_where_they_are_behind_emoji_accents_and_gaps() -> None:
    doc = parsed("😀 🇺🇦 Cafe\u0301.\n\nZoë  Müller said the law was wrong.")
    assert [span.text for span in doc.spans["sources"]] == ["Zoë  Müller"]
    assert [span.text for span in doc.spans["cues"]] == ["said"]
