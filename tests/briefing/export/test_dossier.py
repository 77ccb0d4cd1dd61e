from bot.briefing.export import Standing
from bot.briefing.ruling import Addition, Dismissal, Note
from tests.briefing.export.dossiers import AT, LATER, dossier, ruled


def test_every_claim_stands_somewhere_in_the_articles_order_and_added_ones_last() -> None:
    assert [(one.id, str(one.standing)) for one in dossier().told()] == [
        ("C1", "ruled"),
        ("C2", "not a claim"),
        ("C3", "open"),
        ("C4", "open"),
    ]


def test_what_was_decided_last_counts() -> None:
    rulings = {"C1": ruled("C1"), "C2": ruled("C2").model_copy(update={"at": LATER})}
    dismissals = {claim: Dismissal(claim=claim, by="U2", at=LATER if claim == "C1" else AT) for claim in ("C1", "C2")}
    first, second = dossier(rulings=rulings, dismissals=dismissals).told()[:2]
    assert (first.standing, first.decided) == (Standing.SET_ASIDE, dismissals["C1"])
    assert (second.standing, second.decided) == (Standing.RULED, rulings["C2"])


def test_a_claim_that_was_added_can_be_ruled_on() -> None:
    (added,) = [one for one in dossier(rulings={"C4": ruled("C4")}).told() if one.addition]
    assert (added.id, added.claim, added.standing) == ("C4", None, Standing.RULED)


def test_a_note_belongs_to_its_claim_and_one_about_no_claim_to_all() -> None:
    notes = (Note(claim="C1", text="a", by="U1", at=AT), Note(claim="C77", text="b", by="U1", at=AT))
    case = dossier(notes=notes, additions=(Addition(claim="C4", text="x", by="U2", at=AT),))
    assert [note.text for note in case.told()[0].notes] == ["a"]
    assert [note.text for note in case.about_all()] == ["b"]


def test_people_have_their_names_and_who_is_unknown_the_id() -> None:
    assert (dossier().name("U1"), dossier().name("U2")) == ("Ada Checker", "U2")
    assert dossier(people={"U1": " \u202e "}).name("U1") == "U1"
