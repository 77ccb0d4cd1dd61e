"""The ticket app on Slack's own library for Python, as its guide writes it, once with threads and once with asyncio."""

import json
from typing import Any

from slack_bolt import App
from slack_bolt.async_app import AsyncApp

from tests.clients.bolt_python_blocks import card, modal


def with_threads(**settings: Any) -> App:
    """Return the app for the synchronous Bolt."""
    app = App(**settings)

    @app.command("/ticket")
    def command(ack: Any, command: dict[str, Any], say: Any) -> None:
        ack(text=f"Taking “{command['text']}”")
        say(**card(command["text"]))

    @app.action("open_ticket")
    def opened(ack: Any, action: dict[str, Any], body: dict[str, Any], client: Any) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal(body, action["value"]))

    @app.view("ticket")
    def closed(ack: Any, body: dict[str, Any], client: Any, view: dict[str, Any]) -> None:
        why = view["state"]["values"]["why"]["why"]["value"]
        if len(why) < 5:
            ack(response_action="errors", errors={"why": "Say more."})
            return
        ack()
        where = json.loads(view["private_metadata"])
        client.chat_update(**where, text=f"Closed by <@{body['user']['id']}>: {why}", blocks=[])

    @app.message("hello")
    def hello(message: dict[str, Any], say: Any) -> None:
        say(text=f"Hello <@{message['user']}>", thread_ts=message["ts"])

    @app.event("message")
    def acknowledged() -> None:
        """Take what nobody acts on, or Slack repeats it."""

    @app.event("app_mention")
    def mention(event: dict[str, Any], client: Any) -> None:
        client.reactions_add(channel=event["channel"], timestamp=event["ts"], name="eyes")

    return app


def with_asyncio(**settings: Any) -> AsyncApp:
    """Return the app for the asynchronous Bolt."""
    app = AsyncApp(**settings)

    @app.command("/ticket")
    async def command(ack: Any, command: dict[str, Any], say: Any) -> None:
        await ack(text=f"Taking “{command['text']}”")
        await say(**card(command["text"]))

    @app.action("open_ticket")
    async def opened(ack: Any, action: dict[str, Any], body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(body, action["value"]))

    @app.view("ticket")
    async def closed(ack: Any, body: dict[str, Any], client: Any, view: dict[str, Any]) -> None:
        why = view["state"]["values"]["why"]["why"]["value"]
        if len(why) < 5:
            await ack(response_action="errors", errors={"why": "Say more."})
            return
        await ack()
        where = json.loads(view["private_metadata"])
        await client.chat_update(**where, text=f"Closed by <@{body['user']['id']}>: {why}", blocks=[])

    @app.message("hello")
    async def hello(message: dict[str, Any], say: Any) -> None:
        await say(text=f"Hello <@{message['user']}>", thread_ts=message["ts"])

    @app.event("message")
    async def acknowledged() -> None:
        """Take what nobody acts on, or Slack repeats it."""

    @app.event("app_mention")
    async def mention(event: dict[str, Any], client: Any) -> None:
        await client.reactions_add(channel=event["channel"], timestamp=event["ts"], name="eyes")

    return app
