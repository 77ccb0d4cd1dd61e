"""People talk in the local Slack's pages: in channels and threads, about files, as one and as the other."""

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.desk import CHECKER, DESK, EDITOR, NEWS, Desk


def composer(page: Any, place: str = ".main") -> Any:
    return page.locator(f"{place} [data-composer] textarea")


def say(page: Any, text: str, place: str = ".main") -> None:
    composer(page, place).fill(text)
    composer(page, place).press("Enter")


def lines(page: Any, place: str = ".main") -> Any:
    return page.locator(f"{place} .line")


def test_what_one_person_writes_the_other_sees_without_reloading(desk: Desk, open_page: OpenPage) -> None:
    mine, theirs = desk.enter(open_page()), desk.enter(open_page(), CHECKER)
    say(mine, "Is *this* true? <script>alert(1)</script>")
    expect(lines(theirs).last).to_contain_text("Is this true? <script>alert(1)</script>")
    expect(lines(theirs).last.locator("strong")).to_have_text("this")
    expect(composer(mine)).to_have_value("")


def test_a_thread_grows_while_it_is_open_and_its_first_message_counts(desk: Desk, page: Any) -> None:
    root = desk.write("Who has read it?")
    desk.enter(page)
    lines(page).last.hover()
    page.get_by_role("link", name="Reply in thread").click()
    expect(composer(page, ".thread")).to_be_focused()
    say(page, "I have", ".thread")
    expect(lines(page, ".thread").last).to_contain_text("I have")
    desk.do(lambda member: member.say(DESK, "So have I", thread_ts=root.ts), CHECKER)
    expect(lines(page, ".thread").last).to_contain_text("So have I")
    expect(page.locator(".main .replies")).to_contain_text("2 replies")


def test_shift_and_enter_begins_a_new_line(desk: Desk, page: Any) -> None:
    desk.enter(page)
    composer(page).type("one")
    composer(page).press("Shift+Enter")
    composer(page).type("two")
    expect(lines(page)).to_have_count(0)
    composer(page).press("Enter")
    expect(lines(page).last.locator(".words")).to_have_text("onetwo")


def test_a_file_is_dropped_named_and_sent_with_its_words(desk: Desk, page: Any) -> None:
    desk.enter(page)
    carrier = page.evaluate_handle(
        "() => { const d = new DataTransfer(); d.items.add(new File(['who said so'], 'notes.txt')); return d; }"
    )
    page.dispatch_event(".main", "dragover", {"dataTransfer": carrier})
    expect(page.locator("[data-drop]")).to_be_visible()
    page.dispatch_event(".main", "drop", {"dataTransfer": carrier})
    expect(page.get_by_role("button", name="Remove notes.txt")).to_be_visible()
    say(page, "My notes")
    expect(lines(page).last.locator(".file-name")).to_have_text("notes.txt")
    expect(lines(page).last).to_contain_text("My notes")
    assert next(iter(desk.team.files.values())).content == b"who said so"


def test_a_file_is_chosen_by_the_button(desk: Desk, page: Any, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("A story", encoding="utf-8")
    desk.enter(page)
    page.get_by_label("Attach a file").set_input_files(tmp_path / "story.txt")
    page.get_by_role("button", name="Send").click()
    expect(lines(page).last.locator(".file-name")).to_have_text("story.txt")


def test_a_message_is_edited_and_taken_back_by_who_wrote_it(desk: Desk, page: Any) -> None:
    desk.write("Mine, with a tpyo", user=EDITOR)
    desk.write("Not mine")
    desk.enter(page)
    lines(page).last.hover()
    lines(page).last.get_by_role("button", name="More actions").click()
    expect(page.get_by_role("menuitem", name="Copy link")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Delete message")).to_have_count(0)
    page.keyboard.press("Escape")
    lines(page).first.hover()
    lines(page).first.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Edit message").click()
    page.get_by_role("button", name="Cancel").click()
    expect(lines(page).first.locator(".words")).to_have_text("Mine, with a tpyo")
    lines(page).first.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Edit message").click()
    page.get_by_label("Edit the message").fill("Mine, with a typo")
    page.get_by_role("button", name="Save").click()
    expect(lines(page).first).to_contain_text("Mine, with a typo (edited)")
    lines(page).first.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete message").click()
    expect(lines(page)).to_have_count(1)


def test_a_reaction_is_put_and_taken_away(desk: Desk, page: Any) -> None:
    message = desk.write("Found it")
    desk.enter(page)
    lines(page).last.hover()
    page.get_by_role("button", name="Add a reaction").click()
    page.get_by_role("menuitem", name="eyes").click()
    pill = page.get_by_role("button", name="eyes, 1")
    expect(pill).to_have_attribute("aria-pressed", "true")
    assert message.reactions == {"eyes": [EDITOR]}
    pill.click()
    expect(pill).to_have_count(0)


def test_the_person_is_switched_in_the_sidebar_and_by_address(desk: Desk, page: Any) -> None:
    desk.enter(page)
    page.get_by_role("button", name="You are Maya Okafor").click()
    page.get_by_role("menuitem", name="Jonas Lindqvist").click()
    page.wait_for_url(desk.address(CHECKER))
    expect(page.locator(".me-name")).to_have_text("Jonas Lindqvist")
    page.goto(f"{desk.slack.url}/")
    page.wait_for_url(desk.address(CHECKER))
    page.goto(f"{desk.slack.url}/?as={EDITOR}")
    expect(page.locator(".me-name")).to_have_text("Maya Okafor")


def test_something_new_elsewhere_is_marked_until_it_is_read(desk: Desk, page: Any) -> None:
    desk.enter(page)
    place = page.get_by_role("link", name="newsroom")
    expect(place.locator(".dot")).to_have_count(0)
    desk.do(lambda member: member.say(NEWS, "Over here"), CHECKER)
    expect(place.locator(".dot")).to_have_count(1)
    place.click()
    expect(lines(page).last).to_contain_text("Over here")
    expect(place.locator(".dot")).to_have_count(0)


def test_a_direct_message_is_begun_from_the_sidebar(desk: Desk, open_page: OpenPage) -> None:
    mine, theirs = desk.enter(open_page()), desk.enter(open_page(), CHECKER)
    mine.get_by_role("button", name="Write to somebody").click()
    mine.get_by_role("menuitem", name="Jonas Lindqvist").click()
    mine.wait_for_selector("[data-live]")
    say(mine, "Between us")
    theirs.get_by_role("link", name="Maya Okafor").click()
    expect(lines(theirs).last).to_contain_text("Between us")
