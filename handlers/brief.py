"""The slash command: `/brief` with links or a text; with nothing to read, as `help`, it says what it can do."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.briefing.blocks import trouble
from bot.desk import sentences as desk_sentences
from bot.desk.desk import Desk
from bot.desk.share import Share, shares_in
from bot.errors import DeskError
from handlers import asking, request, sentences

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
        asker = asking.by_command(command, context)
        receipt = await desk.intake.brief(asker, shares, key=request.key(command, context))
        if not receipt.new:
            await ack()
            return
        await ack(response_type="ephemeral", text=_reading(shares, receipt.ahead))


def _reading(shares: tuple[Share, ...], ahead: int) -> str:
    if shares[0].url is None:
        reading = sentences.READING_TEXT
    else:
        one = len(shares) == 1
        reading = sentences.READING_LINK if one else sentences.READING_LINKS.format(number=len(shares))
    return f"{reading} {desk_sentences.PLACE.format(number=ahead)}" if ahead else reading


def _too_many(number: int) -> DeskError:
    sentence = sentences.TOO_MANY_LINKS.format(number=number, limit=MAX_LINKS)
    return DeskError(sentence, remedy=sentences.TOO_MANY_LINKS_REMEDY)
