from typing import Any

import pytest

from tests.sandbox.api.desk import Desk, refused, section

URL = "https://news.example.org/a?b=1&c=2"
CARDS = {URL: {"blocks": [section("A card")]}}


async def test_a_card_stands_under_its_link(desk: Desk) -> None:
    message = desk.write(f"Look: <{URL.replace('&', '&amp;')}>")
    await desk.client.chat_unfurl(channel="C1", ts=message.ts, unfurls=CARDS)
    assert message.unfurls[URL]["blocks"][0]["text"]["text"] == "A card"
    assert desk.told[-1]["subtype"] == "message_changed"


async def test_a_card_may_be_given_by_the_events_own_id(desk: Desk) -> None:
    message = desk.write(URL, channel="C2")
    unfurl_id = desk.slack.unfurl_id("C2", message.ts)
    await desk.client.chat_unfurl(unfurl_id=unfurl_id, source="conversations_history", unfurls=CARDS)
    assert URL in message.unfurls


async def test_a_preview_waits_in_the_composer(desk: Desk) -> None:
    unfurl_id = desk.slack.unfurl_id("COMPOSER", "U1")
    await desk.client.chat_unfurl(unfurl_id=unfurl_id, source="composer", unfurls=CARDS)
    assert URL in desk.team.previews[unfurl_id]


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"unfurls": None}, "missing_unfurls"),
        ({"unfurls": "no json"}, "invalid_unfurls_format"),
        ({"unfurls": []}, "invalid_unfurls_format"),
        ({"unfurls": {"https://example.com/a": {"blocks": [section()]}}}, "cannot_unfurl_url"),
        ({"unfurls": {"https://example.org/other": {"blocks": [section()]}}}, "cannot_unfurl_message"),
        ({"unfurls": {URL: {"blocks": [{"type": "rich_text", "elements": []}]}}}, "invalid_blocks"),
        ({"channel": ""}, "missing_channel"),
        ({"ts": ""}, "missing_ts"),
        ({"channel": "C0"}, "cannot_find_channel"),
        ({"ts": "1.0"}, "cannot_find_message"),
        ({"unfurl_id": "C1.1.0.1"}, "missing_source"),
        ({"unfurl_id": "C1.1.0.1", "source": "elsewhere"}, "invalid_source"),
        ({"unfurl_id": "C1.1.0.1", "source": "conversations_history"}, "invalid_unfurl_id"),
        ({"unfurl_id": "C1.1.0.1", "source": "composer"}, "invalid_unfurl_id"),
        ({"source": "composer"}, "missing_unfurl_id"),
        ({"source": "conversations_history", "channel": ""}, "missing_unfurl_id"),
    ],
)
async def test_what_slack_does_not_take_is_no_card(desk: Desk, said: dict[str, Any], error: str) -> None:
    message = desk.write(URL)
    usual = {"channel": "C1", "ts": message.ts, "unfurls": CARDS}
    await refused(desk.client.api_call("chat.unfurl", json=usual | said), error)
    assert message.unfurls == {}
