"""Our messages: each has a key and a row before it is sent, so that a crash in between is noticed and mended."""

from datetime import UTC, datetime

from pydantic import Field
from sqlalchemy import func, select, update

from bot.briefing.model import Model
from bot.desk.store.part import Part
from bot.desk.store.tables import CaseRow, PostRow

CARD = 0


class Post(Model):
    """A message of ours: `place` is its place in the case's thread (0: the card), `ts` None while it is being sent.

    `attempt` counts how often sending it was begun: above 1 with no `ts`, Slack may have it already.
    """

    key: str
    team: str
    channel: str
    case: str | None = None
    place: int | None = None
    ts: str | None = None
    attempt: int = 1
    at: datetime = Field(default_factory=lambda: datetime.now(UTC))


class Posts(Part):
    """Keeps where our messages stand."""

    async def sending(self, post: Post) -> Post:
        """Note that a message is about to be sent, and return what is known of it: it may have been sent before."""
        async with self.db.writing() as db:
            if not await self.db.insert_new(db, PostRow, **post.model_dump()):
                unsent = (PostRow.key == post.key) & PostRow.ts.is_(None)
                await db.execute(update(PostRow).where(unsent).values(attempt=PostRow.attempt + 1))
            row = (await db.execute(select(PostRow.__table__).where(PostRow.key == post.key))).mappings().one()
        return Post(**row)

    async def sent(self, key: str, ts: str) -> None:
        """Note where a message stands; with the card, its case has its place in the channel."""
        async with self.db.writing() as db:
            changed = update(PostRow).where(PostRow.key == key).values(ts=ts).returning(PostRow.case, PostRow.place)
            row = (await db.execute(changed)).one()
            if row.case and row.place == CARD:
                thread = func.coalesce(CaseRow.thread_ts, ts)
                await db.execute(update(CaseRow).where(CaseRow.id == row.case).values(card_ts=ts, thread_ts=thread))

    async def post(self, key: str) -> Post | None:
        """Return what is known of a message."""
        async with self.db.reading() as db:
            row = (await db.execute(select(PostRow.__table__).where(PostRow.key == key))).mappings().one_or_none()
        return None if row is None else Post(**row)

    async def posts(self, case_id: str) -> dict[int, str]:
        """Return the `ts` of a case's messages that stand, by their place."""
        question = select(PostRow.place, PostRow.ts).where(PostRow.case == case_id)
        async with self.db.reading() as db:
            rows = (await db.execute(question.where(PostRow.place.is_not(None), PostRow.ts.is_not(None)))).all()
        return {row.place: row.ts for row in rows}
