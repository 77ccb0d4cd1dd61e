"""What is pressed and sent on a page reaches the app as Slack would tell of it."""

import aiohttp

from bot.sandbox.workspace import View
from tests.sandbox.browser.conftest import BASE, OURS, Pages


def open_modal(pages: Pages, element: dict[str, object]) -> View:
    block = {"type": "input", "block_id": "b", "label": {"type": "plain_text", "text": "Which"}, "element": element}
    body = {"type": "modal", "title": {"type": "plain_text", "text": "Rule"}, "blocks": [block]}
    view = View("V1", "T0DESK", "U1", body, "h", root="V1")
    pages.team.stacks["U1"] = [view]
    return view


async def test_a_file_in_a_modal_is_kept_and_told_of(pages: Pages) -> None:
    view = open_modal(pages, {"type": "file_input", "action_id": "a"})
    form = aiohttp.FormData({"view": "V1"})
    form.add_field("b|a", b"who said so", filename="notes.txt", content_type="text/plain")
    async with pages.session.post(f"{pages.sandbox.url}{BASE}/submit", data=form, headers=OURS) as answer:
        assert answer.status == 204
    (told,) = view.values["b"]["a"]["files"]
    assert told["name"] == "notes.txt"
    assert pages.team.files[told["id"]].content == b"who said so"


async def test_nobody_sends_the_modal_of_another(pages: Pages) -> None:
    view = open_modal(pages, {"type": "plain_text_input", "action_id": "a"})
    answer = await pages.post("/browser/T0DESK/U2/submit", {"view": "V1", "b|a": "mine"})
    assert "not there any more" in answer.headers["HX-Trigger"]
    assert view.values == {}


async def test_a_press_on_what_is_gone_is_told(pages: Pages) -> None:
    message = pages.write(blocks=[{"type": "divider"}])
    about = {"surface": "message", "channel": "C1", "ts": message.ts, "action_id": "rule"}
    answer = await pages.post(f"{BASE}/press", about)
    assert "not there any more" in answer.headers["HX-Trigger"]
