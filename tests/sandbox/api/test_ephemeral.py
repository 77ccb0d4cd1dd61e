from typing import Any

import pytest

from tests.sandbox.api.desk import Desk, refused, section


async def test_one_person_alone_sees_it(desk: Desk) -> None:
    await desk.client.chat_postEphemeral(channel="C1", user="U1", text="Psst", blocks=[section()], thread_ts="1.0")
    (whisper,) = desk.team.whispers
    assert (whisper.way, whisper.user, whisper.text, whisper.thread_ts) == ("ephemeral", "U1", "Psst", "1.0")
    assert whisper.ts
    assert desk.team.messages == []


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"user": "U3"}, "user_not_in_channel"),
        ({"channel": "C2"}, "not_in_channel"),
        ({"channel": "C9"}, "is_archived"),
        ({"channel": "G1"}, "channel_not_found"),
        ({"text": ""}, "no_text"),
        ({"blocks": [{"type": "x"}]}, "invalid_blocks"),
    ],
)
async def test_what_slack_does_not_take_nobody_sees(desk: Desk, said: dict[str, Any], error: str) -> None:
    usual = {"channel": "C1", "user": "U1", "text": "Psst"}
    await refused(desk.client.api_call("chat.postEphemeral", json=usual | said), error)
    assert desk.team.whispers == []
