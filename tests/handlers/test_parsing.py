"""What the handlers read from Slack's payloads, without Slack."""

from typing import Any

import pytest
from slack_bolt.context.async_context import AsyncBoltContext

from handlers import asking, request
from handlers.http import to_bolt_request
from handlers.ruling import fields
from handlers.thread import is_reply
from handlers.unfurl import where

REPLY = {"type": "message", "user": "U1", "text": "C1 false", "ts": "2.0", "thread_ts": "1.0", "channel": "C1"}


@pytest.mark.parametrize("subtype", [None, "thread_broadcast", "file_share"])
def test_a_persons_reply_is_one(subtype: str | None) -> None:
    assert is_reply(REPLY | {"subtype": subtype})


@pytest.mark.parametrize(
    "changed",
    [
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "bot_message"},
        {"bot_id": "B1"},
        {"edited": {"ts": "3.0"}},
        {"thread_ts": None},
        {"thread_ts": "2.0"},
        {"user": None},
        {"text": None},
        {"text": "Lunch?"},
    ],
)
def test_anything_else_is_none(changed: dict[str, Any]) -> None:
    assert not is_reply(REPLY | changed)


def test_a_request_and_its_repetition_share_a_key() -> None:
    context = AsyncBoltContext({"team_id": "T1"})
    assert request.key({"event_id": "Ev1", "event": {"type": "link_shared"}}, context) == "T1:Ev1"
    assert request.key({"trigger_id": "7.T1"}, context) == "T1:7.T1"


def test_a_request_that_cannot_be_told_from_others_is_not_taken_in() -> None:
    with pytest.raises(ValueError, match="without an id"):
        request.key({"type": "block_actions"}, AsyncBoltContext({"team_id": "T1"}))


@pytest.mark.parametrize("composed", [{"source": "composer"}, {"channel": "COMPOSER"}])
def test_the_composer_is_answered_by_its_unfurl_id(composed: dict[str, str]) -> None:
    event = {"channel": "C1", "message_ts": "1.0", "unfurl_id": "U9", "source": "conversations_history"}
    assert where(event | composed) == {"unfurl_id": "U9", "source": "composer"}
    assert where(event) == {"channel": "C1", "ts": "1.0"}


def test_an_empty_modal_reads_as_empty() -> None:
    values = {"verdict": {"verdict": {"selected_option": None}}, "reason": {"reason": {"value": None}}}
    assert fields({"state": {"values": values}}) == {"verdict": "", "reason": "", "links": ""}


def test_an_install_in_all_of_an_organisation_is_known_by_it() -> None:
    assert asking.team(AsyncBoltContext({"enterprise_id": "E1"})) == "E1"
    assert asking.team(AsyncBoltContext({"enterprise_id": "E1", "team_id": "T1"})) == "T1"


@pytest.mark.parametrize("text", ["the+payload+burst", "nothing+odd"])
def test_a_command_is_read_whole_whatever_its_words(text: str) -> None:
    body = f"command=%2Fbrief&text={text}&team_id=T1&user_id=U1&channel_id=C1&response_url=https%3A%2F%2Fx.example"
    read = to_bolt_request(body, {"Content-Type": "application/x-www-form-urlencoded"}, "")
    assert read.body["text"] == text.replace("+", " ")
    assert read.context.team_id == "T1"
    assert read.context.user_id == "U1"
    assert read.context.response_url == "https://x.example"


def test_an_interaction_stays_one() -> None:
    read = to_bolt_request("payload=%7B%22type%22%3A%22block_actions%22%7D", {}, "")
    assert read.body == {"type": "block_actions"}
