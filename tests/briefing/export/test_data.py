import json

from hypothesis import HealthCheck, given, settings

from bot.briefing import contract
from bot.briefing.export import Dossier, data
from tests.briefing.export.dossiers import dossier, dossiers


def test_the_briefing_is_as_its_contract_has_it_and_beside_it_where_each_claim_stands() -> None:
    written = data.dump(dossier())
    assert list(written) == ["schema", "briefing", "claims", "notes"]
    assert written["schema"] == "factdesk.case/1"
    assert contract.load(written["briefing"]) == dossier().briefing
    first = written["claims"][0]
    assert first == {
        "id": "C1",
        "text": dossier().briefing.claims[0].text.quote,
        "standing": "ruled",
        "added": None,
        "assigned": None,
        "ruling": {
            "verdict": "false",
            "reason": "no such report",
            "links": ["https://proof.example/a?b=1", "see the drive"],
            "by": {"user": "U1", "name": "Ada Checker"},
            "at": "2025-07-26T12:30:00+00:00",
        },
        "dismissal": None,
        "notes": [],
    }


def test_what_was_set_aside_added_noted_and_taken_on_is_written_with_who_and_when() -> None:
    _, second, third, fourth = data.dump(dossier())["claims"]
    signed = {"by": {"user": "U2", "name": None}, "at": "2025-07-26T12:30:00+00:00"}
    assert second["dismissal"] == {"reason": "an opinion", "links": [], **signed}
    assert third["assigned"] == {"user": "U2", "name": None}
    assert [note["text"] for note in third["notes"]] == ["asked the ministry"]
    assert (fourth["text"], fourth["added"]) == ("The factory is in Izmir", signed)
    assert [note["text"] for note in data.dump(dossier())["notes"]] == ["lawyers have seen it"]


def test_every_claim_has_the_same_keys() -> None:
    claims = data.dump(dossier())["claims"]
    assert len({tuple(claim) for claim in claims}) == 1


def test_one_dossier_is_an_object_and_several_an_array() -> None:
    assert json.loads(data.dumps([dossier()]))["schema"] == "factdesk.case/1"
    assert [one["schema"] for one in json.loads(data.dumps([dossier(), dossier()]))] == ["factdesk.case/1"] * 2


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(dossiers())
def test_any_dossier_is_written_whole_and_read_again(case: Dossier) -> None:
    read = json.loads(data.dumps([case]).encode())
    assert read == data.dump(case)
    assert contract.load(read["briefing"]) == case.briefing
    assert [claim["text"] for claim in read["claims"]] == [one.text for one in case.told()]
