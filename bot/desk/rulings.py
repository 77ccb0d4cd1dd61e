"""Rulings by thread words, button and modal: taken in for the jobs, and the modal itself, which Slack wants at once."""

from bot.briefing.blocks import ruling_modal
from bot.briefing.blocks.value import value
from bot.desk import sentences
from bot.desk.case import standing
from bot.desk.jobs import Inbox
from bot.desk.jobs.kinds import RULE, WORDS, Decided, Said
from bot.desk.outbox import Asker, Outbox
from bot.desk.store import Store
from bot.desk.words import Ruled
from bot.errors import DeskError


class Rulings:
    """Takes rulings in; `key` names the request, and is the same in its repetitions."""

    def __init__(self, inbox: Inbox, store: Store, outbox: Outbox) -> None:
        self._inbox = inbox
        self._store = store
        self._outbox = outbox

    async def words(self, asker: Asker, text: str, *, key: str) -> None:
        """Take a reply in a thread, which may be rulings."""
        await self._inbox.take(WORDS, key, Said(asker=asker, text=text))

    async def rule(self, asker: Asker, case_id: str, ruled: Ruled, *, key: str) -> None:
        """Take one ruling on a case."""
        await self._inbox.take(RULE, key, Decided(asker=asker, case=case_id, ruled=ruled))

    async def ask(self, asker: Asker, case_id: str, claim_id: str, trigger_id: str) -> None:
        """Open the modal in which a person rules on a claim; no job, since its trigger is good for three seconds."""
        async with self._outbox.telling(asker):
            case = await self._store.case(case_id)
            briefing = None if case is None else await self._store.briefing(case.briefing)
            claim = next((one for one in briefing.claims if one.id == claim_id), None) if briefing else None
            if case is None or briefing is None or claim is None:
                raise DeskError(sentences.NO_CASE, remedy=sentences.NO_CASE_REMEDY)
            entry = standing(await self._store.log(case.id)).get(claim_id)
            metadata = value(case.id, claim_id)
            view = ruling_modal(briefing, claim, private_metadata=metadata, ruling=entry.ruling if entry else None)
            await self._outbox.open_view(trigger_id, view)
