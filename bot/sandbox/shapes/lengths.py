"""How long and how many: Slack's limits held against every part of a message or a view."""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.shapes import limits
from bot.sandbox.shapes.problem import Problem, length, parts


def length_problems(value: object) -> Iterator[Problem]:
    """Yield every text that is too long or empty, and every list that is too long or too short."""
    for pointer, part in parts(value):
        yield from _part(_kind(pointer, part), part, pointer)


def _kind(pointer: str, part: dict[str, Any]) -> str:
    """Return what a part is; where it has no type, or a text's, by the key that holds it."""
    steps = pointer.rsplit("/", 2)
    holder = steps[-2] if steps[-1].isdigit() and len(steps) > 1 else steps[-1]
    named = {
        "confirm": limits.CONFIRM,
        "option_groups": limits.OPTION_GROUP,
        "options": limits.OPTION,
        "initial_options": limits.OPTION,
        "initial_option": limits.OPTION,
        "fields": limits.FIELD,
    }.get(holder)
    kind = str(part.get("type", ""))
    if named == limits.CONFIRM and kind:  # a dialog's own `confirm` is a text
        return kind
    if holder == "elements" and kind in {"plain_text", "mrkdwn"}:
        return limits.CONTEXT_ELEMENT
    return named or kind


def _part(kind: str, part: dict[str, Any], pointer: str) -> Iterator[Problem]:
    for key, value in part.items():
        longest = limits.LENGTHS.get((kind, key), limits.ANYWHERE.get(key))
        if longest is not None:
            yield from _text(value, longest, f"{pointer}/{key}", empty=key in limits.MAY_BE_EMPTY)
        if (counts := limits.COUNTS.get((kind, key))) is not None and isinstance(value, list):
            yield from count(value, counts, f"{pointer}/{key}")


def count(items: list[Any], counts: tuple[int, int], pointer: str) -> Iterator[Problem]:
    """Yield a problem where there are too few or too many."""
    fewest, most = counts
    if len(items) < fewest:
        yield Problem(f"no fewer than {fewest} items allowed", pointer)
    if len(items) > most:
        yield Problem(f"no more than {most} items allowed", pointer)


def _text(value: object, longest: int, pointer: str, *, empty: bool) -> Iterator[Problem]:
    if isinstance(value, dict):
        value, pointer = value.get("text"), f"{pointer}/text"
    if not isinstance(value, str):
        return
    if not empty and not value.strip():
        yield Problem("must be more than 0 characters", pointer)
    if length(value) > longest:
        yield Problem(f"must be less than {longest + 1} characters", pointer)
