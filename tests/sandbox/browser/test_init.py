"""The pages over HTTP: whose they are, what they show to whom, and what they let be done."""

import pytest

from bot.sandbox.browser.site import PERSON_COOKIE
from tests.sandbox.browser.conftest import BASE, OURS, Pages


async def test_the_start_leads_to_a_channel_of_whoever_was_chosen(pages: Pages) -> None:
    async with pages.session.get(pages.sandbox.url + "/") as answer:
        assert answer.url.path == f"{BASE}/C1"
    async with pages.session.get(pages.sandbox.url + "/?as=U2") as answer:
        assert answer.url.path == "/browser/T0DESK/U2/C1"
        assert answer.cookies[PERSON_COOKIE].value == "U2"


async def test_a_page_is_seen_as_somebody_else_by_its_address(pages: Pages) -> None:
    async with pages.session.get(f"{pages.sandbox.url}{BASE}/C1?as=U2") as answer:
        assert answer.url.path == "/browser/T0DESK/U2/C1"


@pytest.mark.parametrize("path", ["/browser/T0DESK/U9/C1", "/browser/T0DESK/U0BOT/C1", "/browser/T9/U1/C1"])
async def test_nobody_is_somebody_who_is_not_there_or_a_bot(pages: Pages, path: str) -> None:
    assert (await pages.get(path))[0] == 404


async def test_a_workspace_without_people_says_so(pages: Pages) -> None:
    pages.team.people.clear()
    assert "Nobody is here yet" in (await pages.get("/"))[1]


async def test_a_private_channel_is_open_to_its_members_alone(pages: Pages) -> None:
    message = pages.write("between us", channel="C2")
    assert "between us" in (await pages.get("/browser/T0DESK/U2/C2"))[1]
    _, page = await pages.get(f"{BASE}/C2")
    assert "between us" not in page
    assert "secret" not in page
    assert (await pages.get(f"{BASE}/C2/menu?ts={message.ts}"))[0] == 404
    assert (await pages.get(f"{BASE}/C2", headers=OURS))[0] == 404
    answer = await pages.post(f"{BASE}/C2/react", {"ts": message.ts, "name": "eyes"})
    assert "not there any more" in answer.headers["HX-Trigger"]
    assert message.reactions == {}


async def test_nobody_writes_where_they_are_not_a_member(pages: Pages) -> None:
    pages.team.channels["C1"].members.discard("U1")
    answer = await pages.post(f"{BASE}/C1/say", {"text": "let me in"})
    assert "not there any more" in answer.headers["HX-Trigger"]
    assert pages.team.messages == []


async def test_nobody_edits_what_another_wrote(pages: Pages) -> None:
    message = pages.write("mine")
    await pages.post(f"{BASE}/C1/edit", {"ts": message.ts, "text": "yours"})
    await pages.post(f"{BASE}/C1/delete", {"ts": message.ts})
    assert [one.text for one in pages.team.messages] == ["mine"]


async def test_an_edit_without_words_is_refused_with_a_reason(pages: Pages) -> None:
    message = pages.write("mine", user="U1")
    answer = await pages.post(f"{BASE}/C1/edit", {"ts": message.ts, "text": "  "})
    assert "needs some words" in answer.headers["HX-Trigger"]
    assert message.text == "mine"


async def test_an_empty_composer_sends_nothing(pages: Pages) -> None:
    await pages.post(f"{BASE}/C1/say", {"text": " \r\n "})
    assert pages.team.messages == []


async def test_a_picture_is_shown_and_a_page_is_only_given(pages: Pages) -> None:
    picture, page = pages.keep("a.png", "image/png", b"PNG"), pages.keep("a.html", "text/html", b"<script>")
    for file, kind, held in ((picture, "image/png", None), (page, "application/octet-stream", "attachment")):
        async with pages.session.get(f"{pages.sandbox.url}{BASE}/file/{file.id}") as answer:
            assert answer.content_type == kind
            assert answer.headers.get("Content-Disposition") == held
            assert "sandbox" in answer.headers["Content-Security-Policy"]
    hidden = pages.keep("b.png", "image/png", b"PNG", channel="C2")
    assert (await pages.get(f"{BASE}/file/{hidden.id}"))[0] == 404


async def test_a_command_that_the_app_does_not_answer_is_told_by_slackbot(pages: Pages) -> None:
    await pages.post(f"{BASE}/C1/say", {"text": "/brief this"})
    assert "failed with the error" in (await pages.get(f"{BASE}/C1"))[1]
