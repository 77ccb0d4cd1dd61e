"""What people share, taken in: kept before Slack is told that it arrived, and worked off by the jobs."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.briefing.model import Model
from bot.desk import sentences
from bot.desk.jobs import Inbox
from bot.desk.jobs.kinds import BRIEF, PREVIEW, TELL, Brief, Preview, Told
from bot.desk.outbox import Asker
from bot.desk.share import Share

LINE = 50
"""So many may wait before people are told that they do: at about a second each, nobody waits longer than a minute."""


class Receipt(Model):
    """What became of a request: whether it is new, and how many shares are ahead of it, 0 where it is not worth saying."""

    new: bool
    ahead: int = 0


class Intake:
    """Takes shares in; `key` names the request, and is the same in its repetitions."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    async def brief(
        self, asker: Asker, shares: Sequence[Share], *, key: str, under: str | None = None, again: bool = False
    ) -> Receipt:
        """Have a thread made of each share: a card in the channel, or everything as replies `under` a message.

        A link that has a thread in the channel is answered with the way there, unless it is to be briefed `again`.
        """
        ahead, new = self._inbox.ahead, False
        for number, share in enumerate(shares):
            given = Brief(asker=asker, share=share, under=under, again=again, at=datetime.now(UTC))
            new |= await self._inbox.take(BRIEF, f"{key}:{number}" if number else key, given)
        return Receipt(new=new, ahead=ahead if ahead >= LINE else 0)

    async def brief_and_say(
        self, asker: Asker, share: Share, *, key: str, under: str | None = None, again: bool = False
    ) -> None:
        """Do the same for one share, where the acknowledgement has no words: a long line is told of afterwards."""
        receipt = await self.brief(asker, [share], key=key, under=under, again=again)
        if receipt.new and receipt.ahead:
            told = Told(asker=asker, sentence=sentences.PLACE.format(number=receipt.ahead))
            await self._inbox.take(TELL, f"{key}:place", told)

    async def preview(self, team: str, urls: Sequence[str], where: Mapping[str, str], *, key: str) -> None:
        """Have a compact card shown for each link that can be read; starts nothing. `where` is as for `Outbox.unfurl`."""
        await self._inbox.take(PREVIEW, key, Preview(team=team, urls=tuple(urls), where=dict(where)))
