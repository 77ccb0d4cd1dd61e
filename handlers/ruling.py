"""A claim's buttons and the modal behind them."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.article import links_in
from bot.briefing.blocks import modal, read_value
from bot.briefing.blocks.claims import NOT_A_CLAIM, RULE_CLAIM
from bot.briefing.ruling import Verdict
from bot.desk.desk import Desk
from bot.desk.words import Ruled
from handlers import asking, request, sentences


def register(app: AsyncApp, desk: Desk) -> None:
    """Attach the buttons and the modal."""

    @app.action(RULE_CLAIM)
    async def rule(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], context: AsyncBoltContext) -> None:
        case, claim = read_value(action["value"])
        work = desk.rulings.ask(asking.by_click(body, context), case, claim, body["trigger_id"])
        desk.tasks.start(f"ask:{case}:{claim}", work)
        await ack()

    @app.action(NOT_A_CLAIM)
    async def not_a_claim(
        ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        case, claim = read_value(action["value"])
        said = Ruled(claim=claim, verdict=None)
        await desk.rulings.rule(asking.by_click(body, context), case, said, key=request.key(body, context))
        await ack()

    @app.view(modal.CALLBACK)
    async def ruled(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], context: AsyncBoltContext) -> None:
        case, claim = read_value(view["private_metadata"])
        written = fields(view)
        links = tuple(links_in(written[modal.LINKS]))
        if written[modal.LINKS].strip() and not links:
            await ack(response_action="errors", errors={modal.LINKS: sentences.NO_LINK})
            return
        verdict, reason = Verdict(written[modal.VERDICT]), written[modal.REASON].strip()
        said = Ruled(claim=claim, verdict=verdict, reason=reason, links=links)
        await desk.rulings.rule(asking.by_view(body, context), case, said, key=request.key(body, context))
        await ack()


def fields(view: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands in the modal's fields; empty where nothing does."""
    values = view["state"]["values"]
    return {name: _written(values.get(name, {}).get(name, {})) for name in (modal.VERDICT, modal.REASON, modal.LINKS)}


def _written(element: Mapping[str, Any]) -> str:
    option = element.get("selected_option") or {}
    return str(option.get("value") or element.get("value") or "")
