from dataclasses import replace

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.api.desk import Desk, refused

# slack_sdk asks aiohttp for what it is about to take away
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


async def test_a_token_says_who_it_is(desk: Desk) -> None:
    who = await desk.client.auth_test()
    assert (who["team_id"], who["user_id"], who["bot_id"], who["team"]) == ("T0DESK", "U0BOT", "B0BOT", "Desk")


async def test_a_workspace_of_an_enterprise_says_so(desk: Desk) -> None:
    desk.slack.add_team("T1ORG", "Org", enterprise="E1")
    client = AsyncWebClient("xoxb-local-org", base_url=desk.client.base_url)
    assert (await client.auth_test())["enterprise_id"] == "E1"


async def test_a_revoked_token_is_of_no_use_any_more(desk: Desk) -> None:
    assert (await desk.client.auth_revoke(test=True))["revoked"] is False
    assert (await desk.client.auth_revoke())["revoked"] is True
    await refused(desk.client.auth_test(), "token_revoked")
    assert desk.told[0]["type"] == "tokens_revoked"


async def test_an_app_that_was_removed_has_no_account(desk: Desk) -> None:
    await desk.client.apps_uninstall(client_id="100.200", client_secret="local-client-secret")
    await refused(desk.client.auth_test(), "account_inactive")
    assert desk.told[0]["type"] == "app_uninstalled"


async def test_only_the_apps_owner_removes_it(desk: Desk) -> None:
    uninstall = desk.client.apps_uninstall
    await refused(uninstall(client_id="1.2", client_secret="local-client-secret"), "invalid_client_id")
    await refused(uninstall(client_id="100.200", client_secret="other"), "bad_client_secret")
    assert (await desk.client.auth_test())["ok"] is True


async def test_a_code_gives_the_token_once(desk: Desk) -> None:
    assert desk.team.install
    desk.team.install.revoked = True
    client = AsyncWebClient(base_url=desk.client.base_url)
    client_id, secret = desk.slack.app.client_id, desk.slack.app.client_secret
    code = desk.slack.code(desk.team.id, "U1")
    answer = await client.oauth_v2_access(client_id=client_id, client_secret=secret, code=code)
    assert (answer["team"]["id"], answer["authed_user"]["id"], answer["token_type"]) == ("T0DESK", "U1", "bot")
    assert (await AsyncWebClient(answer["access_token"], base_url=client.base_url).auth_test())["ok"] is True
    await refused(client.oauth_v2_access(client_id=client_id, client_secret=secret, code=code), "code_already_used")


async def test_a_code_that_nobody_gave_out_is_invalid(desk: Desk) -> None:
    app = desk.slack.app
    access = desk.client.oauth_v2_access(client_id=app.client_id, client_secret=app.client_secret, code="1.2.3")
    await refused(access, "invalid_code")


async def test_a_client_secret_may_come_as_an_argument_as_well(desk: Desk) -> None:
    code = desk.slack.code(desk.team.id, "U1")
    client = AsyncWebClient(base_url=desk.client.base_url)
    said = {"client_id": "100.200", "client_secret": "other", "code": code}
    await refused(client.api_call("oauth.v2.access", data=said), "bad_client_secret")
    assert (await client.api_call("oauth.v2.access", data=said | {"client_secret": "local-client-secret"}))["ok"]


async def test_a_client_id_that_cannot_be_read_is_invalid(desk: Desk) -> None:
    client = AsyncWebClient(base_url=desk.client.base_url)
    call = client.api_call("oauth.v2.access", data={"code": "1"}, headers={"Authorization": "Basic %%%"})
    await refused(call, "invalid_client_id")


async def test_a_socket_is_opened_with_the_apps_token(desk: Desk) -> None:
    answer = await desk.client.apps_connections_open(app_token=desk.slack.app.app_token)
    assert answer["url"].startswith("ws://127.0.0.1:")


async def test_an_event_was_sent_for_every_installation(desk: Desk) -> None:
    desk.slack.add_team("T1ORG", "Org", enterprise="E1")
    client = AsyncWebClient(desk.slack.app.app_token, base_url=desk.client.base_url)
    answer = await client.apps_event_authorizations_list(event_context="4-1")
    assert [one["team_id"] for one in answer["authorizations"]] == ["T0DESK", "T1ORG"]


async def test_a_workspace_describes_itself_and_no_other(desk: Desk) -> None:
    assert (await desk.client.team_info())["team"]["domain"] == "desk"
    await refused(desk.client.team_info(team="T9"), "team_not_found")


@pytest.mark.parametrize("named", [True, False])
async def test_a_bot_describes_itself(desk: Desk, *, named: bool) -> None:
    desk.slack.app = replace(desk.slack.app, name="Checker")
    answer = await desk.client.bots_info(**({"bot": "B0BOT"} if named else {}))
    assert (answer["bot"]["name"], answer["bot"]["user_id"]) == ("Checker", "U0BOT")


async def test_there_is_no_other_bot(desk: Desk) -> None:
    await refused(desk.client.bots_info(bot="B9"), "bot_not_found")
