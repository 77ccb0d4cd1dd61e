"""What a person does with the modals before them: sends them, closes them, and sees what the app answers."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox import modals, payloads
from bot.sandbox.deliveries import LOST, Acknowledgement
from bot.sandbox.people import elements
from bot.sandbox.people.person import Actor, NotThereError
from bot.sandbox.shapes import view_problems
from bot.sandbox.slack import Change
from bot.sandbox.workspace import View

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]
TROUBLE = "We had some trouble connecting. Try again?"
WHOLE_VIEW = ""
"""The key in `View.errors` of what is said about the modal as a whole."""


class InModals(Actor):
    """The stack of modals open before the person."""

    def modal(self) -> View:
        """Return the topmost modal."""
        stack = self.team.stacks.get(self.user)
        if not stack:
            raise NotThereError(f"no modal is open before {self.user}")
        return stack[-1]

    async def submit(self, view: View, values: Values) -> Acknowledgement:
        """Send a modal with what stands in its fields; where a required one is empty, Slack does not even send it.

        What is not given in `values` is as it was: chosen before, or what the app put there.
        """
        self._open(view)
        blocks = view.body["blocks"]
        view.values = elements.state(blocks, {**view.values, **values})
        view.errors = elements.missing(blocks, view.values)
        if view.errors:
            await self._show()
            return Acknowledgement(LOST, reason="required_field")
        payload = payloads.interaction(self.slack, self.team, self.user, "view_submission")
        payload |= {"view": payloads.view(self.slack, view), "response_urls": self._response_urls(view)}
        answer = await self.deliveries.deliver("interaction", payload)
        if not answer.good or not await self._answered(view, answer.body):
            view.errors = {WHOLE_VIEW: TROUBLE}
        await self._show()
        return answer

    def _open(self, view: View) -> None:
        if view not in self.team.stacks.get(self.user, []):
            raise NotThereError(f"modal {view.id} is not open before {self.user}")

    async def _answered(self, view: View, body: Mapping[str, Any]) -> bool:
        """Do what the app answered; False where it makes no sense to Slack."""
        action = body.get("response_action")
        if action is None:
            await modals.closed(self.slack, view)
        elif action == "clear":
            await modals.closed(self.slack, view, everything=True)
        elif action == "errors":
            return _marked(view, body.get("errors"))
        elif action in {"update", "push"} and not view_problems(body.get("view") or {}):
            if action == "update":
                await modals.updated(self.slack, view, body["view"])
            elif await modals.pushed(self.slack, self.team, self.user, body["view"]) is None:
                return False
        else:
            return False
        return True

    def _response_urls(self, view: View) -> list[dict[str, str]]:
        """Return an address for each channel chosen in a menu that asks for one."""
        found = []
        for block, part in elements.elements(view.body["blocks"]):
            held = view.values.get(block.get("block_id", ""), {}).get(part.get("action_id", ""), {})
            channel = held.get("selected_conversation") or held.get("selected_channel")
            if part.get("response_url_enabled") and channel:
                url = self.slack.response_url(self.team.id, channel, self.user)
                about = {"block_id": block["block_id"], "action_id": part["action_id"]}
                found.append(about | {"channel_id": channel, "response_url": url})
        return found

    async def close(self, view: View, *, all: bool = False) -> None:  # noqa: A002 -- what the person sees: close all
        """Close a modal, or all that are open; the app is told where the view asks for it."""
        self._open(view)
        for gone in await modals.closed(self.slack, view, everything=all):
            if not gone.body.get("notify_on_close"):
                continue
            payload = payloads.interaction(self.slack, self.team, self.user, "view_closed")
            del payload["trigger_id"]
            payload |= {"view": payloads.view(self.slack, gone), "is_cleared": all}
            await self.deliveries.deliver("interaction", payload)

    async def _show(self) -> None:
        await self.slack.changed(Change("view", self.team.id, user=self.user))


def _marked(view: View, errors: Any) -> bool:
    """Put the app's errors to the fields; False where one names no field."""
    inputs = {block.get("block_id") for block in view.body["blocks"] if block.get("type") == "input"}
    if not isinstance(errors, Mapping) or not errors or not set(errors) <= inputs:
        return False
    view.errors = {str(block): str(words) for block, words in errors.items()}
    return True
