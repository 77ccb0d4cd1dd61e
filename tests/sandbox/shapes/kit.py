"""The smallest shapes that Slack takes, to be made wrong in one place."""

from typing import Any

from bot.sandbox.shapes import Problem, message_problems

Shape = dict[str, Any]


def plain(text: str = "Text") -> Shape:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "Text") -> Shape:
    return {"type": "mrkdwn", "text": text}


def section(**more: Any) -> Shape:
    return {"type": "section", "text": mrkdwn()} | more


def button(**more: Any) -> Shape:
    return {"type": "button", "text": plain()} | more


def option(text: str = "Text", value: str = "v", **more: Any) -> Shape:
    return {"text": plain(text), "value": value} | more


def options(count: int) -> list[Shape]:
    return [option(value=str(number)) for number in range(count)]


def select(**more: Any) -> Shape:
    return {"type": "static_select", "options": options(2)} | more


def field(element: Shape, **more: Any) -> Shape:
    return {"type": "input", "label": plain(), "element": element} | more


def table(rows: int = 1, columns: int = 1, text: str = "x") -> Shape:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * columns] * rows}


def modal(*blocks: Shape, **more: Any) -> Shape:
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks) or [section()]} | more


def confirm(**more: Any) -> Shape:
    return section(accessory=button(confirm={"title": plain(), "text": plain(), **more}))


def actions(*elements: Shape) -> Shape:
    return {"type": "actions", "elements": list(elements)}


def problems(*blocks: Shape) -> list[Problem]:
    return message_problems({"text": "Text", "blocks": list(blocks)})
