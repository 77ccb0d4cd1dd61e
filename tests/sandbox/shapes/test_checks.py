"""Messages, views and cards that Slack takes, and those that it does not, each pointed at."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.shapes import Problem, length, message_problems, unfurl_problems, view_problems, view_too_large
from tests.sandbox.shapes.kit import (
    Shape,
    actions,
    button,
    field,
    modal,
    mrkdwn,
    option,
    options,
    plain,
    problems,
    section,
    select,
    table,
)


def test_a_message_of_text_alone_is_taken() -> None:
    assert message_problems({"text": "x" * 4000}) == []


def test_a_text_beyond_four_thousand_characters_is_none_to_show() -> None:
    assert message_problems({"text": "x" * 4001}) == [Problem("must be less than 4001 characters", "/text")]


@pytest.mark.parametrize("message", [{}, {"text": ""}, {"text": " \n"}, {"blocks": []}])
def test_a_message_says_something(message: Shape) -> None:
    assert message_problems(message) == [Problem("no_text")]


def test_a_character_of_two_units_counts_twice() -> None:
    assert length("a😀") == 3


def test_a_message_has_up_to_fifty_blocks() -> None:
    assert problems(*[{"type": "divider"}] * 50) == []
    assert problems(*[{"type": "divider"}] * 51) == [Problem("no more than 50 items allowed", "/blocks")]


def test_all_blocks_together_weigh_up_to_13200_characters() -> None:
    heavy = [section(text=mrkdwn("x" * 3000))] * 4
    weight = 4 * (3000 + len('{"type":"section","text":{"type":"mrkdwn","text":""}},')) + 1
    rest = 13_200 - weight - len('{"type":"section","text":{"type":"mrkdwn","text":""}}')
    assert problems(*heavy, section(text=mrkdwn("x" * (rest - 1)))) == []
    assert problems(*heavy, section(text=mrkdwn("x" * (rest + 1)))) == [Problem("msg_blocks_too_long", "/blocks")]


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        ({"type": "sectio"}, Problem("unsupported type: sectio", "/blocks/0/type")),
        ({}, Problem("missing required field: type", "/blocks/0")),
        ("divider", Problem("must be an object", "/blocks/0")),
        ({"type": "divider", "colour": "red"}, Problem("invalid additional property: colour", "/blocks/0")),
        ({"type": "header"}, Problem("missing required field: text", "/blocks/0")),
        ({"type": "header", "text": mrkdwn()}, Problem("unsupported type: mrkdwn", "/blocks/0/text/type")),
        ({"type": "header", "text": "Text"}, Problem("must be an object", "/blocks/0/text")),
        (actions(button(style="loud")), Problem("must be one of: primary, danger", "/blocks/0/elements/0/style")),
        (actions({"type": "knob"}), Problem("unsupported type: knob", "/blocks/0/elements/0/type")),
        (section(accessory=button(value=1)), Problem("must be a string", "/blocks/0/accessory/value")),
        ({"type": "section"}, Problem("must define either `text` or `fields`", "/blocks/0")),
        ({"type": "card"}, Problem("must define one of `hero_image`, `title`, `actions` or `body`", "/blocks/0")),
        (actions(button(url="nowhere")), Problem("must be a valid URL", "/blocks/0/elements/0/url")),
        (actions(button(action_id="a"), button(action_id="a")), Problem('action_id "a" already exists', "/blocks/0/elements/1/action_id")),
        (actions(select(option_groups=[])), Problem("must define either `options` or `option_groups`", "/blocks/0/elements/0")),
        (actions(select(initial_option=option(value="9"))), Problem("must match one of the options", "/blocks/0/elements/0/initial_option")),
        ({"type": "file", "external_id": "x", "source": "remote"}, Problem("unsupported type: file", "/blocks/0/type")),
        (table(columns=21), Problem("no more than 20 items allowed", "/blocks/0/rows/0")),
        (table(columns=10, text="x" * 1001), Problem("must be less than 10001 characters", "/blocks/0/rows")),
        (field({"type": "plain_text_input", "max_length": 3001}), Problem("must be between 1 and 3000", "/blocks/0/element/max_length")),
        (field({"type": "plain_text_input", "min_length": -1}), Problem("must be between 0 and 3000", "/blocks/0/element/min_length")),
    ],
)  # fmt: skip
def test_a_malformed_block_is_pointed_at(block: Shape, problem: Problem) -> None:
    assert problem in problems(block)


def test_a_choice_of_a_group_is_a_choice() -> None:
    groups = [{"label": plain(), "options": options(2)}]
    grouped = {"type": "static_select", "option_groups": groups, "initial_option": option(value="1")}
    assert problems(actions(grouped)) == []


def test_the_rows_of_a_data_table_are_of_one_length() -> None:
    cell = {"type": "raw_text", "text": "x"}
    ragged = {"type": "data_table", "caption": "c", "rows": [[cell], [cell, cell]]}
    assert problems(ragged) == [Problem("all rows must have the same number of cells", "/blocks/0/rows")]


def test_a_block_id_stands_once() -> None:
    repeated = problems(section(block_id="a"), section(block_id="b"), section(block_id="a"))
    assert repeated == [Problem('block_id "a" already exists', "/blocks/2/block_id")]


def test_a_message_has_one_table() -> None:
    assert problems(table()) == []
    assert problems(table(), table()) == [Problem("only one table is allowed", "/blocks")]


@pytest.mark.parametrize(
    ("metadata", "problem"),
    [
        ({"event_type": "t"}, Problem("missing required field: event_payload", "/metadata")),
        ({"event_payload": {}}, Problem("missing required field: event_type", "/metadata")),
        ({"event_type": 1, "event_payload": {}}, Problem("must be a string", "/metadata/event_type")),
        ({"event_type": "t", "event_payload": []}, Problem("must be an object", "/metadata/event_payload")),
        ("t", Problem("must be an object", "/metadata")),
    ],
)
def test_metadata_is_a_type_and_an_object(metadata: object, problem: Problem) -> None:
    assert message_problems({"text": "x", "metadata": metadata}) == [problem]
    assert message_problems({"text": "x", "metadata": {"event_type": "t", "event_payload": {}}}) == []


@pytest.mark.parametrize(
    ("view", "problem"),
    [
        (modal(title=plain("x" * 25)), Problem("must be less than 25 characters", "/title/text")),
        (modal(submit=plain("x" * 25)), Problem("must be less than 25 characters", "/submit/text")),
        (modal(close=plain("x" * 25)), Problem("must be less than 25 characters", "/close/text")),
        (modal(callback_id="x" * 256), Problem("must be less than 256 characters", "/callback_id")),
        (modal(external_id="x" * 256), Problem("must be less than 256 characters", "/external_id")),
        (modal(private_metadata="x" * 3001), Problem("must be less than 3001 characters", "/private_metadata")),
        (modal(blocks=[]), Problem("no fewer than 1 items allowed", "/blocks")),
        (modal(*[section()] * 101), Problem("no more than 100 items allowed", "/blocks")),
        (modal(table()), Problem("unsupported type: table", "/blocks/0/type")),
        (modal({"type": "markdown", "text": "x"}), Problem("unsupported type: markdown", "/blocks/0/type")),
        (modal({"type": "unheard_of"}), Problem("unsupported type: unheard_of", "/blocks/0/type")),
        (modal(*[field({"type": "plain_text_input", "focus_on_load": True})] * 2), Problem("only one element can have focus_on_load", "/blocks")),
        ({"type": "modal", "blocks": []}, Problem("missing required field: title")),
        ({"type": "home", "blocks": [], "title": plain()}, Problem("invalid additional property: title")),
        ({"type": "workflow_step", "blocks": []}, Problem("unsupported type: workflow_step", "/type")),
    ],
)  # fmt: skip
def test_a_malformed_view_is_pointed_at(view: Shape, problem: Problem) -> None:
    assert view_problems(view) == [problem]


def test_a_view_at_all_its_limits_is_taken() -> None:
    about = {"callback_id": "x" * 255, "private_metadata": "x" * 3000, "title": plain("x" * 24)}
    assert view_problems(modal(*[section()] * 100, **about)) == []
    assert view_problems({"type": "home", "blocks": [], "private_metadata": ""}) == []


def test_what_can_be_filled_in_can_be_sent() -> None:
    view = modal(field({"type": "plain_text_input"}))
    assert view_problems(view) == []
    del view["submit"]
    assert view_problems(view) == [Problem("missing required field: submit")]


def test_a_view_has_250_kilobytes_at_most() -> None:
    assert not view_too_large(modal(section(text=mrkdwn("x" * 249_000))))
    assert view_too_large(modal(section(text=mrkdwn("x" * 250_000))))


URL = "https://example.org/a"
AT = "/https:~1~1example.org~1a"


def test_a_card_is_blocks_or_a_text() -> None:
    assert unfurl_problems({URL: {"blocks": [section()], "preview": {"title": plain()}}}) == []
    assert unfurl_problems({URL: {"text": "Text"}}) == []


@pytest.mark.parametrize(
    ("card", "problem"),
    [
        ("card", Problem("must be an object", AT)),
        ({}, Problem("missing required field: blocks", AT)),
        ({"blocks": [{"type": "x"}]}, Problem("unsupported type: x", f"{AT}/blocks/0/type")),
        ({"blocks": [{"type": "rich_text", "elements": []}]}, Problem("unsupported type: rich_text", f"{AT}/blocks/0/type")),
        ({"blocks": [section(text=mrkdwn("x" * 3000))] * 5}, Problem("msg_blocks_too_long", f"{AT}/blocks")),
        ({"blocks": [section()], "preview": "x"}, Problem("must be an object", f"{AT}/preview")),
        ({"blocks": [section()], "preview": {"body": "x"}}, Problem("invalid additional property: body", f"{AT}/preview")),
    ],
)  # fmt: skip
def test_a_malformed_card_is_pointed_at(card: object, problem: Problem) -> None:
    assert unfurl_problems({URL: card}) == [problem]


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.sampled_from(["", "section", "mrkdwn", "button", "x"]))
KEYS = st.sampled_from(["type", "text", "elements", "accessory", "options", "fields", "rows", "blocks", "element"])
ANYTHING = st.recursive(SCALARS, lambda inside: st.lists(inside) | st.dictionaries(KEYS, inside), max_leaves=8)
KINDS = st.sampled_from(["section", "actions", "context", "image", "input", "table", "rich_text", "card", "container"])
NEARLY = st.builds(lambda kind, rest: rest | {"type": kind}, KINDS, st.dictionaries(KEYS, ANYTHING))


@given(st.one_of(ANYTHING, st.lists(NEARLY)))
@settings(max_examples=30, deadline=None)
def test_whatever_is_sent_is_judged(blocks: object) -> None:
    """Nothing that a client can write down makes the checks themselves fail."""
    for found in (
        message_problems({"text": "", "blocks": blocks}),
        view_problems({"type": "modal", "title": plain(), "blocks": blocks}),
        unfurl_problems({URL: blocks}),
    ):
        assert all(isinstance(problem, Problem) for problem in found)
