"""The app's surfaces in the local Slack's pages: commands, buttons, modals, notes, Home, shortcuts, previews, faults."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.claims import card_blocks, claim_blocks
from tests.browser.desk import CHECKER, DESK, NEWS, Desk
from tests.browser.test_talking import composer, lines, say


@pytest.fixture
def briefed(desk: Desk) -> str:
    """Brief something, and return the time stamp of its card."""
    desk.do(lambda member: member.command(DESK, "/brief The fund"))
    card = desk.run(desk.slack.until(lambda: _card(desk)))
    return str(card)


def _card(desk: Desk) -> str | None:
    posts = desk.team.posts(DESK)
    return posts[0].ts if len(posts) == 3 else None


def test_a_slash_command_is_completed_and_its_thread_grows(desk: Desk, page: Any) -> None:
    desk.enter(page)
    composer(page).type("/br")
    expect(page.get_by_role("option")).to_have_count(2)
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Tab")
    expect(composer(page)).to_have_value("/brief ")
    composer(page).type("The fund")
    composer(page).press("Enter")
    expect(page.locator(".main .b-header")).to_have_text("The fund")
    page.get_by_role("link", name="2 replies").click()
    expect(lines(page, ".thread")).to_have_count(3)
    expect(lines(page, ".thread").last).to_contain_text("C2 “the fund was emptied”")


def test_what_the_command_answers_is_seen_by_that_person_alone(desk: Desk, page: Any) -> None:
    desk.enter(page)
    say(page, "/brief")
    expect(page.locator(".whisper")).to_contain_text("Only visible to you")
    expect(page.locator(".whisper")).to_contain_text("Give me a link or a text.")
    desk.enter(page, CHECKER)
    expect(page.locator(".whisper")).to_have_count(0)


def test_an_unknown_command_and_one_in_a_thread_are_told_by_slackbot(desk: Desk, briefed: str, page: Any) -> None:
    desk.enter(page, place=f"{DESK}?thread={briefed}")
    say(page, "/nothing")
    expect(page.locator(".main .whisper")).to_contain_text("/nothing is not a valid command")
    say(page, "/brief x", ".thread")
    expect(page.locator(".thread .whisper")).to_contain_text("/brief is not supported in threads")


def test_a_button_opens_a_modal_that_says_what_is_wrong_and_keeps_what_was_written(
    desk: Desk, briefed: str, page: Any
) -> None:
    desk.enter(page, place=f"{DESK}?thread={briefed}")
    page.get_by_role("button", name="Rule", exact=True).first.click()
    modal = page.get_by_role("dialog", name="Rule on C1")
    modal.get_by_role("button", name="Rule").click()
    expect(modal.locator(".b-error")).to_have_text("Please complete this required field.")
    expect(modal.get_by_label("True")).to_be_focused()
    modal.get_by_label("False").check()
    modal.get_by_label("Why").fill("no report")
    modal.get_by_role("button", name="Rule").click()
    expect(modal.locator(".b-error")).to_have_text("Name a source by its link.")
    expect(modal.get_by_label("Why")).to_be_focused()
    expect(modal.get_by_label("Why")).to_have_value("no report")
    expect(modal.get_by_label("False")).to_be_checked()
    modal.get_by_label("Why").fill("no report https://example.net")
    modal.get_by_role("button", name="Rule").click()
    expect(modal).to_have_count(0)
    expect(lines(page, ".thread").last).to_contain_text("Ruled false by @Maya Okafor")
    expect(page.get_by_role("button", name="Rule", exact=True).first).to_be_focused()


def test_a_modal_that_the_app_does_not_answer_stays_and_says_so(desk: Desk, briefed: str, page: Any) -> None:
    desk.enter(page, place=f"{DESK}?thread={briefed}")
    page.get_by_role("button", name="Rule", exact=True).first.click()
    modal = page.get_by_role("dialog", name="Rule on C1")
    modal.get_by_label("True").check()
    desk.sandbox.faults.drop = 1
    modal.get_by_role("button", name="Rule").click()
    expect(modal.get_by_role("alert")).to_contain_text("trouble connecting")
    expect(modal.get_by_label("True")).to_be_checked()


def test_escape_closes_a_modal(desk: Desk, briefed: str, page: Any) -> None:
    desk.enter(page, place=f"{DESK}?thread={briefed}")
    page.get_by_role("button", name="Rule", exact=True).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert desk.team.stacks.get("U0EDITOR", []) == []


def test_a_button_asks_first_where_the_app_wants_it(desk: Desk, briefed: str, page: Any) -> None:
    desk.enter(page, place=f"{DESK}?thread={briefed}")
    drop = page.get_by_role("button", name="Not a claim").first
    drop.click()
    asked = page.get_by_role("dialog", name="Set aside?")
    expect(asked).to_contain_text("It stays in the log.")
    asked.get_by_role("button", name="Keep it").click()
    expect(asked).to_have_count(0)
    drop.click()
    asked.get_by_role("button", name="Set aside").click()
    expect(page.locator(".whisper").last).to_contain_text("Only you see that it is set aside.")


def test_menus_tell_the_app_what_was_chosen(desk: Desk, briefed: str, page: Any) -> None:
    desk.enter(page, place=f"{DESK}?thread={briefed}")
    page.get_by_label("Urgency").nth(1).select_option("Low")
    expect(page.locator(".main .whisper").last).to_contain_text("You chose low")
    page.locator(".main").get_by_role("button", name="More actions").first.click()
    page.get_by_role("menuitem", name="Archive").click()
    expect(page.locator(".main .whisper").last).to_contain_text("You chose archive")


def test_the_home_tab_is_published_when_it_is_opened(desk: Desk, page: Any) -> None:
    desk.enter(page)
    page.get_by_role("link", name="Factdesk").click()
    expect(page.locator(".home")).to_contain_text("Open claims")
    page.get_by_role("navigation", name="Factdesk").get_by_role("link", name="Messages").click()
    expect(page.get_by_role("heading", name="Just you and Factdesk")).to_be_visible()


def test_a_mention_of_the_app_is_completed_and_answered_for_one_person(desk: Desk, page: Any) -> None:
    desk.enter(page)
    composer(page).type("@fact")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    composer(page).type("hello")
    composer(page).press("Enter")
    expect(page.locator(".mention").first).to_have_text("@Factdesk")
    expect(page.locator(".whisper strong")).to_have_text("you")


def test_shortcuts_are_in_the_message_menu_and_beside_the_composer(desk: Desk, page: Any) -> None:
    desk.write("Look at this")
    desk.enter(page)
    lines(page).last.hover()
    lines(page).last.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Brief this message").click()
    expect(page.get_by_role("link", name="1 reply")).to_be_visible()
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem", name="Brief an article").click()
    expect(page.get_by_role("dialog", name="Rule on C9")).to_be_visible()


def test_a_link_has_a_preview_in_the_composer_and_a_card_in_the_message(desk: Desk, page: Any) -> None:
    desk.enter(page)
    composer(page).fill("Is it so? https://example.org/story")
    expect(page.locator(".preview")).to_contain_text("An article of 431 words")
    composer(page).press("Enter")
    expect(page.locator(".line .card")).to_contain_text("An article of 431 words")
    expect(page.locator(".preview")).to_have_count(0)


def test_a_channel_is_joined_and_the_app_brought_in(desk: Desk, page: Any) -> None:
    desk.team.channels[NEWS].members.discard("U0EDITOR")
    desk.enter(page, place=NEWS)
    page.get_by_role("button", name="Join channel").click()
    expect(composer(page)).to_be_visible()
    expect(page.get_by_role("button", name="2 members")).to_be_visible()
    page.get_by_role("button", name="Add Factdesk to this channel").click()
    expect(page.get_by_role("button", name="3 members")).to_be_visible()
    assert "U0BOT" in desk.team.channels[NEWS].members


def test_a_lost_press_is_told_and_seen_in_the_log(desk: Desk, briefed: str, page: Any) -> None:
    desk.enter(page, place="faults")
    page.get_by_label("Lose the next").fill("1")
    page.get_by_role("button", name="Set", exact=True).click()
    expect(page.locator("#faultform")).to_contain_text("Set.")
    desk.enter(page, place=f"{DESK}?thread={briefed}")
    page.get_by_role("button", name="Rule", exact=True).first.click()
    expect(page.locator(".toast")).to_contain_text("Factdesk did not answer")
    page.get_by_role("link", name="Deliveries and faults").click()
    expect(page.locator(".log .bad").first).to_have_text("failed (no answer)")
    desk.do(lambda member: member.say(DESK, "Heard?"))
    expect(page.locator(".log")).to_contain_text("event message")


def test_a_message_that_the_app_rewrites_changes_in_place(desk: Desk, page: Any) -> None:
    message = desk.write("first", user="U0BOT", bot_id="B0BOT", blocks=card_blocks("Before"))
    desk.write("after it")
    desk.enter(page)
    token = {"channel": DESK, "ts": message.ts, "text": "now", "blocks": claim_blocks("C7")}
    desk.call("chat.update", token)
    expect(lines(page).first).to_contain_text("C7")
    expect(lines(page)).to_have_count(2)
