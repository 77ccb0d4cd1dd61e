"""What Slack shows the app of messages, views and people."""

import pytest

from bot.sandbox import payloads
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import File, Message, Person, Team, View
from tests.sandbox.listening import APP


@pytest.fixture
def slack() -> Slack:
    slack = Slack(APP)
    slack.url = "http://slack.example"
    return slack


@pytest.fixture
def team(slack: Slack) -> Team:
    team = slack.add_team(enterprise="E0ORG")
    team.people["U1"] = Person("U1", "ana", "Ana")
    return team


def test_a_message_shows_all_that_hangs_on_it(slack: Slack, team: Team) -> None:
    said = Message(team.id, "C1", "1.000001", "U1", "Look", edited="2.000001")
    said.reactions = {"eyes": ["U1", "U2"]}
    said.unfurls = {"https://a.example/": {"blocks": []}}
    said.metadata = {"event_type": "x", "event_payload": {}}
    replies = [Message(team.id, "C1", f"1.00000{n}", f"U{n}", "reply", thread_ts=said.ts) for n in (2, 3)]
    team.messages += [said, *replies]
    shown = payloads.message(slack, said)
    assert shown["edited"] == {"user": "U1", "ts": "2.000001"}
    assert shown["reactions"] == [{"name": "eyes", "users": ["U1", "U2"], "count": 2}]
    assert shown["attachments"][0]["from_url"] == "https://a.example/"
    assert shown["metadata"] == said.metadata
    assert (shown["reply_count"], shown["reply_users"], shown["latest_reply"]) == (2, ["U2", "U3"], "1.000003")
    assert payloads.message(slack, replies[0])["parent_user_id"] == "U1"


def test_a_file_has_its_address_and_its_kind(slack: Slack) -> None:
    held = File("F1", "T1", "U1", "notes", "text/plain", b"abc", channels=["C1"])
    shown = payloads.file(slack, held)
    assert (shown["url_private"], shown["filetype"], shown["size"]) == (
        "http://slack.example/files/T1/F1/notes",
        "text",
        3,
    )
    assert shown["title"] == "notes"


def test_an_interaction_names_the_organisation(slack: Slack, team: Team) -> None:
    sent = payloads.interaction(slack, team, "U1", "shortcut")
    assert sent["enterprise"] == {"id": "E0ORG", "name": "E0ORG"}
    assert sent["team"] == {
        "id": team.id,
        "domain": team.domain,
        "enterprise_id": "E0ORG",
        "enterprise_name": "E0ORG",
    }
    assert sent["user"] == {"id": "U1", "username": "ana", "name": "ana", "team_id": team.id}


def test_a_view_is_whole_even_where_the_app_left_things_out(slack: Slack, team: Team) -> None:
    body = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}
    shown = payloads.view(slack, View("V1", team.id, "U1", body, "h", previous="V0", root="V0"))
    assert (shown["private_metadata"], shown["submit"], shown["state"]) == ("", None, {"values": {}})
    assert (shown["root_view_id"], shown["previous_view_id"], shown["bot_id"]) == ("V0", "V0", "B0BOT")
