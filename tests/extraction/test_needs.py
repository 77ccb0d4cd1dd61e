"""Needs, musts and commands are requests in somebody's mouth alone."""

import pytest

from tests.extraction.newsroom import Asked, asked, proposed, sole_request


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Maria Silva said that Ukraine needs more tanks from Germany.", "more tanks"),
        ("Maria Silva stressed that Ukraine needs more tanks from Germany.", "more tanks"),
        ("“We need more tanks from Germany,” Maria Silva said.", "more tanks"),
    ],
)
def test_need_that_somebody_voices_is_a_request(text: str, item: str) -> None:
    (one,) = asked(text)
    assert (one.requester, one.addressee) == ("Maria Silva", "Germany")
    assert item in one.item
    assert sole_request(text).force == "need"


def test_needs_are_told_one_by_one() -> None:
    found = asked("“We need more doctors and more medicine from the government,” Peter Holm said.")
    assert [one.item for one in found] == ["more doctors", "more medicine"]


@pytest.mark.parametrize("verb", ["must", "should"])
def test_what_somebody_says_a_party_must_or_should_do_is_a_request(verb: str) -> None:
    text = f"Maria Silva said that Germany {verb} send more tanks to Ukraine."
    assert asked(text) == [Asked("Maria Silva", "Germany", "send more tanks to Ukraine")]
    assert sole_request(text).force == {"must": "demand", "should": "appeal"}[verb]


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine needs more tanks from Germany.",
        "Germany must send more tanks to Ukraine.",
        "Maria Silva said that Ukraine does not need more tanks.",
        "Maria Silva said that we must win.",
        "Maria Silva said that prices must fall.",
    ],
)
def test_need_of_nobodys_voice_or_nobodys_deed_is_none(text: str) -> None:
    assert asked(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The minister said it was time for Peter Holm to go home.", Asked("The minister", "Peter Holm", "go home")),
        (
            "The minister said it was essential that Iran cooperate with inspectors.",
            Asked("The minister", "Iran", "cooperate with inspectors"),
        ),
        ("Turkey wants Sweden to extradite the men.", Asked("Turkey", "Sweden", "extradite the men")),
        (
            "The rights group says the three reporters should be freed.",
            Asked("The rights group", "", "the three reporters should be freed"),
        ),
        (
            "Maria Silva said judges shouldn't talk about elections.",
            Asked("Maria Silva", "judges", "shouldn't talk about elections"),
        ),
    ],
)
def test_time_want_and_should_tell_a_party_what_to_do(text: str, wanted: Asked) -> None:
    assert wanted in proposed(text)


def test_writer_who_speaks_tells_without_a_word_of_saying() -> None:
    speech = (
        "I came here as a farmer, and we have little time left. We the leaders must keep our promise. "
        "Our rivers are dry. Governments must repair the dams."
    )
    assert {("", "Governments", "repair the dams"), ("", "We", "keep our promise")} <= set(proposed(speech))


def test_article_that_says_we_in_quotations_alone_is_no_speech() -> None:
    article = "“We are tired and our wells are dry. I want rain,” Peter Holm said. The town is poor. Governments must repair the dams."
    assert not any("repair the dams" in one.item for one in proposed(article))


def test_command_in_quotation_marks_is_a_demand() -> None:
    text = "“Sign the law,” Maria Silva said."
    assert asked(text) == [Asked("Maria Silva", "", "Sign the law")]
    assert sole_request(text).force == "demand"


@pytest.mark.parametrize("text", ["Sign the law.", "“Thank God,” Maria Silva said.", "“Look,” Maria Silva said."])
def test_exclamation_or_writers_imperative_is_none(text: str) -> None:
    assert asked(text) == []


def test_we_ask_is_asked_by_the_speaker() -> None:
    (one,) = asked("“We ask the government to send more doctors,” Peter Holm said.")
    assert (one.requester, one.addressee, one.item) == ("Peter Holm", "the government", "send more doctors")
