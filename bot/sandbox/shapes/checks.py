"""The checks as the Web API asks them: of a message, of its blocks or metadata alone, of a view, of the cards of links."""

import json
from collections.abc import Mapping
from typing import Any

from bot.sandbox.shapes import limits
from bot.sandbox.shapes.lengths import count, length_problems
from bot.sandbox.shapes.problem import Problem, length, parts, weight
from bot.sandbox.shapes.rules import block_rules, rule_problems
from bot.sandbox.shapes.schema import schema_problems

_PREVIEW = {"title", "subtitle", "icon_url"}


def message_problems(message: Mapping[str, Any]) -> list[Problem]:
    """Return what is wrong with a message (`text`, `blocks`, `metadata`; other keys are the caller's)."""
    text, blocks = message.get("text") or "", message.get("blocks") or []
    problems = [problem.under("/blocks") for problem in block_problems(blocks)]
    if not text.strip() and not blocks:
        problems.append(Problem("no_text"))
    if length(text) > limits.TEXT:
        problems.append(Problem(f"must be less than {limits.TEXT + 1} characters", "/text"))
    if too_heavy(blocks):
        problems.append(Problem("msg_blocks_too_long", "/blocks"))
    return problems + metadata_problems(message.get("metadata"))


def block_problems(blocks: object) -> list[Problem]:
    """Return what is wrong with the blocks of a message, seen from the blocks; empty ones are taken."""
    problems = [
        Problem(one.message, one.pointer.removeprefix("/blocks"))
        for one in schema_problems("message", {"text": "", "blocks": blocks})
    ]
    if problems or not isinstance(blocks, list):
        return problems
    problems += count(blocks, (0, limits.BLOCKS_IN_MESSAGE), "")
    problems += block_rules(blocks, "", limits.NOT_IN_MESSAGES)
    return [*problems, *length_problems(blocks), *rule_problems(blocks)]


def too_heavy(blocks: object) -> bool:
    """Tell whether the blocks hold more characters, all in all, than a message takes."""
    return bool(blocks) and weight(blocks) > limits.CHARACTERS_IN_BLOCKS


def metadata_problems(metadata: object) -> list[Problem]:
    """Return what is wrong with a message's metadata; None and an empty object are none."""
    if not metadata and (metadata is None or isinstance(metadata, dict)):
        return []
    if not isinstance(metadata, dict):
        return [Problem("must be an object", "/metadata")]
    problems = [
        Problem(f"missing required field: {key}", "/metadata")
        for key in ("event_type", "event_payload")
        if key not in metadata
    ]
    if not isinstance(metadata.get("event_type", ""), str):
        problems.append(Problem("must be a string", "/metadata/event_type"))
    if not isinstance(metadata.get("event_payload", {}), dict):
        problems.append(Problem("must be an object", "/metadata/event_payload"))
    return problems


def view_problems(view: Mapping[str, Any]) -> list[Problem]:
    """Return what is wrong with a modal or a Home tab."""
    problems = schema_problems("view", dict(view))
    if problems:
        return problems
    blocks = view["blocks"]
    problems += count(blocks, (0 if view["type"] == "home" else 1, limits.BLOCKS_IN_VIEW), "/blocks")
    problems += block_rules(blocks, "/blocks", limits.NOT_IN_VIEWS)
    if view["type"] == "modal" and "submit" not in view and any(block["type"] == "input" for block in blocks):
        problems.append(Problem("missing required field: submit"))
    if sum(part.get("focus_on_load") is True for _, part in parts(blocks)) > 1:
        problems.append(Problem("only one element can have focus_on_load", "/blocks"))
    return [*problems, *length_problems(view), *rule_problems(view)]


def view_too_large(view: Mapping[str, Any]) -> bool:
    """Tell whether a view is more than Slack takes at all."""
    return len(json.dumps(view, ensure_ascii=False).encode("utf-8", "surrogatepass")) > limits.VIEW_BYTES


def unfurl_problems(cards: Mapping[str, Any]) -> list[Problem]:
    """Return what is wrong with the cards of links, by link; they take no rich text."""
    problems: list[Problem] = []
    for url, card in cards.items():
        root = "/" + url.replace("~", "~0").replace("/", "~1")
        problems += [problem.under(root) for problem in _card_problems(card)]
    return problems


def _card_problems(card: object) -> list[Problem]:
    if not isinstance(card, dict):
        return [Problem("must be an object")]
    blocks = card.get("blocks", [])
    problems = [problem.under("/blocks") for problem in block_problems(blocks)]
    problems += [
        Problem("unsupported type: rich_text", f"{pointer}/type")
        for pointer, part in parts(card)
        if part.get("type") == "rich_text"
    ]
    if too_heavy(blocks):
        problems.append(Problem("msg_blocks_too_long", "/blocks"))
    if not blocks and not any(card.get(key) for key in ("text", "title", "fallback")):
        problems.append(Problem("missing required field: blocks"))
    preview = card.get("preview") or {}
    if not isinstance(preview, dict):
        return [*problems, Problem("must be an object", "/preview")]
    problems += [Problem(f"invalid additional property: {key}", "/preview") for key in preview.keys() - _PREVIEW]
    return problems
