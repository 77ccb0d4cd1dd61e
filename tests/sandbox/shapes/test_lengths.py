"""Each limit on lengths and counts, from both of its sides."""

from typing import Any

import pytest

from bot.sandbox.shapes import Problem
from tests.sandbox.shapes.kit import (
    Shape,
    actions,
    button,
    confirm,
    field,
    mrkdwn,
    option,
    options,
    plain,
    problems,
    section,
    select,
    table,
)

# (what holds it with a text of n characters, the longest, where it stands)
LENGTHS = [
    (lambda n: section(text=mrkdwn("x" * n)), 3000, "/text/text"),
    (lambda n: section(fields=[mrkdwn(), plain("x" * n)]), 2000, "/fields/1/text"),
    (lambda n: {"type": "header", "text": plain("x" * n)}, 150, "/text/text"),
    (lambda n: {"type": "markdown", "text": "x" * n}, 12_000, "/text"),
    (lambda n: {"type": "context", "elements": [mrkdwn("x" * n)]}, 3000, "/elements/0/text"),
    (lambda n: {"type": "image", "image_url": "https://x.example/a", "alt_text": "x" * n}, 2000, "/alt_text"),
    (lambda n: {"type": "image", "image_url": "https:" + "x" * (n - 6), "alt_text": "x"}, 3000, "/image_url"),
    (lambda n: actions(button(text=plain("x" * n))), 75, "/elements/0/text/text"),
    (lambda n: actions(button(value="x" * n)), 2000, "/elements/0/value"),
    (lambda n: actions(button(url="https:" + "x" * (n - 6))), 3000, "/elements/0/url"),
    (lambda n: actions(button(accessibility_label="x" * n)), 75, "/elements/0/accessibility_label"),
    (lambda n: actions(button(action_id="x" * n)), 255, "/elements/0/action_id"),
    (lambda n: section(block_id="x" * n), 255, "/block_id"),
    (lambda n: actions(select(placeholder=plain("x" * n))), 150, "/elements/0/placeholder/text"),
    (lambda n: actions(select(options=[option("x" * n)])), 75, "/elements/0/options/0/text/text"),
    (lambda n: actions(select(options=[option(value="x" * n)])), 150, "/elements/0/options/0/value"),
    (
        lambda n: actions(select(options=[option(description=plain("x" * n))])),
        75,
        "/elements/0/options/0/description/text",
    ),
    (lambda n: confirm(title=plain("x" * n)), 100, "/accessory/confirm/title/text"),
    (lambda n: confirm(text=plain("x" * n)), 300, "/accessory/confirm/text/text"),
    (lambda n: confirm(confirm=plain("x" * n)), 30, "/accessory/confirm/confirm/text"),
    (lambda n: confirm(deny=plain("x" * n)), 30, "/accessory/confirm/deny/text"),
    (lambda n: field({"type": "plain_text_input"}, label=plain("x" * n)), 2000, "/label/text"),
    (lambda n: field({"type": "plain_text_input"}, hint=plain("x" * n)), 2000, "/hint/text"),
    (lambda n: {"type": "card", "title": mrkdwn("x" * n)}, 150, "/title/text"),
    (lambda n: {"type": "card", "body": mrkdwn("x" * n)}, 200, "/body/text"),
]


@pytest.mark.parametrize(("shape", "longest", "pointer"), LENGTHS, ids=[pointer for _, _, pointer in LENGTHS])
def test_a_text_may_be_so_long_and_not_longer(shape: Any, longest: int, pointer: str) -> None:
    assert problems(shape(longest)) == []
    assert problems(shape(longest + 1)) == [
        Problem(f"must be less than {longest + 1} characters", f"/blocks/0{pointer}")
    ]


@pytest.mark.parametrize(
    ("block", "pointer"),
    [
        (section(text=mrkdwn("")), "/text/text"),
        (section(text=mrkdwn(" ")), "/text/text"),
        (actions(button(text=plain(""))), "/elements/0/text/text"),
        (actions(select(options=[option(value="")])), "/elements/0/options/0/value"),
        (section(block_id=""), "/block_id"),
    ],
)
def test_a_text_is_not_empty(block: Shape, pointer: str) -> None:
    assert problems(block) == [Problem("must be more than 0 characters", f"/blocks/0{pointer}")]


# (what holds n parts, the fewest, the most, where they stand)
COUNTS = [
    (lambda n: section(fields=[plain()] * n), 1, 10, "/fields"),
    (lambda n: {"type": "context", "elements": [plain()] * n}, 1, 10, "/elements"),
    (lambda n: actions(*[button()] * n), 1, 25, "/elements"),
    (lambda n: actions(select(options=options(n))), 1, 100, "/elements/0/options"),
    (lambda n: actions({"type": "overflow", "options": options(n)}), 1, 5, "/elements/0/options"),
    (lambda n: actions({"type": "radio_buttons", "options": options(n)}), 1, 10, "/elements/0/options"),
    (lambda n: actions({"type": "checkboxes", "options": options(n)}), 1, 10, "/elements/0/options"),
    (lambda n: {"type": "carousel", "elements": [{"type": "card", "title": mrkdwn()}] * n}, 1, 10, "/elements"),
    (lambda n: table(rows=n), 1, 100, "/rows"),
]


@pytest.mark.parametrize(("shape", "fewest", "most", "pointer"), COUNTS, ids=[str(one[3]) for one in COUNTS])
def test_there_may_be_so_many_and_no_more(shape: Any, fewest: int, most: int, pointer: str) -> None:
    at = f"/blocks/0{pointer}"
    assert problems(shape(fewest)) == []
    assert problems(shape(most)) == []
    assert Problem(f"no fewer than {fewest} items allowed", at) in problems(shape(fewest - 1))
    assert problems(shape(most + 1)) == [Problem(f"no more than {most} items allowed", at)]
