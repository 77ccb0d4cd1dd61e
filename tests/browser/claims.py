"""A small app as a newsroom might write it, with every surface that a page shows: the other side of the browser's tests."""

import json
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import Slack


def claims_app(slack: Slack) -> AsyncApp:
    """Return the app, pointed at a local Slack."""
    install = slack.teams["T0DESK"].install
    token = install.bot_token if install else ""
    app = AsyncApp(client=AsyncWebClient(token=token, base_url=f"{slack.url}/api/"), signing_secret="unused")
    _commands(app)
    _claims(app)
    _surfaces(app)
    return app


def _commands(app: AsyncApp) -> None:
    @app.command("/brief")
    async def brief(ack: Any, command: dict[str, Any], client: Any) -> None:
        if not command["text"]:
            await ack("Give me a link or a text.")
            return
        await ack()
        where = {"channel": command["channel_id"]}
        card = await client.chat_postMessage(
            **where, text=f"Briefing: {command['text']}", blocks=card_blocks(command["text"])
        )
        for number in (1, 2):
            blocks = claim_blocks(f"C{number}")
            await client.chat_postMessage(**where, thread_ts=card["ts"], text=f"Claim C{number}", blocks=blocks)

    @app.shortcut("brief_message")
    async def message(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        where = {"channel": body["channel"]["id"], "thread_ts": body["message"]["ts"]}
        await client.chat_postMessage(**where, text="Briefed from the menu")

    @app.shortcut("brief_new")
    async def new(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=ruling("C9", {}))


def _claims(app: AsyncApp) -> None:
    @app.action("rule")
    async def rule(ack: Any, action: dict[str, Any], body: dict[str, Any], client: Any) -> None:
        await ack()
        where = {
            "channel": body["channel"]["id"],
            "thread_ts": body["message"].get("thread_ts") or body["message"]["ts"],
        }
        await client.views_open(trigger_id=body["trigger_id"], view=ruling(action["value"], where))

    @app.view("ruling")
    async def ruled(ack: Any, body: dict[str, Any], client: Any, view: dict[str, Any]) -> None:
        values = view["state"]["values"]
        why = values["why"]["why"]["value"] or ""
        if "http" not in why:
            await ack(response_action="errors", errors={"why": "Name a source by its link."})
            return
        await ack()
        verdict = values["verdict"]["verdict"]["selected_option"]["value"]
        where = json.loads(view["private_metadata"])
        await client.chat_postMessage(**where, text=f"Ruled *{verdict}* by <@{body['user']['id']}>")

    @app.action("drop")
    async def drop(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="Only you see that it is set aside.", response_type="ephemeral", replace_original=False)

    @app.action("tell")
    async def tell(ack: Any, action: dict[str, Any], body: dict[str, Any], client: Any) -> None:
        await ack()
        told = action.get("selected_option", {}).get("value") or action.get("selected_date")
        where = {"channel": body["channel"]["id"], "user": body["user"]["id"]}
        await client.chat_postEphemeral(**where, text=f"You chose {told}")


def _surfaces(app: AsyncApp) -> None:
    @app.event("app_home_opened")
    async def home(event: dict[str, Any], client: Any) -> None:
        blocks = [{"type": "header", "text": plain("Open claims")}, *claim_blocks("C1")]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @app.event("link_shared")
    async def link(event: dict[str, Any], client: Any) -> None:
        card = {"blocks": [{"type": "section", "text": mrkdwn("*An article* of 431 words")}]}
        cards = {one["url"]: card for one in event["links"]}
        await client.chat_unfurl(unfurl_id=event["unfurl_id"], source=event["source"], unfurls=cards)

    @app.event("app_mention")
    async def mention(event: dict[str, Any], client: Any) -> None:
        await client.chat_postEphemeral(channel=event["channel"], user=event["user"], text="Only *you* read this.")

    @app.event("message")
    @app.event("file_shared")
    @app.event("reaction_added")
    async def heard() -> None:
        """Take note of nothing."""


def card_blocks(title: str) -> list[dict[str, Any]]:
    options = [option(one) for one in ("Export", "Archive")]
    return [
        {"type": "header", "text": plain(title[:150])},
        {"type": "context", "elements": [mrkdwn("pasted text · 3 words")]},
        {"type": "divider"},
        {
            "type": "section",
            "text": mrkdwn("*2* claims to check"),
            "accessory": {"type": "overflow", "action_id": "tell", "options": options},
        },
    ]


def claim_blocks(claim: str) -> list[dict[str, Any]]:
    sure = {
        "title": plain("Set aside?"),
        "text": mrkdwn("It stays in the *log*."),
        "confirm": plain("Set aside"),
        "deny": plain("Keep it"),
    }
    return [
        {"type": "section", "text": mrkdwn(f"*{claim}* “the fund was emptied”\n> as the minister said")},
        {
            "type": "actions",
            "elements": [
                button("Rule", "rule", claim),
                button("Not a claim", "drop", claim) | {"confirm": sure},
                {
                    "type": "static_select",
                    "action_id": "tell",
                    "placeholder": plain("Urgency"),
                    "options": [option("High"), option("Low")],
                },
            ],
        },
    ]


def ruling(claim: str, where: dict[str, Any]) -> dict[str, Any]:
    verdicts = {
        "type": "radio_buttons",
        "action_id": "verdict",
        "options": [option("True"), option("False"), option("Unproven")],
    }
    why = {"type": "plain_text_input", "action_id": "why", "multiline": True, "placeholder": plain("Because …")}
    return {
        "type": "modal",
        "callback_id": "ruling",
        "private_metadata": json.dumps(where),
        "title": plain(f"Rule on {claim}"),
        "submit": plain("Rule"),
        "close": plain("Cancel"),
        "blocks": [
            {"type": "section", "text": mrkdwn("“the fund was emptied”")},
            {"type": "input", "block_id": "verdict", "label": plain("Verdict"), "element": verdicts},
            {
                "type": "input",
                "block_id": "why",
                "label": plain("Why"),
                "element": why,
                "hint": plain("One sentence."),
                "optional": True,
            },
        ],
    }


def option(word: str) -> dict[str, Any]:
    return {"text": plain(word), "value": word.lower()}


def button(label: str, action: str, value: str) -> dict[str, Any]:
    return {"type": "button", "action_id": action, "text": plain(label), "value": value}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}
