"""A desk for tests of what reaches Slack: the local Slack, a store with one case, and the outbox between them."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from bot.article import from_text
from bot.desk.case import Case
from bot.desk.jobs.posting import Pace, Posting
from bot.desk.outbox import Outbox, slack_client
from bot.desk.store import Store
from bot.operations.metrics import Metrics
from bot.sandbox.deliveries import Faults
from bot.sandbox.run import manifest
from bot.sandbox.server import Sandbox
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Team
from tests.newsroom import rule
from tests.newsroom.articles import TEXT
from tests.newsroom.people import People

CHANNEL = "C0DESK"
NOW = datetime.now(UTC)
PACE = Pace(channel_seconds=0.0, settle_seconds=0.0)


@dataclass
class Desk:
    people: People
    team: Team
    faults: Faults
    outbox: Outbox
    store: Store
    case: Case
    metrics: Metrics
    passed: list[str] = field(default_factory=list)

    @property
    def slack(self) -> Slack:
        return self.people.slack

    def posting(self, pace: Pace = PACE) -> Posting:
        async def checkpoint(place: str) -> None:
            self.passed.append(place)

        return Posting(self.store, self.outbox, pace, checkpoint)

    def calls(self, method: str) -> int:
        return sum(call.method == method for call in self.slack.calls)


@asynccontextmanager
async def desks(tmp_path: Path) -> AsyncIterator[Desk]:
    slack = Slack(manifest())
    team = slack.add_team()
    url = f"sqlite+aiosqlite:///{tmp_path / 'factdesk.db'}"
    metrics = Metrics()
    async with Sandbox(slack, browser=False) as sandbox, Store(url) as store, aiohttp.ClientSession() as session:
        people = People(sandbox, team)
        people.channel(CHANNEL, "U1", "U2")
        briefing = await store.keep(rule.extract(from_text(TEXT)))
        case = Case(
            id="case", team=team.id, channel=CHANNEL, briefing=briefing.id, url=None, shared_by="U1", created_at=NOW
        )
        await store.open(case)
        assert team.install
        client = slack_client(team.install.bot_token, f"{slack.url}/api/", session, log=_quiet())
        yield Desk(people, team, sandbox.faults, Outbox(client, metrics), store, case, metrics)


def _quiet() -> logging.Logger:
    return logging.getLogger("tests.slack")
