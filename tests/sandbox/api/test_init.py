"""What holds for all methods: tokens, scopes, arguments, content types, faults, and the record of the calls."""

import asyncio
import re

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.api.desk import SCOPES, Desk, refused


async def test_a_client_without_a_token_is_not_authenticated(desk: Desk) -> None:
    await refused(AsyncWebClient(base_url=desk.client.base_url).auth_test(), "not_authed")


async def test_a_token_that_nobody_gave_out_is_invalid(desk: Desk) -> None:
    await refused(AsyncWebClient("xoxb-other", base_url=desk.client.base_url).auth_test(), "invalid_auth")


async def test_a_wrong_app_token_is_invalid(desk: Desk) -> None:
    await refused(desk.client.apps_connections_open(app_token="xapp-other"), "invalid_auth")


async def test_a_bots_token_is_not_the_apps(desk: Desk) -> None:
    assert desk.client.token
    await refused(desk.client.apps_connections_open(app_token=desk.client.token), "not_allowed_token_type")


async def test_the_apps_token_is_not_a_bots(desk: Desk) -> None:
    client = AsyncWebClient(desk.slack.app.app_token, base_url=desk.client.base_url)
    await refused(client.auth_test(), "not_allowed_token_type")


async def test_a_method_that_is_none_is_unknown(desk: Desk) -> None:
    await refused(desk.client.api_call("chat.shout"), "unknown_method")


async def test_a_missing_scope_is_named_with_those_that_are_there(desk: Desk) -> None:
    desk.narrowed("chat:write", "commands")
    answer = await refused(desk.client.users_info(user="U1"), "missing_scope")
    assert (answer["needed"], answer["provided"]) == ("users:read", "chat:write,commands")


async def test_a_missing_argument_is_named(desk: Desk) -> None:
    answer = await refused(desk.client.api_call("chat.postMessage", json={"text": "Hello"}), "invalid_arguments")
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


async def test_json_is_not_read_where_slack_does_not_read_it(desk: Desk) -> None:
    answer = await refused(desk.client.api_call("conversations.info", json={"channel": "C1"}), "invalid_arguments")
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


@pytest.mark.parametrize(
    ("content_type", "body", "error"),
    [
        ("application/json", "{", "invalid_json"),
        ("application/json", "[]", "json_not_object"),
        ("text/csv", "a,b", "invalid_post_type"),
        ("application/x-www-form-urlencoded", "channels[0]=C1", "invalid_array_arg"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused(desk: Desk, content_type: str, body: str, error: str) -> None:
    headers = {"Authorization": f"Bearer {desk.client.token}", "Content-Type": content_type}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{desk.client.base_url}chat.postMessage", data=body, headers=headers) as response,
    ):
        assert (await response.json())["error"] == error
        assert response.status == 200


async def test_a_token_may_come_in_a_form_but_not_in_json(desk: Desk) -> None:
    async with aiohttp.ClientSession() as session:
        address, token = f"{desk.client.base_url}auth.test", {"token": desk.client.token}
        async with session.post(address, data=token) as response:
            assert (await response.json())["ok"] is True
        async with session.post(address, json=token) as response:
            assert (await response.json())["error"] == "not_authed"


async def test_structures_in_a_form_are_json(desk: Desk) -> None:
    said = {"channel": "C1", "blocks": '[{"type": "divider"}]', "unfurl_links": "false"}
    await desk.client.api_call("chat.postMessage", data=said)
    (message,) = desk.team.messages
    assert message.blocks[0]["type"] == "divider"
    assert message.unfurl_links is False


async def test_every_answer_has_an_id_of_its_own(desk: Desk) -> None:
    first, second = await desk.client.auth_test(), await desk.client.auth_test()
    assert len({answer.headers["x-slack-req-id"] for answer in (first, second)}) == 2


async def test_the_synchronous_client_works_unchanged(desk: Desk) -> None:
    client = WebClient(token=desk.client.token, base_url=desk.client.base_url)
    answer = await asyncio.to_thread(client.chat_postMessage, channel="C1", text="Hello")
    assert desk.team.message("C1", answer["ts"])
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await asyncio.to_thread(client.chat_postMessage, channel="C2", text="Hello")


async def test_a_call_is_kept_without_its_token(desk: Desk) -> None:
    await desk.client.conversations_info(channel="C1")
    await refused(desk.client.conversations_info(channel="C0"), "channel_not_found")
    good, bad = desk.slack.calls
    assert (good.method, good.team, good.arguments) == ("conversations.info", "T0DESK", {"channel": "C1"})
    assert (good.error, good.answered) == (None, True)
    assert (bad.error, bad.answered) == ("channel_not_found", True)


async def test_a_refusal_on_demand_comes_instead_of_the_answer(desk: Desk) -> None:
    desk.sandbox.faults.refuse("chat.postMessage", "internal_error", after=1)
    await desk.client.chat_postMessage(channel="C1", text="one")
    await refused(desk.client.chat_postMessage(channel="C1", text="two"), "internal_error")
    await desk.client.chat_postMessage(channel="C1", text="three")
    assert [message.text for message in desk.team.messages] == ["one", "three"]


async def test_a_rate_limit_says_when_to_come_back(desk: Desk) -> None:
    desk.sandbox.faults.rate_limit(retry_after=7)
    with pytest.raises(SlackApiError) as raised:
        await desk.client.auth_test()
    assert raised.value.response.status_code == 429
    assert raised.value.response.headers["Retry-After"] == "7"
    assert raised.value.response["error"] == "ratelimited"


async def test_a_client_that_waits_its_time_gets_through(desk: Desk) -> None:
    desk.sandbox.faults.rate_limit(retry_after=0)
    desk.client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    assert (await desk.client.auth_test())["ok"] is True
    assert [call.error for call in desk.slack.calls] == ["ratelimited", None]


async def test_the_bot_has_no_scope_that_it_was_not_given(desk: Desk) -> None:
    assert desk.team.install
    assert desk.team.install.scopes == SCOPES
    assert all(re.fullmatch(r"[a-z.]+:[a-z]+", scope) for scope in SCOPES)
