from bot.briefing import wording
from bot.briefing.model import Briefing, Party
from bot.briefing.page.ties import NO_ACCUSER, Tie, ties
from tests.briefing.briefings import mention, seed, span
from tests.briefing.page.pages import asked


def told(found: list[Tie]) -> list[tuple[str, str, str, str]]:
    return [(tie.label, tie.who.name, tie.deed, tie.whom.name) for tie in found]


def test_requests_lead_from_who_asks_to_who_is_asked(briefing: Briefing) -> None:
    assert told(ties(briefing))[:3] == [
        ("R1", "Ukraine", "asks", "Turkey"),
        ("R2", "Ukraine", "asks", "Turkey"),
        ("R3", "Rustem Umerov", "asks", wording.NO_ADDRESSEE),
    ]


def test_an_accusation_leads_from_its_source_to_the_first_actor_that_it_names(briefing: Briefing) -> None:
    president = briefing.actors[0].model_copy(
        update={"id": "A4", "name": "Volodymyr Zelenskyy", "mentions": (mention("Zelenskyy"),)}
    )
    with_him = briefing.model_copy(update={"actors": (*briefing.actors, president)})
    assert told(ties(with_him))[3:] == [("C1", "investigative reports", "accuses", "Volodymyr Zelenskyy")]


def test_a_claim_that_accuses_nobody_by_name_is_no_tie(briefing: Briefing) -> None:
    nobody = briefing.model_copy(update={"actors": ()})
    assert {tie.kind for tie in ties(nobody)} == {"request"}


def test_a_claim_that_the_desk_set_aside_accuses_nobody(briefing: Briefing) -> None:
    zelenskyy = briefing.actors[2].model_copy(update={"mentions": (mention("Zelenskyy"),)})
    named = briefing.model_copy(update={"actors": (zelenskyy,)})
    assert [tie.label for tie in ties(named) if tie.kind == "accusation"] == ["C1"]
    assert not [tie for tie in ties(named, dismissed={"C1"}) if tie.kind == "accusation"]


def test_who_accuses_is_said_to_be_unnamed_where_nobody_is_named(briefing: Briefing) -> None:
    claim = briefing.claims[0].model_copy(update={"attribution": None})
    zelenskyy = briefing.actors[2].model_copy(update={"mentions": (mention("Zelenskyy"),)})
    named = briefing.model_copy(update={"claims": (claim,), "actors": (zelenskyy,)})
    (tie,) = [tie for tie in ties(named) if tie.kind == "accusation"]
    assert (tie.who.name, tie.who.known) == (NO_ACCUSER, False)


def test_the_same_words_are_the_same_party_whatever_their_case() -> None:
    briefing = seed()
    item = span("invest in its defense industry")
    critics, shouting = span("Critics"), span("Critics").model_copy(update={"quote": "CRITICS"})
    requests = tuple(asked("R1", Party(span=words), None, item) for words in (critics, shouting))
    assert len({tie.who.key for tie in ties(briefing.model_copy(update={"requests": requests}))}) == 1
