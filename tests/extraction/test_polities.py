"""States and places that no list knows, by how the article speaks of them."""

import pytest

from tests.extraction.newsroom import actor, brief

KNOWN = [
    ("Velmor's foreign minister met reporters on Monday. Velmor denied that its army had crossed the river.", "Velmor"),
    ("The minister asked the neighbouring state of Ludora to host talks. Ludora refused.", "Ludora"),
    (
        "Tarvos, a small republic in the north, accused the bank of spying. Tarvos demanded an apology from the bank.",
        "Tarvos",
    ),
]


@pytest.mark.parametrize(("text", "name"), KNOWN)
def test_what_has_ministers_or_is_called_a_state_is_one_for_the_whole_article(text: str, name: str) -> None:
    found = [(one.kind, one.country) for one in brief(text).actors if one.name == name]
    assert found == [("state", None)]


def test_all_words_for_such_a_state_are_one_actor() -> None:
    text = (
        "Osmar's government said on Monday that 40 soldiers had died. Osmar closed the border.\n\n"
        "The capital of Osmar was calm, but the Osmarian government banned all marches."
    )
    osmar = actor(brief(text), "Osmar")
    assert osmar.kind == "state"
    assert "Osmarian government" in [mention.quote for mention in osmar.mentions]


def test_president_with_a_government_of_his_own_stays_a_person() -> None:
    text = "Ivan Zubrin said his rivals had lied. Zubrin's government fell on Friday. Zubrin's army fled."
    assert actor(brief(text), "Ivan Zubrin").kind == "person"


def test_town_is_no_person() -> None:
    text = "Fighters attacked the town of Harsk on Friday. Harsk was shelled for hours, said the mayor, Ola Brint."
    assert [one.name for one in brief(text).actors] == ["Ola Brint"]


def test_adjective_of_a_state_that_is_not_named_is_nobody() -> None:
    briefing = brief("A senior Meranian officer said on Monday that the army had shelled the hospital.")
    assert briefing.actors == ()
    assert briefing.attributions[0].source.kind == "unnamed"


def test_adviser_of_somebody_is_not_that_person() -> None:
    (report,) = brief("A Zubrin adviser said on Monday that the plan had failed.").attributions
    assert (report.source.actor, report.source.kind) == (None, "unnamed")
