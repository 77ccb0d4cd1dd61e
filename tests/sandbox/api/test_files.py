from typing import Any

import aiohttp
import pytest

from bot.sandbox.workspace import File
from tests.sandbox.api.desk import Desk, refused


def shared(desk: Desk, *channels: str, user: str = "U1") -> File:
    file = File("F1", desk.team.id, user, "a.txt", "text/plain", b"Text", channels=list(channels))
    desk.team.files["F1"] = file
    return file


async def announced(desk: Desk, name: str = "notes.md", length: int = 5) -> dict[str, Any]:
    answer = await desk.client.files_getUploadURLExternal(filename=name, length=length)
    return {"url": answer["upload_url"], "id": answer["file_id"]}


async def sent(url: str, content: bytes) -> int:
    async with aiohttp.ClientSession() as session, session.post(url, data=content) as response:
        return response.status


async def test_the_clients_own_upload_shares_a_file(desk: Desk) -> None:
    parent = desk.write()
    await desk.client.files_upload_v2(
        channel="C1", filename="case.json", content="{}", title="The case", initial_comment="Here", thread_ts=parent.ts
    )
    (message,) = desk.team.thread("C1", parent.ts)
    (file,) = message.files
    assert (message.text, message.subtype) == ("Here", "file_share")
    assert (file.name, file.title, file.content, file.channels) == ("case.json", "The case", b"{}", ["C1"])
    assert [event["type"] for event in desk.told] == ["message", "file_shared"]


async def test_a_file_need_not_be_shared(desk: Desk) -> None:
    upload = await announced(desk)
    assert await sent(upload["url"], b"Notes") == 200
    answer = await desk.client.files_completeUploadExternal(files=[{"id": upload["id"]}])
    assert answer["files"][0]["title"] == "notes.md"
    assert desk.team.messages == []
    assert (await desk.client.files_info(file=upload["id"]))["file"]["size"] == 5


async def test_the_bytes_may_come_as_a_form(desk: Desk) -> None:
    upload = await announced(desk)
    form = aiohttp.FormData()
    form.add_field("file", b"Notes", filename="notes.md")
    async with aiohttp.ClientSession() as session, session.post(upload["url"], data=form) as response:
        assert (response.status, await response.text()) == (200, "OK - 5")


async def test_other_bytes_than_were_announced_are_not_taken(desk: Desk) -> None:
    upload = await announced(desk)
    assert await sent(upload["url"], b"Too many notes") == 400
    assert await sent(f"{desk.slack.url}/upload/other", b"Notes") == 400
    complete = desk.client.files_completeUploadExternal(files=[{"id": upload["id"]}], channel_id="C1")
    await refused(complete, "file_not_found")


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"filename": "a", "length": "0"}, "missing_argument"),
        ({"filename": "a", "length": "1", "alt_txt": "x" * 1001}, "alt_txt_too_large"),
        ({"filename": "a", "length": "some"}, "invalid_arguments"),
        ({"filename": "a", "length": "-1"}, "invalid_arguments"),
        ({"length": "1"}, "invalid_arguments"),
    ],
)
async def test_not_everything_can_be_announced(desk: Desk, said: dict[str, str], error: str) -> None:
    await refused(desk.client.api_call("files.getUploadURLExternal", params=said), error)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"files": "no json"}, "invalid_arguments"),
        ({"files": [{"title": "x"}]}, "invalid_arguments"),
        ({"channel_id": "C2"}, "not_in_channel"),
        ({"channel_id": "C0"}, "channel_not_found"),
        ({"thread_ts": "1.0"}, "thread_not_found"),
    ],
)
async def test_what_slack_does_not_take_is_not_shared(desk: Desk, said: dict[str, Any], error: str) -> None:
    upload = await announced(desk)
    await sent(upload["url"], b"Notes")
    usual = {"files": [{"id": upload["id"]}], "channel_id": "C1"}
    await refused(desk.client.api_call("files.completeUploadExternal", json=usual | said), error)
    assert (desk.team.messages, desk.team.files) == ([], {})


async def test_a_file_is_known_where_it_was_shared_with_the_bot(desk: Desk) -> None:
    file = shared(desk, "C1")
    assert (await desk.client.files_info(file="F1"))["file"]["name"] == "a.txt"
    file.channels = ["C2"]
    await refused(desk.client.files_info(file="F1"), "file_not_found")
    await refused(desk.client.files_info(file="F9"), "file_not_found")


async def test_only_its_own_files_a_bot_deletes(desk: Desk) -> None:
    file = shared(desk, "C1")
    await refused(desk.client.files_delete(file="F1"), "cant_delete_file")
    file.user = "U0BOT"
    message = desk.write(files=[file])
    await desk.client.files_delete(file="F1")
    assert (message.files, desk.team.files) == ([], {})


async def test_a_files_bytes_want_the_bots_token(desk: Desk) -> None:
    shared(desk, "C1")
    url = (await desk.client.files_info(file="F1"))["file"]["url_private"]
    headers = {"Authorization": f"Bearer {desk.client.token}"}
    async with aiohttp.ClientSession() as session:
        async with session.get(url, headers=headers) as response:
            assert (response.status, await response.read()) == (200, b"Text")
            assert response.headers["Content-Disposition"] == "attachment"
        async with session.get(url, allow_redirects=False) as response:
            assert (response.status, response.headers["Location"]) == (302, "/?redir=/files/T0DESK/F1/a.txt")
        async with session.get(url.replace("F1", "F9"), headers=headers) as response:
            assert response.status == 404


async def test_a_files_bytes_want_the_scope_too(desk: Desk) -> None:
    shared(desk, "C1")
    url = (await desk.client.files_info(file="F1"))["file"]["url_private"]
    desk.narrowed("files:write")
    headers = {"Authorization": f"Bearer {desk.client.token}"}
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers, allow_redirects=False) as response:
        assert response.status == 302


async def test_whoever_sits_at_the_page_gets_the_bytes(desk: Desk) -> None:
    shared(desk, "C1")
    address = f"{desk.slack.url}/files/T0DESK/F1/a.txt"
    async with aiohttp.ClientSession() as session:
        for site, status in (("same-origin", 200), ("none", 200), ("cross-site", 302)):
            headers = {"Sec-Fetch-Site": site}
            async with session.get(address, headers=headers, allow_redirects=False) as response:
                assert response.status == status
