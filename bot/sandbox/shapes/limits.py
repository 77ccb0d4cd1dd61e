"""Slack's limits as data: how long, how many, and which blocks stand where.

https://docs.slack.dev/reference/block-kit, one page for each block and element; checked against slack_sdk's models.
"""

from typing import Final

BLOCKS_IN_MESSAGE: Final = 50
BLOCKS_IN_VIEW: Final = 100
CHARACTERS_IN_BLOCKS: Final = 13_200  # nowhere documented: https://github.com/slackapi/bolt-js/issues/2509
TEXT: Final = 4_000
TEXT_CUT: Final = 40_000
VIEW_BYTES: Final = 250_000
METADATA_BYTES: Final = 16_000
TABLE_CELLS_IN_ROW: Final = 20
TABLE_CHARACTERS: Final = 10_000
INPUT_LENGTH: Final = 3000

# What an object is called that has no `type` of its own.
OPTION: Final = "option"
OPTION_GROUP: Final = "option group"
CONFIRM: Final = "confirmation dialog"
FIELD: Final = "field"
CONTEXT_ELEMENT: Final = "context element"

# (what holds it, its key) -> the longest it may be, as a string or a text object
LENGTHS: Final = {
    ("section", "text"): 3000,
    ("header", "text"): 150,
    ("markdown", "text"): 12_000,
    ("input", "label"): 2000,
    ("input", "hint"): 2000,
    ("image", "image_url"): 3000,
    ("image", "alt_text"): 2000,
    ("image", "title"): 2000,
    ("video", "title"): 200,
    ("video", "author_name"): 50,
    ("card", "title"): 150,
    ("card", "subtitle"): 150,
    ("card", "body"): 200,
    ("container", "title"): 150,
    ("container", "subtitle"): 150,
    ("button", "text"): 75,
    ("button", "value"): 2000,
    ("button", "url"): 3000,
    ("button", "accessibility_label"): 75,
    ("workflow_button", "text"): 75,
    ("icon_button", "value"): 2000,
    (FIELD, "text"): 2000,
    (CONTEXT_ELEMENT, "text"): 3000,
    (OPTION, "text"): 75,
    (OPTION, "description"): 75,
    (OPTION, "value"): 150,
    (OPTION, "url"): 3000,
    (OPTION_GROUP, "label"): 75,
    (CONFIRM, "title"): 100,
    (CONFIRM, "text"): 300,
    (CONFIRM, "confirm"): 30,
    (CONFIRM, "deny"): 30,
    ("modal", "title"): 24,
    ("modal", "submit"): 24,
    ("modal", "close"): 24,
    ("modal", "callback_id"): 255,
    ("modal", "external_id"): 255,
    ("modal", "private_metadata"): 3000,
    ("home", "callback_id"): 255,
    ("home", "external_id"): 255,
    ("home", "private_metadata"): 3000,
}
# a key -> the longest it may be, whatever holds it
ANYWHERE: Final = {"block_id": 255, "action_id": 255, "placeholder": 150}
MAY_BE_EMPTY: Final = frozenset({"private_metadata", "callback_id", "external_id"})

# (what holds it, its key) -> how few and how many
COUNTS: Final = {
    ("context", "elements"): (1, 10),
    ("actions", "elements"): (1, 25),
    ("context_actions", "elements"): (1, 5),
    ("carousel", "elements"): (1, 10),
    ("container", "child_blocks"): (1, 10),
    ("section", "fields"): (1, 10),
    ("table", "rows"): (1, 100),
    ("table", "column_settings"): (0, 20),
    ("data_table", "rows"): (2, 101),
    ("radio_buttons", "options"): (1, 10),
    ("checkboxes", "options"): (1, 10),
    ("overflow", "options"): (1, 5),
    ("static_select", "options"): (1, 100),
    ("static_select", "option_groups"): (1, 100),
    ("multi_static_select", "options"): (1, 100),
    ("multi_static_select", "option_groups"): (1, 100),
    (OPTION_GROUP, "options"): (1, 100),
}

# Blocks that a view does not take, and those that nobody but Slack itself can post.
NOT_IN_VIEWS: Final = frozenset({"markdown", "table", "data_table", "context_actions", "task_card", "plan", "file"})
NOT_IN_MESSAGES: Final = frozenset({"file"})
