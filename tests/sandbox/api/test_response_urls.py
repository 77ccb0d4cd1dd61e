from typing import Any

import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.sandbox.api.response_urls import SECONDS
from bot.sandbox.workspace import Whisper
from tests.sandbox.api.desk import Desk, section


def client(desk: Desk, channel: str = "C1", **about: Any) -> AsyncWebhookClient:
    return AsyncWebhookClient(desk.slack.response_url(desk.team.id, channel, "U1", **about))


async def test_an_answer_is_for_the_one_who_asked(desk: Desk) -> None:
    answer = await client(desk, thread_ts="1.0").send(text="Done", blocks=[section()])
    assert (answer.status_code, answer.body) == (200, "ok")
    (whisper,) = desk.team.whispers
    assert (whisper.way, whisper.user, whisper.text, whisper.thread_ts) == ("response_url", "U1", "Done", "1.0")


async def test_an_answer_may_be_for_all_even_where_the_bot_is_not(desk: Desk) -> None:
    await client(desk, "C2").send(text="Done", response_type="in_channel")
    (message,) = desk.team.messages
    assert (message.channel, message.user, message.text) == ("C2", "U0BOT", "Done")


async def test_an_answer_may_take_the_place_of_a_message(desk: Desk) -> None:
    ts = (await desk.client.chat_postMessage(channel="C1", text="Before"))["ts"]
    await client(desk, ts=ts).send(text="After", replace_original=True)
    assert [message.text for message in desk.team.messages] == ["After"]
    await client(desk, ts=ts).send(delete_original=True)
    assert desk.team.messages == []


async def test_an_answer_may_take_the_place_of_what_one_person_sees(desk: Desk) -> None:
    desk.team.whispers.append(Whisper("ephemeral", desk.team.id, "C1", "U1", "Before", ts="5.0"))
    await client(desk, ts="5.0").send(text="After", replace_original=True)
    assert [whisper.text for whisper in desk.team.whispers] == ["After"]
    await client(desk, ts="5.0").send(delete_original=True)
    assert desk.team.whispers == []


async def test_five_answers_are_taken_and_no_sixth(desk: Desk) -> None:
    answering = client(desk)
    for number in range(5):
        assert (await answering.send(text=str(number))).status_code == 200
    answer = await answering.send(text="one too many")
    assert (answer.status_code, answer.body) == (404, '{"ok": false, "error": "used_url"}')
    assert len(desk.team.whispers) == 5


async def test_half_an_hour_later_nothing_is_taken(desk: Desk) -> None:
    answering = client(desk)
    (address,) = desk.slack.response_urls.values()
    address.issued -= SECONDS + 1
    answer = await answering.send(text="late")
    assert (answer.status_code, answer.body) == (404, '{"ok": false, "error": "expired_url"}')


async def test_an_address_that_was_not_given_out_takes_nothing(desk: Desk) -> None:
    answer = await AsyncWebhookClient(f"{desk.slack.url}/response/T0DESK/9/9").send(text="Hello")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"text": ""}, "no_text"),
        ({"blocks": [{"type": "x"}]}, "invalid_blocks"),
        ({"delete_original": True}, "message_not_found"),
    ],
)
async def test_what_slack_does_not_take_costs_no_use(desk: Desk, said: dict[str, Any], error: str) -> None:
    answer = await client(desk).send_dict(said)
    assert answer.status_code == 400
    assert f'"error": "{error}"' in answer.body
    (address,) = desk.slack.response_urls.values()
    assert address.uses == 0
