"""Mentions are put together by their names alone: Docs made by hand, so that no parse decides."""

import spacy
from spacy.tokens import Doc, Span

from bot.extraction.frames import ActorFrame, findings
from bot.extraction.merging import Registry

NLP = spacy.blank("en")


def marked(text: str, **names: str) -> Doc:
    """Mark each name given as LABEL="One|Other" wherever it stands as whole words."""
    doc = NLP.make_doc(text)
    doc.set_ents(
        [
            span
            for label, listed in names.items()
            for name in sorted(listed.split("|"), key=len, reverse=True)
            for span in _places(doc, name, label)
        ]
    )
    return doc


def _places(doc: Doc, name: str, label: str) -> list[Span]:
    found, at = [], doc.text.find(name)
    while at >= 0:
        if (span := doc.char_span(at, at + len(name), label=label)) is not None:
            found.append(span)
        at = doc.text.find(name, at + 1)
    return found


def merged(doc: Doc) -> list[list[str]]:
    return [[mention.span.text for mention in actor.mentions] for actor in actors(doc)]


def actors(doc: Doc) -> list[ActorFrame]:
    registry = Registry(findings(doc))
    for ent in doc.ents:
        registry.add(ent)
    return list(registry.finish())


def test_surname_joins_the_full_name_wherever_that_stands() -> None:
    doc = marked("Umerov came. Rustem saw Hakan.", PERSON="Umerov|Hakan")
    assert merged(doc) == [["Umerov"], ["Hakan"]]
    doc = marked("Umerov came, said Fidan . Later Rustem X . Umerov left", PERSON="Umerov|Fidan")
    assert merged(doc) == [["Umerov", "Umerov"], ["Fidan"]]
    doc = marked("Holm came; then Peter Braun met Anna Holm", PERSON="Holm|Peter Braun")
    assert [sorted(names) for names in merged(doc)] == [["Holm", "Holm"], ["Peter Braun"]]


def test_full_names_with_one_surname_are_two_people() -> None:
    doc = marked("Maria Silva met Pedro Silva", PERSON="Maria Silva|Pedro Silva")
    assert merged(doc) == [["Maria Silva"], ["Pedro Silva"]]


def test_shared_surname_goes_to_whom_it_was_said_of_last() -> None:
    doc = marked("Maria Silva came and Pedro Silva left ; then Silva_ spoke", PERSON="Maria Silva|Pedro Silva")
    second = NLP.make_doc("Maria Silva came and Pedro Silva left ; then Silva spoke")
    second.set_ents([*(Span(second, e.start, e.end, e.label_) for e in doc.ents), Span(second, 9, 10, "PERSON")])
    assert merged(second) == [["Maria Silva"], ["Pedro Silva", "Silva"]]


def test_acronym_in_brackets_joins_the_name_before_it_whatever_its_letters() -> None:
    doc = marked("Doctors Without Borders (MSF) came. MSF left.", ORG="Doctors Without Borders|MSF")
    assert merged(doc) == [["Doctors Without Borders", "MSF", "MSF"]]


def test_organisation_and_its_acronym_are_one() -> None:
    doc = marked("The World Health Organization (WHO) spoke. WHO left.", ORG="World Health Organization|WHO")
    assert merged(doc) == [["World Health Organization", "WHO", "WHO"]]


def test_person_and_organisation_of_one_name_are_two() -> None:
    doc = marked("Ford came to General Motors", PERSON="Ford", ORG="General Motors")
    assert len(merged(doc)) == 2


def test_state_is_one_under_all_its_names() -> None:
    (state,) = actors(marked("The United States and the U.S. and America", LOC="United States|U.S.|America"))
    assert (state.kind, state.country, len(state.mentions)) == ("state", "US", 3)


def test_demonym_alone_is_no_actor() -> None:
    assert actors(marked("a Turkish word", MISC="Turkish")) == []


def test_every_token_of_a_name_leads_to_its_actor() -> None:
    doc = marked("Maria Silva left", PERSON="Maria Silva")
    (actor,) = actors(doc)
    assert findings(doc).by_token == {0: actor, 1: actor}


def test_first_word_of_an_organisation_is_that_organisation_though_it_looks_like_a_person() -> None:
    doc = NLP.make_doc("Kestrel Group sank. Kestrel denied it.")
    registry = Registry(findings(doc))
    registry.add(Span(doc, 0, 2, label="ORG"))
    registry.add(Span(doc, 4, 5, label="PERSON"))
    assert [(one.kind, len(one.mentions)) for one in registry.finish()] == [("organisation", 2)]
