"""What Slack does about requests that are not acknowledged, and about those that go wrong on their way."""

import asyncio
import json

import pytest
from aiohttp import web

from bot.sandbox.deliveries import LOST
from bot.sandbox.events import envelope
from tests.sandbox.listening import Workspace

EVENT = {"type": "app_mention", "channel": "C0DESK", "user": "U1", "text": "<@U0BOT>", "ts": "1.0", "event_ts": "1.0"}


def retries(desk: Workspace) -> list[tuple[str | None, str | None]]:
    heard = [one.headers for one in desk.app.heard]
    return [(one.get("X-Slack-Retry-Num"), one.get("X-Slack-Retry-Reason")) for one in heard]


async def test_an_event_that_fails_is_repeated_three_times(desk: Workspace) -> None:
    desk.app.answers = [web.Response(status=500) for _ in range(9)]
    answer = await desk.deliveries.event(desk.team.id, EVENT)
    await desk.deliveries.settled()
    assert answer is not None
    assert (answer.status, answer.good) == (500, False)
    assert retries(desk) == [(None, None), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]
    assert len({one.payload["event_id"] for one in desk.app.heard}) == 1
    assert [(one.attempt, one.acknowledged) for one in desk.slack.deliveries] == [(n, False) for n in range(4)]


async def test_once_it_is_acknowledged_it_is_not_repeated(desk: Workspace) -> None:
    desk.app.answers = [web.Response(status=500)]
    await desk.deliveries.event(desk.team.id, EVENT)
    await desk.deliveries.settled()
    assert [one.acknowledged for one in desk.slack.deliveries] == [False, True]


async def test_an_app_can_ask_not_to_be_sent_it_again(desk: Workspace) -> None:
    desk.app.answers = [web.Response(status=500, headers={"X-Slack-No-Retry": "1"})]
    await desk.deliveries.event(desk.team.id, EVENT)
    await desk.deliveries.settled()
    assert len(desk.app.heard) == 1


async def test_commands_are_never_repeated(desk: Workspace) -> None:
    desk.app.answers = [web.Response(status=500)]
    await desk.member().command("C0DESK", "/brief x")
    await desk.deliveries.settled()
    assert len(desk.app.heard) == 1


async def test_an_app_that_is_not_there_is_asked_again_for_its_reason(desk: Workspace) -> None:
    desk.slack.app = desk.slack.app.__class__(events=desk.slack.app.events, request_url="http://127.0.0.1:9/")
    answer = await desk.deliveries.event(desk.team.id, EVENT)
    assert answer is not None
    assert (answer.status, answer.reason) == (LOST, "connection_failed")


async def test_an_app_that_takes_too_long_is_asked_again(desk: Workspace) -> None:
    never = asyncio.Event()

    async def forever(_: web.Request) -> web.Response:
        await never.wait()
        return web.Response()

    app = web.Application()
    app.add_routes([web.post("/", forever)])
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    desk.deliveries.seconds = 0.05
    sent = envelope(desk.slack, desk.team.id, EVENT)
    desk.slack.app = desk.slack.app.__class__(events=desk.slack.app.events, request_url=f"http://{host}:{port}/")
    answer = await desk.deliveries.deliver("event", sent)
    assert (answer.status, answer.reason) == (LOST, "http_timeout")
    await desk.deliveries.close()
    never.set()
    await runner.cleanup()


async def test_a_dropped_event_comes_at_the_next_attempt(desk: Workspace) -> None:
    desk.faults.drop = 2
    answer = await desk.deliveries.event(desk.team.id, EVENT)
    await desk.deliveries.settled()
    assert answer is not None
    assert answer.status == LOST
    assert retries(desk) == [("2", "http_timeout")]
    assert [one.acknowledged for one in desk.slack.deliveries] == [False, False, True]


async def test_a_doubled_event_arrives_as_a_repetition(desk: Workspace) -> None:
    desk.faults.duplicate = 1
    await desk.deliveries.event(desk.team.id, EVENT)
    assert retries(desk) == [(None, None), ("1", "http_timeout")]
    assert desk.app.heard[0].payload == desk.app.heard[1].payload


async def test_a_doubled_command_arrives_just_as_it_was(desk: Workspace) -> None:
    desk.faults.duplicate = 1
    await desk.member().command("C0DESK", "/brief x")
    await desk.member().command("C0DESK", "/brief y")
    assert [one.payload["text"] for one in desk.app.heard] == ["x", "x", "y"]
    assert retries(desk) == [(None, None)] * 3


async def test_what_is_late_arrives_and_counts_as_lost(desk: Workspace) -> None:
    desk.deliveries.seconds, desk.faults.delay = 0.5, 0.6
    await desk.member().command("C0DESK", "/brief x")
    assert len(desk.app.heard) == 1
    assert desk.slack.deliveries[0].acknowledged is False
    assert "operation_timeout" in desk.team.whispers[0].text


@pytest.mark.parametrize(
    ("body", "read"), [("", {}), ("fine", {"text": "fine"}), ('{"text": "a"}', {"text": "a"}), ("[1]", {"text": "[1]"})]
)
async def test_an_acknowledgement_may_be_words_or_json(desk: Workspace, body: str, read: dict[str, str]) -> None:
    desk.app.answers = [web.Response(text=body)]
    answer = await desk.member().command("C0DESK", "/brief x")
    assert answer.body == read


async def test_the_faults_can_be_shown_and_taken_back(desk: Workspace) -> None:
    faults = desk.faults
    faults.delay, faults.drop, faults.duplicate = 0.1, 2, 3
    faults.refuse("chat.update", "message_not_found", after=1)
    faults.rate_limit(retry_after=4)
    shown = json.loads(json.dumps(faults.as_json()))
    assert (shown["delay"], shown["drop"], shown["duplicate"]) == (0.1, 2, 3)
    assert shown["refusals"] == {
        "chat.update": [None, {"error": "message_not_found", "retry_after": None}],
        "*": [{"error": "ratelimited", "retry_after": 4}],
    }
    faults.clear()
    assert faults.as_json() == {"delay": 0.0, "drop": 0, "duplicate": 0, "refusals": {}}


def test_a_method_is_refused_as_often_as_was_asked(desk: Workspace) -> None:
    desk.faults.refuse("views.open", "expired_trigger_id", after=1, times=2)
    taken = [desk.faults.refusal("views.open") for _ in range(4)]
    assert [one and one.error for one in taken] == [None, "expired_trigger_id", "expired_trigger_id", None]
    assert desk.faults.refusal("chat.update") is None
