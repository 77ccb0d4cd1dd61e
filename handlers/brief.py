"""The slash command: `/brief` with links or a text; with nothing to read, as `help`, it says what it can do."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.briefing.blocks import trouble
from bot.desk.desk import Desk
from bot.desk.share import Share, shares_in
from bot.errors import DeskError
from handlers import asking, sentences

COMMAND = "/brief"
MAX_LINKS = 10


def register(app: AsyncApp, desk: Desk) -> None:
    """Attach the command."""

    @app.command(COMMAND)
    async def brief(ack: AsyncAck, command: dict[str, Any], context: AsyncBoltContext) -> None:
        shares = shares_in(command.get("text", ""))
        if not shares:
            await ack(response_type="ephemeral", text=sentences.HELP)
            return
        if len(shares) > MAX_LINKS:
            told = trouble(_too_many(len(shares)))
            await ack(response_type="ephemeral", text=told["text"], blocks=told["blocks"])
            return
        await ack(response_type="ephemeral", text=_reading(shares))
        asker = asking.by_command(command, context)
        for share in shares:
            desk.tasks.start(f"brief:{asker.team}:{asker.channel}", desk.intake.brief(asker, share))


def _reading(shares: tuple[Share, ...]) -> str:
    if shares[0].url is None:
        return sentences.READING_TEXT
    return sentences.READING_LINK if len(shares) == 1 else sentences.READING_LINKS.format(number=len(shares))


def _too_many(number: int) -> DeskError:
    sentence = sentences.TOO_MANY_LINKS.format(number=number, limit=MAX_LINKS)
    return DeskError(sentence, remedy=sentences.TOO_MANY_LINKS_REMEDY)
