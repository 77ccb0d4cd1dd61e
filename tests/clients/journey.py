"""One journey through a small ticket app, the same for every client library: a command, a button, a modal, an event."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.sandbox.app import App, Command
from bot.sandbox.people import Member
from bot.sandbox.server import Sandbox
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Channel, Person

SCOPES = frozenset(
    {"app_mentions:read", "channels:history", "channels:read", "chat:write", "commands", "reactions:write"}
)
EVENTS = frozenset({"app_mention", "message.channels"})
TICKETS = App("Tickets", scopes=SCOPES, events=EVENTS, commands=(Command("/ticket"),))
DESK = "C0DESK"
PATIENCE = 30.0  # a busy machine is no fault of a library's


@asynccontextmanager
async def serving() -> AsyncIterator[Sandbox]:
    """Serve a Slack with the app and somebody in a channel."""
    slack = Slack(replace(TICKETS))
    team = slack.add_team()
    team.people["U1"] = Person("U1", "ana", "Ana")
    team.channels[DESK] = Channel(DESK, team.id, "desk", members={"U1", "U0BOT"})
    async with Sandbox(slack, browser=False) as sandbox:
        sandbox.deliveries.seconds = PATIENCE
        yield sandbox


async def ticket(sandbox: Sandbox) -> None:
    """Open a ticket by command, button and modal, be sent back once, and close it."""
    slack, team = sandbox.slack, sandbox.slack.teams["T0DESK"]
    ana = Member(slack, sandbox.deliveries, team, "U1")
    answer = await ana.command(DESK, "/ticket the lift")
    assert answer.body == {"text": "Taking “the lift”"}
    assert [one.way for one in team.whispers] == ["acknowledgement"]
    (card,) = await slack.until(lambda: team.posts(DESK))

    assert (await ana.press(card, "open_ticket")).good
    modal = await slack.until(lambda: next(iter(team.stacks.get("U1", [])), None))
    assert modal.values == {}
    short = {"why": {"why": {"type": "plain_text_input", "value": "no"}}}
    await ana.submit(modal, short)
    assert modal.errors == {"why": "Say more."}
    await ana.submit(modal, {"why": {"why": {"type": "plain_text_input", "value": "It is mended."}}})
    assert team.stacks["U1"] == []
    await slack.until(lambda: card.text == "Closed by <@U1>: It is mended.")

    said = await ana.say(DESK, "hello there")
    await slack.until(lambda: [one for one in team.thread(DESK, said.ts) if one.text == "Hello <@U1>"])
    named = await ana.say(DESK, "@tickets look at this")
    await slack.until(lambda: named.reactions.get("eyes"))
    assert named.reactions == {"eyes": ["U0BOT"]}


async def reconnects(sandbox: Sandbox) -> None:
    """Cut the app's connection, and let it come back and work."""
    slack, team = sandbox.slack, sandbox.slack.teams["T0DESK"]
    old = await slack.until(lambda: list(sandbox.deliveries.sockets.open))
    assert await sandbox.faults.disconnect("refresh_requested") == len(old)
    sockets = sandbox.deliveries.sockets
    await slack.until(lambda: [one for one in sockets.open if one not in old], 30)
    ana = Member(slack, sandbox.deliveries, team, "U1")
    assert (await ana.command(DESK, "/ticket once more")).good
