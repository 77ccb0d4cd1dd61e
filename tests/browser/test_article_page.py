"""The article page in Chromium, served as the bot would serve it: under its own policy, with nothing else to be had.

Skipped where there is no Chromium: name one by FACTDESK_CHROMIUM, or have `chromium` on the path.
"""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from bot.briefing.model import Actor, Briefing
from bot.briefing.page import headers, render
from bot.briefing.ruling import Ruling, Verdict
from tests.briefing.briefings import mention, seed

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = os.environ.get("FACTDESK_CHROMIUM") or shutil.which("chromium")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium: set FACTDESK_CHROMIUM or put chromium on the path"
)

ADDRESS = "http://desk.test/briefings/seed"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


class Reader:
    """A person at the page; keeps what the browser complained of and what the page asked for."""

    def __init__(self, chromium: Any, briefing: Briefing, **wishes: Any) -> None:
        at = wishes["viewport"]
        self.context = chromium.new_context(color_scheme=wishes.get("scheme", "light"), viewport=at)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        html = render(briefing, rulings=wishes.get("rulings", {}), dismissed=wishes.get("dismissed", ()))
        self.page.route("**/*", lambda route: route.fulfill(body=html, headers=headers(html)))
        self.page.goto(ADDRESS)


def crowded() -> Briefing:
    """Return the seed with everything on it: an accusation in the picture, claims beyond the most, an outlink."""
    briefing = seed(url="https://www.example.org/news?id=1")
    zelenskyy = Actor(id="A4", name="Volodymyr Zelenskyy", kind="person", mentions=(mention("Zelenskyy"),))
    more = tuple(briefing.claims[2].model_copy(update={"id": f"C{number}", "priority": 0.1}) for number in range(4, 31))
    changes = {"actors": (*briefing.actors, zelenskyy), "claims": (*briefing.claims, *more)}
    return briefing.model_copy(update=changes)


def ruled() -> dict[str, Ruling]:
    links = ("https://example.org/report",)
    at = "2025-07-26T12:00:00Z"
    return {"C1": Ruling(claim="C1", verdict=Verdict.UNPROVEN, reason="no report", links=links, by="U0CHECKER", at=at)}  # type: ignore[arg-type]


@pytest.fixture(params=["light wide", "dark wide", "light narrow", "dark narrow"])
def reader(request: pytest.FixtureRequest, chromium: Any) -> Iterator[Reader]:
    scheme, size = request.param.split()
    viewport = WIDE if size == "wide" else NARROW
    found = Reader(chromium, crowded(), scheme=scheme, viewport=viewport, rulings=ruled(), dismissed=("C3",))
    yield found
    found.context.close()


def test_the_page_asks_for_nothing_and_the_browser_complains_of_nothing(reader: Reader) -> None:
    reader.page.wait_for_load_state("networkidle")
    assert [url for url in reader.asked if not url.endswith("/favicon.ico")] == [ADDRESS]
    assert reader.complaints == []


def test_the_style_sheet_passes_the_policy(reader: Reader) -> None:
    assert reader.page.eval_on_selector(".claim", "mark => getComputedStyle(mark).textDecorationStyle") == "solid"


def test_nothing_is_wider_than_the_window(reader: Reader) -> None:
    assert reader.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_axe_finds_nothing_serious(reader: Reader) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    for folded in reader.page.query_selector_all("summary"):
        folded.click()
    found = axe.Axe().run(reader.page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def test_a_claim_leads_to_its_place_and_back(reader: Reader) -> None:
    page = reader.page
    page.click("#claim-1 h3 a")
    page.wait_for_url("**#at-claim-1")
    sought = page.eval_on_selector(".claim-1-span", "mark => getComputedStyle(mark).backgroundColor")
    assert sought != page.eval_on_selector(".claim-2-span", "mark => getComputedStyle(mark).backgroundColor")
    assert page.locator("#at-claim-1").bounding_box()["y"] < page.viewport_size["height"]
    page.click("#at-claim-1")
    page.wait_for_url("**#claim-1")


def test_a_folded_claim_unfolds_when_its_label_is_followed(reader: Reader) -> None:
    assert not reader.page.locator("#claim-30").is_visible()
    reader.page.click("#at-claim-30")
    reader.page.locator("#claim-30").wait_for(state="visible")


def test_each_kind_of_mark_can_be_put_away(reader: Reader) -> None:
    for kind in ("claim", "request", "actor"):
        reader.page.uncheck(f"#show-{kind}s")
        style = reader.page.eval_on_selector(f".text .{kind}", "mark => getComputedStyle(mark).textDecorationLine")
        assert style == "none"
    assert not reader.page.locator("#at-request-1").is_visible()


def test_the_first_stop_of_the_keyboard_skips_to_the_article(reader: Reader) -> None:
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.textContent") == "Skip to the article"
    reader.page.keyboard.press("Enter")
    assert reader.page.evaluate("document.activeElement.id") == "article"


def test_no_letters_of_the_picture_leave_their_box(reader: Reader) -> None:
    outside = """boxes => boxes.filter(box => {
        const room = box.querySelector('rect').getBBox();
        return [...box.querySelectorAll('text')].some(line => {
            const letters = line.getBBox();
            return letters.x < room.x || letters.x + letters.width > room.x + room.width
                || letters.y < room.y || letters.y + letters.height > room.y + room.height;
        });
    }).map(box => box.textContent)"""
    assert reader.page.eval_on_selector_all(".box", outside) == []


def test_in_print_the_list_stands_under_the_text_and_nothing_is_folded(reader: Reader) -> None:
    page = reader.page
    page.emulate_media(media="print")
    article, findings = (page.locator(name).bounding_box() for name in ("#article", "#findings"))
    assert findings["y"] >= article["y"] + article["height"]
    assert page.locator("#claim-30").bounding_box()["height"] > 0
    assert page.eval_on_selector("body", "body => getComputedStyle(body).color") == "rgb(0, 0, 0)"


def test_who_wants_less_motion_gets_none(chromium: Any) -> None:
    reader = Reader(chromium, crowded(), viewport=WIDE)
    behaviour = "getComputedStyle(document.documentElement).scrollBehavior"
    reader.page.emulate_media(reduced_motion="no-preference")
    assert reader.page.evaluate(behaviour) == "smooth"
    reader.page.emulate_media(reduced_motion="reduce")
    assert reader.page.evaluate(behaviour) == "auto"
    reader.context.close()
