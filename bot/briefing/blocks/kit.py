"""The few Block Kit shapes that we use, and the packing of blocks into as few messages as the limits allow."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple, TypedDict

from bot.briefing import reading
from bot.briefing.blocks import limits
from bot.briefing.legible import units

Block = dict[str, Any]


class Message(TypedDict):
    """What is posted: `text` for notifications and screen readers, `thread` for a reply to the card."""

    text: str
    blocks: list[Block]
    thread: bool


class Group(NamedTuple):
    """Blocks that stay in one message; `reserve` is the weight by which they may grow when rendered again."""

    blocks: list[Block]
    reserve: int = 0


def text(words: str) -> Block:
    """Return a mrkdwn object in which Slack links nothing by itself."""
    return {"type": "mrkdwn", "text": words, "verbatim": True}


def plain_text(words: str) -> Block:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": words, "emoji": False}


def section(words: str) -> Block:
    """Return a section of mrkdwn."""
    return {"type": "section", "text": text(words)}


def header(words: str) -> Block:
    """Return a header."""
    return {"type": "header", "text": plain_text(words)}


def context(words: str) -> Block:
    """Return a line of small print in mrkdwn."""
    return {"type": "context", "elements": [text(words)]}


def button(label: str, action: str, value: str) -> Block:
    """Return a button."""
    return {"type": "button", "action_id": action, "text": plain_text(label), "value": value}


def link_button(label: str, action: str, url: str) -> Block:
    """Return a button that opens an address; Slack tells the app of the press all the same."""
    return {"type": "button", "action_id": action, "text": plain_text(label), "url": url}


def actions(*buttons: Block) -> Block:
    """Return a row of buttons."""
    return {"type": "actions", "elements": list(buttons)}


def weight(blocks: Iterable[Block]) -> int:
    """Return what blocks count towards the limit of a message: their length as JSON, in UTF-16 units, a quotation mark as one."""
    written = json.dumps(list(blocks), ensure_ascii=False)
    return units(written.replace(r"\\", "-").replace(r"\"", "-"))


def sections(lines: Iterable[str], gap: int = 1) -> list[Group]:
    """Return lines as sections, each as full as a section may be, with `gap` line ends in between."""
    packed: list[str] = []
    for line in lines:
        if packed and units(packed[-1]) + gap + units(line) <= limits.SECTION:
            packed[-1] += "\n" * gap + line
        else:
            packed.append(line)
    return [Group([section(words)]) for words in packed]


def more(total: int, shown: int, why: str) -> list[Group]:
    """Return the note that more was found than is shown; nothing where all is shown."""
    note = reading.left_out(total, shown, why)
    return [Group([context(note)])] if note else []


def pages(title: str, groups: Iterable[Group]) -> list[list[Block]]:
    """Return the blocks of each message under a title; a group is never torn apart."""
    full: list[list[Block]] = []
    room = 0
    for group in groups:
        needed = weight(group.blocks) + group.reserve
        if not full or needed > room or len(full[-1]) + len(group.blocks) > limits.BLOCKS:
            head = header(f"{title}, continued" if full else title)
            full.append([head])
            room = limits.MESSAGE - weight([head])
        full[-1].extend(group.blocks)
        room -= needed
    return full
