"""A briefing with three claims, and the cases and lines that these tests keep of it."""

from datetime import UTC, datetime

from bot.article import from_text
from bot.briefing.ruling import Verdict
from bot.desk.case import Case, Entry, Kind
from bot.desk.store import Store
from tests.newsroom.articles import TEXT
from tests.newsroom.rule import extract

BRIEFING = extract(from_text(TEXT))
NOW = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)


def case(case_id: str, **changed: object) -> Case:
    """Return a case of the briefing."""
    usual: dict[str, object] = {
        "team": "T1",
        "channel": "C1",
        "card_ts": f"{case_id}.1",
        "thread_ts": "1.0",
        "briefing": BRIEFING.id,
        "url": "https://news.example/a",
        "shared_by": "U1",
        "created_at": NOW,
    }
    return Case.model_validate(usual | changed | {"id": case_id})


def ruling(claim: str, verdict: Verdict = Verdict.TRUE, *, by: str = "U1") -> Entry:
    """Return the line of a ruling."""
    return Entry(claim=claim, verdict=verdict, reason="r", links=("https://a.example",), by=by, at=NOW)


def line(kind: Kind, claim: str | None = None, **more: object) -> Entry:
    """Return a line of another kind."""
    return Entry.model_validate({"kind": kind, "claim": claim, "by": "U1", "at": NOW} | more)


async def opened(store: Store, *cases: Case) -> None:
    """Keep the briefing and cases of it, case "1" where none is given."""
    await store.keep(BRIEFING)
    for one in cases or (case("1"),):
        await store.open(one)
