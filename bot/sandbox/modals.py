"""The modals open before each person: a stack of up to three, which the app opens, pushes on, updates and clears.

https://docs.slack.dev/surfaces/modals
"""

from collections.abc import Mapping
from typing import Any

from bot.sandbox import payloads
from bot.sandbox.blocks import identified
from bot.sandbox.slack import Change, Slack
from bot.sandbox.workspace import Team, View

MAX_STACK = 3


async def opened(slack: Slack, team: Team, user: str, body: Mapping[str, Any]) -> View:
    """Open a modal before a person; whatever was open there goes."""
    view = _made(slack, team, user, body)
    view.root = view.id
    team.stacks[user] = [view]
    await _show(slack, view)
    return view


async def pushed(slack: Slack, team: Team, user: str, body: Mapping[str, Any]) -> View | None:
    """Put a modal on top of the others; None where three are open already."""
    stack = team.stacks.setdefault(user, [])
    if len(stack) >= MAX_STACK:
        return None
    view = _made(slack, team, user, body)
    view.root, view.previous = (stack[0].id, stack[-1].id) if stack else (view.id, None)
    stack.append(view)
    await _show(slack, view)
    return view


async def updated(slack: Slack, view: View, body: Mapping[str, Any]) -> View:
    """Give an open view, a modal or a Home, a new body; what stands in fields that stay is kept."""
    view.body = _whole(slack, body)
    view.hash = payloads.view_hash(slack, view.body)
    kept = {block["block_id"]: block for block in view.body["blocks"]}
    view.values = {block: values for block, values in view.values.items() if block in kept}
    view.errors = {}
    await _show(slack, view)
    return view


async def closed(slack: Slack, view: View, *, everything: bool = False) -> list[View]:
    """Close a modal and those on top of it, or the whole stack; return what was closed, the topmost first."""
    team = slack.teams[view.team]
    stack = team.stacks.get(view.user, [])
    first = 0 if everything or view not in stack else stack.index(view)
    gone = stack[first:][::-1]
    del stack[first:]
    await _show(slack, view)
    return gone


def _made(slack: Slack, team: Team, user: str, body: Mapping[str, Any]) -> View:
    whole = _whole(slack, body)
    return View(f"V{slack.number():08X}", team.id, user, whole, payloads.view_hash(slack, whole))


def _whole(slack: Slack, body: Mapping[str, Any]) -> dict[str, Any]:
    return dict(body) | {"blocks": identified(slack, body.get("blocks", []))}


async def _show(slack: Slack, view: View) -> None:
    kind = "home" if view.body.get("type") == "home" else "view"
    await slack.changed(Change(kind, view.team, user=view.user))
