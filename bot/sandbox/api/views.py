"""Modals and the Home tab: opened for a trigger within its three seconds, at most three deep, changed by hash."""

import copy
import time
from typing import Any

from bot.sandbox import modals, payloads
from bot.sandbox.api import access
from bot.sandbox.api.calling import Answer, BotAsked, Family
from bot.sandbox.refusals import SlackError, invalid_arguments, malformed
from bot.sandbox.shapes import view_problems, view_too_large
from bot.sandbox.workspace import Team, Trigger, View

family = Family()
TRIGGER_SECONDS = 3.0
TRIGGER_FORMS = ("trigger_id", "interactivity_pointer")


@family.bot("views.open", needs=("view",), json=True)
async def opened(asked: BotAsked) -> Answer:
    """Open a modal before the person whose trigger it is; one that was open is replaced."""
    body, trigger = _body(asked, "modal", None), _trigger(asked)
    trigger.used = True
    return _answer(asked, await modals.opened(asked.slack, asked.team, trigger.user, body))


@family.bot("views.push", needs=("view",), json=True)
async def pushed(asked: BotAsked) -> Answer:
    """Put a modal on top of those that are open."""
    body, trigger = _body(asked, "modal", None), _trigger(asked)
    if not asked.team.stacks.get(trigger.user):
        raise SlackError("not_found")
    view = await modals.pushed(asked.slack, asked.team, trigger.user, body)
    if view is None:
        raise SlackError("push_limit_reached")
    trigger.used = True
    return _answer(asked, view)


@family.bot("views.update", needs=("view",), json=True)
async def updated(asked: BotAsked) -> Answer:
    """Give a view another content."""
    view = _find(asked)
    _check_hash(asked, view)
    return _answer(asked, await modals.updated(asked.slack, view, _body(asked, view.body["type"], view)))


@family.bot("views.publish", needs=("user_id", "view"), json=True)
async def published(asked: BotAsked) -> Answer:
    """Show a person's Home tab."""
    if not asked.slack.app.home:
        raise SlackError("not_enabled")
    user = access.person(asked, asked.text("user_id")).id
    home = asked.team.homes.get(user)
    body = _body(asked, "home", home)
    if home is None:
        home = View(f"V{asked.slack.number():08X}", asked.team.id, user, body, "")
        asked.team.homes[user] = home
    else:
        _check_hash(asked, home)
    await modals.updated(asked.slack, home, body)
    asked.team.published.append(copy.deepcopy(home))
    return _answer(asked, home)


def _body(asked: BotAsked, kind: str, own: View | None) -> dict[str, Any]:
    """Return the view that is asked for; refuse what Slack does not take. `own` is the one that it replaces."""
    body = asked.structure("view", "invalid_arguments")
    if not isinstance(body, dict):
        raise invalid_arguments("must be an object [json-pointer:/view]")
    if view_too_large(body):
        raise SlackError("view_too_large")
    if problems := view_problems(body):
        raise malformed("invalid_arguments", problems, "/view")
    if body["type"] != kind:
        raise invalid_arguments(f"unsupported type: {body['type']} [json-pointer:/view/type]")
    external_id = body.get("external_id")
    taken = (view.body.get("external_id") for view in _open_views(asked.team) if view is not own)
    if external_id and external_id in taken:
        raise SlackError("duplicate_external_id")
    return body


def _open_views(team: Team) -> list[View]:
    """Return every view that somebody sees, Home tabs too."""
    return [*team.homes.values(), *(view for stack in team.stacks.values() for view in stack)]


def _trigger(asked: BotAsked) -> Trigger:
    given = next((asked.text(name) for name in TRIGGER_FORMS if asked.text(name)), "")
    if not given:
        raise invalid_arguments("missing required field: trigger_id")
    trigger = asked.slack.triggers.get(given)
    if trigger is None or trigger.team != asked.team.id:
        raise SlackError("invalid_trigger_id")
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    if time.monotonic() - trigger.issued > TRIGGER_SECONDS:
        raise SlackError("expired_trigger_id")
    return trigger


def _find(asked: BotAsked) -> View:
    view_id, external_id = asked.text("view_id"), asked.text("external_id")
    if view_id and external_id:
        raise invalid_arguments("Cannot provide both `view_id` and `external_id`")
    if not view_id and not external_id:
        raise invalid_arguments("missing required field: view_id")
    for view in _open_views(asked.team):
        if (view_id and view.id == view_id) or (external_id and view.body.get("external_id") == external_id):
            return view
    raise SlackError("not_found")


def _check_hash(asked: BotAsked, view: View) -> None:
    if asked.text("hash") not in {"", view.hash}:
        raise SlackError("hash_conflict")


def _answer(asked: BotAsked, view: View) -> Answer:
    return {"view": payloads.view(asked.slack, view)}
