import pytest

from tests.extraction.newsroom import actor, brief


def test_surnames_join_their_people() -> None:
    briefing = brief(
        "President Peter Holm met Maria Silva in Berlin. Holm said that the road was closed. Silva said that the road was open."
    )
    assert {a.name: len(a.mentions) for a in briefing.actors if a.kind == "person"} == {
        "Peter Holm": 2,
        "Maria Silva": 2,
    }


def test_two_people_with_one_surname_stay_two() -> None:
    briefing = brief(
        "Maria Silva and Pedro Silva spoke to reporters on Monday. Maria Silva said that the road was closed. "
        "Pedro Silva said that the road was open."
    )
    assert {a.name for a in briefing.actors} == {"Maria Silva", "Pedro Silva"}


def test_middle_initial_makes_no_second_person() -> None:
    briefing = brief("John F. Kennedy said that the road was closed. Kennedy asked the army to open it.")
    assert len(actor(briefing, "John F. Kennedy").mentions) == 2


def test_acronym_is_the_organisation_it_abbreviates() -> None:
    briefing = brief(
        "The World Health Organization (WHO) said on Monday that cases had fallen. The WHO asked governments to send more data."
    )
    assert [mention.quote for mention in actor(briefing, "World Health Organization").mentions] == [
        "World Health Organization",
        "WHO",
        "WHO",
    ]


def test_state_is_called_as_the_article_calls_it() -> None:
    briefing = brief("Turkey asked Germany to open its ports. Germany said that Turkey had closed its own ports.")
    assert {a.name: (a.kind, a.country) for a in briefing.actors} == {
        "Turkey": ("state", "TR"),
        "Germany": ("state", "DE"),
    }


def test_capital_that_acts_is_its_state() -> None:
    briefing = brief("Moscow asked Turkey to open its ports. Russia said that the ports were closed.")
    assert [mention.quote for mention in actor(briefing, "Russia").mentions] == ["Moscow", "Russia"]


def test_organ_of_a_state_is_the_state() -> None:
    briefing = brief("The Russian government asked Turkey to open its ports.")
    assert {a.country for a in briefing.actors} == {"RU", "TR"}


def test_place_that_does_nothing_is_no_actor() -> None:
    assert {a.name for a in brief("Maria Silva met reporters in Berlin.").actors} == {"Maria Silva"}


def test_noun_that_stands_for_the_holder_of_a_role_is_a_mention() -> None:
    briefing = brief(
        "Chancellor Angela Merkel asked Turkey to open its ports. The chancellor said that the ports were closed."
    )
    assert [(m.quote, m.form) for m in actor(briefing, "Angela Merkel").mentions] == [
        ("Angela Merkel", "name"),
        ("The chancellor", "nominal"),
    ]


@pytest.mark.parametrize("text", ["Maria Silva’s", "the World Bank", "“Maria Silva”"])
def test_mention_is_the_name_alone(text: str) -> None:
    bare = text.strip("“”").removesuffix("’s").removeprefix("the ")
    briefing = brief(f"{text} bridge was closed. On Monday {bare} said that the road was closed.")
    assert {mention.quote for a in briefing.actors for mention in a.mentions if mention.form == "name"} == {bare}


def test_title_alone_is_nobody() -> None:
    names = [
        one.name for one in brief("The President met Anna Berg. Anna Berg told the President that it was late.").actors
    ]
    assert "President" not in names
