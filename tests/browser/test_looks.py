"""The local Slack's pages by eye, by keyboard and by screen reader: light and dark, wide and narrow, and with much on them."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.claims import card_blocks, claim_blocks
from tests.browser.conftest import OpenPage
from tests.browser.desk import CHECKER, DESK, NEWS, Desk
from tests.browser.test_talking import composer, lines

NARROW = {"width": 390, "height": 844}
GRAVE = {"serious", "critical"}
BACKGROUND = "getComputedStyle(document.querySelector('.main')).backgroundColor"


@pytest.fixture
def furnished(desk: Desk) -> str:
    """Put one of everything into the channel, and return the time stamp of a thread's first message."""
    bot = {"user": "U0BOT", "bot_id": "B0BOT"}
    root = desk.write("Briefing", **bot, blocks=[*card_blocks("The fund"), *claim_blocks("C0")])
    for number in (1, 2):
        desk.write(f"C{number}", **bot, thread_ts=root.ts, blocks=claim_blocks(f"C{number}"))
    desk.write("I say *no*, see <https://example.org|here>\n> quoted\n`code`").reactions["+1"] = [CHECKER]
    desk.do(lambda member: member.command(DESK, "/brief"))
    desk.do(lambda member: member.upload(DESK, "notes.txt", b"words", text="Notes"))
    return root.ts


def grave(page: Any) -> list[tuple[str, list[str]]]:
    page.wait_for_timeout(300)  # colours are still on their way
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found if one["impact"] in GRAVE]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave_on_any_page(desk: Desk, furnished: str, open_page: OpenPage, scheme: str) -> None:
    page = desk.enter(open_page(color_scheme=scheme), place=f"{DESK}?thread={furnished}")
    assert grave(page) == []
    page.get_by_role("button", name="Rule", exact=True).first.click()
    page.get_by_role("dialog").get_by_role("button", name="Rule").click()
    expect(page.locator(".b-error")).to_be_visible()
    assert grave(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    composer(page).type("/")
    expect(page.locator("[role=option]").first).to_be_visible()
    assert grave(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="You are Maya Okafor").click()
    assert grave(page) == []
    for place in ("home", "faults", NEWS):
        desk.enter(page, place=place)
        assert grave(page) == []


@pytest.mark.usefixtures("furnished")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave_on_a_phone(desk: Desk, open_page: OpenPage, scheme: str) -> None:
    page = desk.enter(open_page(color_scheme=scheme, viewport=NARROW, has_touch=True))
    assert grave(page) == []
    page.get_by_role("button", name="Channels").click()
    assert grave(page) == []


@pytest.mark.parametrize("place", [DESK, "thread", "home", "faults", NEWS])
def test_nothing_is_wider_than_a_phone(desk: Desk, furnished: str, open_page: OpenPage, place: str) -> None:
    where = f"{DESK}?thread={furnished}" if place == "thread" else place
    page = desk.enter(open_page(viewport=NARROW), place=where)
    wide = "[...document.querySelectorAll('.main *, .thread *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.panel-scroll, .unseen')).map(one => one.outerHTML.slice(0, 90))"
    assert page.evaluate(wide) == []


@pytest.mark.usefixtures("furnished")
def test_on_a_phone_the_sidebar_opens_over_the_channel_and_the_thread_fills_the_screen(
    desk: Desk, open_page: OpenPage
) -> None:
    page = desk.enter(open_page(viewport=NARROW, has_touch=True, is_mobile=True))
    expect(page.locator("#sidebar")).not_to_be_visible()
    page.get_by_role("button", name="Channels").click()
    page.get_by_role("link", name="newsroom").click()
    page.wait_for_url(desk.address(place=NEWS))
    expect(page.locator("#sidebar")).not_to_be_visible()
    desk.enter(page)
    page.get_by_role("button", name="More actions").nth(1).click()
    page.get_by_role("menuitem", name="Reply in thread").click()
    assert page.locator("#thread").bounding_box() == {"x": 0, "y": 0, **NARROW}
    page.get_by_role("link", name="Close the thread").click()
    expect(page.locator("#thread")).to_be_hidden()


def test_colours_follow_the_system_until_they_are_switched(desk: Desk, open_page: OpenPage) -> None:
    page = desk.enter(open_page(color_scheme="dark"))
    dark = page.evaluate(BACKGROUND)
    page.get_by_role("button", name="Light or dark").click()
    light = page.evaluate(BACKGROUND)
    assert light == "rgb(255, 255, 255)" != dark
    page.reload()
    assert page.evaluate(BACKGROUND) == light


@pytest.mark.usefixtures("furnished")
def test_everything_is_reached_by_keyboard_alone(desk: Desk, page: Any) -> None:
    desk.enter(page)
    expect(composer(page)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(lines(page).last.locator("article")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.getAttribute('aria-label')") != "Reply in thread":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(composer(page, ".thread")).to_be_focused()
    page.keyboard.type("C1 mine")
    page.keyboard.press("Enter")
    expect(lines(page, ".thread").last).to_contain_text("C1 mine")
    page.keyboard.press("Escape")
    expect(page.locator("#thread")).to_be_hidden()


def test_a_menu_is_walked_by_arrows_and_gives_the_focus_back(desk: Desk, page: Any) -> None:
    desk.enter(page)
    page.locator("#person-switch").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Jonas Lindqvist")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Maya Okafor")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#person-switch")).to_be_focused()


def test_the_first_stop_of_the_keyboard_skips_the_sidebar(desk: Desk, page: Any) -> None:
    desk.enter(page, place="faults")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the messages")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_screen_reader_is_told_of_what_others_write_and_not_of_ones_own(desk: Desk, page: Any) -> None:
    desk.enter(page)
    desk.do(lambda member: member.say(DESK, "My own words"))
    desk.do(lambda member: member.say(DESK, "Have you seen it?"), CHECKER)
    expect(page.locator("#announcer")).to_have_text("Jonas Lindqvist: Have you seen it?")


def test_in_a_long_thread_a_new_reply_adds_one_line_and_stays_in_sight(desk: Desk, page: Any) -> None:
    root = desk.write("A long one")
    for number in range(200):
        desk.write(f"reply {number}", thread_ts=root.ts)
    desk.enter(page, place=f"{DESK}?thread={root.ts}")
    expect(lines(page, ".thread")).to_have_count(201)
    page.evaluate("""() => {
        window.touched = new Set();
        new MutationObserver(all => all.forEach(one => one.addedNodes.forEach(node => window.touched.add(node.id))))
            .observe(document.querySelector('.thread'), {childList: true, subtree: true});
    }""")
    reply = desk.do(lambda member: member.say(DESK, "the last word", thread_ts=root.ts), CHECKER)
    expect(lines(page, ".thread").last).to_be_in_viewport()
    expect(lines(page, ".thread").last).to_contain_text("the last word")
    touched = page.evaluate("[...window.touched].filter(id => id.startsWith('thread-'))")
    assert touched == [f"thread-{reply.ts.replace('.', '-')}"]


def test_who_reads_further_up_stays_there_and_is_told_of_what_came(desk: Desk, page: Any) -> None:
    for number in range(60):
        desk.write(f"message {number}")
    desk.enter(page)
    page.locator(".main [data-scroll]").evaluate("list => { list.scrollTop = 0; }")
    desk.do(lambda member: member.say(DESK, "down here"), CHECKER)
    expect(page.get_by_role("button", name="New messages")).to_be_visible()
    assert page.locator(".main [data-scroll]").evaluate("list => list.scrollTop") == 0
    page.get_by_role("button", name="New messages").click()
    expect(lines(page).last).to_be_in_viewport()
