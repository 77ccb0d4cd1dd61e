"""Shortcodes as emoji: apart because Slack adds skin tones and a handful of names of its own to the usual ones."""

import re

import emoji

SHORTCODE = re.compile(r":([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?")
PICKED = (
    "white_check_mark",
    "eyes",
    "+1",
    "-1",
    "heart",
    "tada",
    "thinking_face",
    "question",
    "x",
    "pray",
    "joy",
    "fire",
)
"""The reactions that the page offers."""

_OWN = {
    "thinking_face": "🤔",
    "slightly_smiling_face": "🙂",
    "simple_smile": "🙂",
    "white_check_mark": "✅",
    "heavy_check_mark": "✔️",
    "large_blue_circle": "🔵",
    "large_green_circle": "🟢",
    "large_yellow_circle": "🟡",
    "red_circle": "🔴",
    "hourglass_flowing_sand": "⏳",
    "rotating_light": "🚨",
    "memo": "📝",
    "pencil": "📝",
    "mag": "🔍",
}
_TONES = {"2": "🏻", "3": "🏼", "4": "🏽", "5": "🏾", "6": "🏿"}


def character(name: str, tone: str | None = None) -> str | None:
    """Return the emoji of a name without colons, None where there is none."""
    found = _OWN.get(name) or emoji.emojize(f":{name}:", language="alias")
    return None if found == f":{name}:" else found + _TONES.get(tone or "", "")


def with_emoji(text: str) -> str:
    """Return text with each known shortcode as its emoji; an unknown one stays as it is written."""
    return SHORTCODE.sub(lambda match: character(match[1], match[2]) or match[0], text)
