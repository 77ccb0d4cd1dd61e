"""Which events the app is told, and what stands around each."""

from dataclasses import replace
from typing import Any

import pytest

from bot.sandbox import events
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Channel, ChannelKind, Message, Team
from tests.sandbox.listening import APP


@pytest.fixture
def slack() -> Slack:
    return Slack(APP)


@pytest.fixture
def team(slack: Slack) -> Team:
    team = slack.add_team()
    for kind in ("public", "private", "im", "mpim"):
        team.channels[kind] = Channel(kind, team.id, kind, kind, {"U1", "U0BOT"})
    return team


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        ("public", ("message.channels", "channels:history")),
        ("private", ("message.groups", "groups:history")),
        ("im", ("message.im", "im:history")),
        ("mpim", ("message.mpim", "mpim:history")),
    ],
)
def test_each_kind_of_channel_has_its_own_subscription_and_scope(
    slack: Slack, team: Team, kind: ChannelKind, needed: tuple[str, str]
) -> None:
    event = events.posted(slack, Message(team.id, kind, "1.0", "U1", "hello"))
    assert team.install
    subscription, scope = needed
    slack.app = replace(APP, events=frozenset({subscription}))
    team.install.scopes = frozenset({scope})
    assert events.wanted(slack, team.id, event)
    team.install.scopes = APP.scopes - {scope}
    assert not events.wanted(slack, team.id, event)
    slack.app = replace(APP, events=APP.events - {subscription})
    team.install.scopes = frozenset({scope})
    assert not events.wanted(slack, team.id, event)


def test_the_end_of_an_install_is_told_though_its_token_is_no_good_any_more(slack: Slack, team: Team) -> None:
    slack.app = replace(APP, events=APP.events | {"tokens_revoked"})
    assert team.install
    team.install.revoked = True
    assert events.wanted(slack, team.id, {"type": "tokens_revoked", "event_ts": "1.0"})
    assert not events.wanted(slack, team.id, {"type": "link_shared", "event_ts": "1.0"})


def test_where_the_app_is_not_installed_it_hears_nothing(slack: Slack, team: Team) -> None:
    team.install = None
    assert not events.wanted(slack, team.id, {"type": "link_shared", "event_ts": "1.0"})


def test_an_event_says_for_whom_it_is_meant(slack: Slack) -> None:
    team = slack.add_team("T0OTHER", "Other", enterprise="E0ORG")
    event: dict[str, Any] = {"type": "app_home_opened", "event_ts": "17.000001"}
    sent = events.envelope(slack, team.id, event)
    assert (sent["team_id"], sent["enterprise_id"], sent["api_app_id"]) == ("T0OTHER", "E0ORG", APP.id)
    assert sent["event_time"] == 17
    (authorization,) = sent["authorizations"]
    assert (authorization["user_id"], authorization["enterprise_id"]) == ("U0BOTOTHER", "E0ORG")
    assert events.envelope(slack, team.id, event)["event_id"] != sent["event_id"]
    assert events.envelope(slack, team.id, event, event_id="Ev1")["event_id"] == "Ev1"


def test_the_bots_own_messages_are_known_by_their_ids(slack: Slack, team: Team) -> None:
    own = Message(team.id, "public", "1.0", "U0BOT", "hello", bot_id="B0BOT", app_id=APP.id)
    event = events.posted(slack, own)
    assert (event["bot_id"], event["app_id"], event["bot_profile"]["id"]) == ("B0BOT", APP.id, "B0BOT")
    assert "client_msg_id" not in event
