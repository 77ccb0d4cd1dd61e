"""Every block and element of Block Kit is drawn, and none lets its words become HTML."""

from html.parser import HTMLParser
from typing import Any

import pytest

from bot.sandbox.app import App
from bot.sandbox.browser.drawing import draw
from bot.sandbox.browser.timeline import channel_entries
from bot.sandbox.browser.visit import Visit
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Person, View, Whisper

EVIL = '<img src=x onerror="alert(1)">'
PLAIN = {"type": "plain_text", "text": EVIL}
MRKDWN = {"type": "mrkdwn", "text": f"*{EVIL}*"}
OPTIONS = [{"text": PLAIN, "value": EVIL, "description": PLAIN}]
RICH = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": EVIL}]}]}
CONFIRM = {"title": PLAIN, "text": MRKDWN, "confirm": PLAIN, "deny": PLAIN, "style": "danger"}
ELEMENTS: list[dict[str, Any]] = [
    {"type": "button", "text": PLAIN, "value": EVIL, "style": "primary", "confirm": CONFIRM},
    {"type": "button", "text": PLAIN, "url": "javascript:alert(1)"},
    {"type": "overflow", "options": OPTIONS},
    {"type": "static_select", "placeholder": PLAIN, "options": OPTIONS, "initial_option": OPTIONS[0]},
    {"type": "static_select", "placeholder": PLAIN, "option_groups": [{"label": PLAIN, "options": OPTIONS}]},
    {"type": "external_select", "placeholder": PLAIN, "initial_option": OPTIONS[0]},
    {"type": "users_select", "placeholder": PLAIN},
    {"type": "channels_select"},
    {"type": "conversations_select"},
    {"type": "multi_static_select", "options": OPTIONS},
    {"type": "multi_users_select"},
    {"type": "multi_external_select"},
    {"type": "radio_buttons", "options": OPTIONS},
    {"type": "checkboxes", "options": OPTIONS, "initial_options": OPTIONS},
    {"type": "datepicker", "initial_date": "2024-03-05"},
    {"type": "timepicker", "initial_time": "14:07"},
    {"type": "datetimepicker", "initial_date_time": 1_700_000_000},
]
INPUTS: list[dict[str, Any]] = [
    {"type": "plain_text_input", "multiline": True, "initial_value": EVIL, "placeholder": PLAIN, "max_length": 9},
    {"type": "email_text_input", "initial_value": EVIL},
    {"type": "url_text_input"},
    {"type": "number_input", "is_decimal_allowed": True, "min_value": "1"},
    {"type": "rich_text_input", "initial_value": RICH},
    {"type": "file_input"},
]
LEAVES: list[dict[str, Any]] = [
    {"type": "text", "text": EVIL, "style": {"bold": True, "code": True, "strike": True, "italic": True}},
    {"type": "link", "url": "javascript:alert(1)", "text": EVIL},
    {"type": "emoji", "name": EVIL},
    {"type": "user", "user_id": "U1"},
    {"type": "channel", "channel_id": EVIL},
    {"type": "broadcast", "range": EVIL},
    {"type": "usergroup", "usergroup_id": EVIL},
    {"type": "date", "timestamp": 0, "format": EVIL},
    {"type": "color", "value": EVIL},
]
RICHER = [
    {"type": "rich_text_section", "elements": LEAVES},
    {"type": "rich_text_list", "style": "ordered", "offset": 2, "elements": [{"elements": LEAVES}]},
    {"type": "rich_text_quote", "elements": LEAVES},
    {"type": "rich_text_preformatted", "elements": LEAVES[:2]},
]
IMAGE = {"type": "image", "image_url": "https://x.org/a.png", "alt_text": EVIL}
BLOCKS: list[dict[str, Any]] = [
    {"type": "header", "text": PLAIN},
    {"type": "section", "text": MRKDWN, "fields": [PLAIN, MRKDWN], "accessory": IMAGE},
    {"type": "context", "elements": [MRKDWN, PLAIN, IMAGE]},
    {"type": "divider"},
    IMAGE | {"title": PLAIN},
    {"type": "rich_text", "elements": RICHER},
    {"type": "markdown", "text": f"# {EVIL}\n[x](javascript:alert(1)) ~~no~~\n\n| a |\n|---|\n| {EVIL} |"},
    {"type": "table", "rows": [[RICH, {"type": "raw_text", "text": EVIL}]], "column_settings": [{"align": "right"}]},
    {"type": "alert", "level": "error", "text": MRKDWN},
    {"type": "video", "title": PLAIN, "video_url": "javascript:alert(1)", "alt_text": EVIL, "thumbnail_url": ""},
    {"type": EVIL},
    *({"type": "actions", "elements": [one | {"action_id": EVIL}]} for one in ELEMENTS),
    *(
        {
            "type": "input",
            "label": PLAIN,
            "hint": PLAIN,
            "optional": number % 2 == 0,
            "element": one | {"action_id": "a"},
        }
        for number, one in enumerate([*INPUTS, *ELEMENTS[3:]])
    ),
]


class Tags(HTMLParser):
    """What a piece of HTML is made of: the tags that are open, and all attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str]] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


@pytest.fixture
def visit() -> Visit:
    slack = Slack(App(name=EVIL))
    team = slack.add_team(name=EVIL)
    team.people["U1"] = Person("U1", "maya", EVIL)
    return Visit(slack, team, team.people["U1"])


def modal(visit: Visit, block: dict[str, Any]) -> Tags:
    body = {"type": "modal", "title": PLAIN, "submit": PLAIN, "blocks": [block | {"block_id": "b"}]}
    visit.team.stacks["U1"] = [View("V1", visit.team.id, "U1", body, "h", errors={"b": EVIL})]
    tags = Tags()
    tags.feed(draw("modals.html", visit=visit))
    return tags


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: str(block["type"])[:20])
def test_no_words_of_a_block_become_html(visit: Visit, block: dict[str, Any]) -> None:
    tags = modal(visit, block)
    assert "dialog" in tags.tags
    assert not [name for name, _ in tags.attributes if name.startswith("on")]
    assert not [value for name, value in tags.attributes if name in {"href", "src"} and value.startswith("javascript")]
    assert ("src", "x") not in tags.attributes


@pytest.mark.parametrize("element", [*INPUTS, *ELEMENTS[2:]], ids=lambda element: element["type"])
def test_every_field_has_a_name_and_every_id_is_there_once(visit: Visit, element: dict[str, Any]) -> None:
    block = {"type": "input", "label": {"type": "plain_text", "text": "Which"}, "element": element | {"action_id": "a"}}
    tags = modal(visit, block)
    ids = [value for name, value in tags.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert element["type"] in {"overflow", "multi_users_select"} or ("name", "b|a") in tags.attributes


def test_a_whisper_with_blocks_sends_where_it_stands(visit: Visit) -> None:
    button = {"type": "button", "action_id": "go", "text": PLAIN}
    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
    visit.team.whispers.append(Whisper("ephemeral", visit.team.id, "C1", "U1", "", blocks, ts="12.000001"))
    html = draw("lines.html", visit=visit, entries=channel_entries(visit, "C1"), gone=[])
    assert '"surface": "whisper"' in html
    assert '"ts": "12.000001"' in html
