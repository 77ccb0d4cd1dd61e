"""What a person sets off: slash commands, shortcuts, and the buttons and menus of messages, cards, notes and views."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.sandbox import events, payloads, richtext
from bot.sandbox.blocks import identified
from bot.sandbox.deliveries import LOST, Acknowledgement
from bot.sandbox.people import elements
from bot.sandbox.people.person import Actor
from bot.sandbox.shapes import message_problems
from bot.sandbox.slack import Change
from bot.sandbox.workspace import Message, View, Whisper

Blocks = Sequence[dict[str, Any]]


class Acting(Actor):
    """Commands, shortcuts and presses."""

    async def command(self, channel: str, line: str) -> Acknowledgement:
        """Send a slash command; trouble is told by Slackbot, an answer in the acknowledgement is shown."""
        name, words = (*line.strip().split(maxsplit=1), "")[:2]
        known = next((one for one in self.slack.app.commands if one.name == name), None)
        if known is None:
            await self.hear_slackbot(channel, f"`{name}` is not a valid command.")
            return Acknowledgement(LOST, reason="unknown_command")
        text = richtext.typed(self.team, words) if known.escape else richtext.escape(words)
        room = self.team.channels[channel]
        payload = payloads.command(self.slack, self.team, room, self.user, name=name, text=text)
        answer = await self.deliveries.deliver("command", payload)
        await self._command_answered(channel, name, answer)
        return answer

    async def _command_answered(self, channel: str, name: str, answer: Acknowledgement) -> None:
        said = answer.body
        if not answer.good:
            error = "operation_timeout" if "timeout" in answer.reason else "dispatch_failed"
        elif (said.get("text") or said.get("blocks")) and message_problems(said):
            error = "invalid_command_response"
        else:
            error = None
        if error is not None:
            await self.hear_slackbot(channel, f"{name} failed with the error “{error}”")
        elif said.get("response_type") == "in_channel":
            await self._aloud(channel, said)
        elif said.get("text") or said.get("blocks"):
            blocks = identified(self.slack, said.get("blocks", []))
            await self.whisper(
                Whisper("acknowledgement", self.team.id, channel, self.user, said.get("text", ""), blocks)
            )

    async def _aloud(self, channel: str, said: Mapping[str, Any]) -> None:
        install = self.team.install
        bot = (install.bot_user, install.bot_id) if install else ("", "")
        blocks = identified(self.slack, said.get("blocks", []))
        message = Message(self.team.id, channel, self.slack.ts(), bot[0], said.get("text", ""), blocks)
        message.bot_id, message.app_id = bot[1], self.slack.app.id
        self.team.messages.append(message)
        await self.show(message)
        self.slack.tell(self.team.id, events.posted(self.slack, message))

    async def shortcut(self, callback_id: str, message: Message | None = None) -> Acknowledgement:
        """Use a shortcut: of the message's menu where a message is given, else one beside the composer."""
        kind = "shortcut" if message is None else "message_action"
        payload = payloads.interaction(self.slack, self.team, self.user, kind)
        payload |= {"callback_id": callback_id, "action_ts": self.slack.ts()}
        if message is not None:
            room = self.team.channels[message.channel]
            payload |= {
                "channel": payloads.channel_of(room),
                "message_ts": message.ts,
                "message": payloads.message(self.slack, message),
                "response_url": self.slack.response_url(
                    self.team.id, room.id, self.user, ts=message.ts, thread_ts=message.thread_ts
                ),
            }
        return await self.deliveries.deliver("interaction", payload)

    async def press(self, message: Message, action_id: str, *, number: int = 0, value: Any = None) -> Acknowledgement:
        """Press the `number`-th button of an action in a message, or choose `value` in a menu or date picker."""
        return await self._acted(
            payloads.message_container(message),
            message.blocks,
            (action_id, number, value),
            message=message,
            message_payload=payloads.message(self.slack, message),
        )

    async def press_unfurl(
        self, message: Message, url: str, action_id: str, *, number: int = 0, value: Any = None
    ) -> Acknowledgement:
        """Press a button of the card under a link."""
        shown, card = payloads.message(self.slack, message), message.unfurls[url]
        about = {"id": list(message.unfurls).index(url) + 1, "app_unfurl_url": url, "is_app_unfurl": True}
        return await self._acted(
            payloads.unfurl_container(message, url),
            card.get("blocks", []),
            (action_id, number, value),
            message=message,
            message_payload=shown,
            app_unfurl=card | about,
        )

    async def press_whisper(
        self, whisper: Whisper, action_id: str, *, number: int = 0, value: Any = None
    ) -> Acknowledgement:
        """Press a button of what the person alone sees; there, Slack does not send the message along."""
        container = payloads.whisper_container(whisper, whisper.ts or self.slack.ts())
        return await self._acted(container, whisper.blocks, (action_id, number, value))

    async def _acted(
        self,
        container: Mapping[str, Any],
        blocks: Blocks,
        act: tuple[str, int, Any],
        *,
        message: Message | None = None,
        message_payload: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Acknowledgement:
        action_id, number, value = act
        block, part = elements.element(blocks, action_id, number)
        done = elements.action(block, part, value, self.slack.ts())
        held = {done["block_id"]: {action_id: elements.chosen(part, value)}}
        where = {"ts": message.ts if message else container["message_ts"], "thread_ts": container.get("thread_ts")}
        payload = payloads.interaction(self.slack, self.team, self.user, "block_actions") | {
            "container": dict(container),
            "channel": payloads.channel_of(self.team.channels[container["channel_id"]]),
            **({"message": dict(message_payload)} if message_payload else {}),
            **more,
            "state": {"values": elements.state(blocks, held)},
            "response_url": self.slack.response_url(self.team.id, container["channel_id"], self.user, **where),
            "actions": [done],
        }
        return await self.deliveries.deliver("interaction", payload)

    async def press_home(self, action_id: str, *, number: int = 0, value: Any = None) -> Acknowledgement:
        """Press a button of the app's Home tab."""
        return await self.press_view(self.team.homes[self.user], action_id, number=number, value=value)

    async def press_view(self, view: View, action_id: str, *, number: int = 0, value: Any = None) -> Acknowledgement:
        """Press a button of a modal or a Home, or choose `value` in a menu there."""
        blocks = view.body["blocks"]
        block, part = elements.element(blocks, action_id, number)
        done = elements.action(block, part, value, self.slack.ts())
        view.values.setdefault(done["block_id"], {})[action_id] = elements.chosen(part, value)
        view.values = elements.state(blocks, view.values)
        payload = payloads.interaction(self.slack, self.team, self.user, "block_actions") | {
            "container": {"type": "view", "view_id": view.id},
            "view": payloads.view(self.slack, view),
            "actions": [done],
        }
        answer = await self.deliveries.deliver("interaction", payload)
        await self.slack.changed(Change("home" if view.body["type"] == "home" else "view", view.team, user=view.user))
        return answer

    async def suggest(
        self, where: Message | View, action_id: str, words: str, *, number: int = 0
    ) -> list[dict[str, Any]]:
        """Type in a menu whose options the app gives, and return the options."""
        blocks = where.blocks if isinstance(where, Message) else where.body["blocks"]
        block, _ = elements.element(blocks, action_id, number)
        payload = payloads.interaction(self.slack, self.team, self.user, "block_suggestion")
        payload |= {"action_id": action_id, "block_id": block.get("block_id", ""), "value": words}
        if isinstance(where, Message):
            room = payloads.channel_of(self.team.channels[where.channel])
            shown = payloads.message(self.slack, where)
            payload |= {"container": payloads.message_container(where), "channel": room, "message": shown}
        else:
            view = payloads.view(self.slack, where)
            payload |= {"container": {"type": "view", "view_id": where.id}, "view": view}
        answer = await self.deliveries.deliver("options", payload)
        groups = answer.body.get("option_groups", [])
        return [*answer.body.get("options", []), *(one for group in groups for one in group["options"])]
