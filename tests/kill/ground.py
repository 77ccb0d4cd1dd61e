"""The ground on which bots fall: a local Slack with channels and people, a news site, a database; and what must hold."""

import asyncio
import itertools
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.desk.jobs.history import History
from bot.desk.jobs.home import Home
from bot.desk.store import Store
from bot.sandbox.run import manifest
from bot.sandbox.server import Sandbox
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Message, Team
from tests.kill.bot import Fault, Plan
from tests.kill.bots import Bot, Bots
from tests.newsroom.articles import Articles
from tests.newsroom.people import People

CHANNELS = ("C0ONE", "C0TWO", "C0THREE")
USER = "U1"
RETRY_SCALE = 0.005  # Slack's minute is 0.3 s here, its five minutes 1.5 s
PATIENCE_SECONDS = 60.0
_TITLE = re.compile(r"Briefing: (Story \d+)")


@dataclass
class Ground:
    """Everything around the bots. `shared` and `said` are what Slack has an acknowledgement for, or delivers again."""

    people: People
    team: Team
    site: Articles
    bots: Bots
    folder: Path
    url: str
    log: Path
    shared: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    @property
    def slack(self) -> Slack:
        return self.people.slack

    def plan(self, **how: Any) -> Plan:
        assert self.team.install
        settings = {
            "slack_bot_token": self.team.install.bot_token,
            "slack_app_token": self.slack.app.app_token,
            "slack_api_url": f"{self.slack.url}/api/",
            "data_dir": str(self.folder),
            "database_url": self.url,
            "trusted_hosts": self.site.host,
        }
        return Plan(settings, str(self.log), **how)

    async def start(self, fault: Fault | None = None, **how: Any) -> Bot:
        """Start a bot, and wait until it hears Slack or is dead."""
        sockets = self.people.sandbox.deliveries.sockets
        before = list(sockets.open)
        bot = await self.bots.start(self.plan(fault=fault, **how))
        heard = asyncio.create_task(self.slack.until(lambda: set(sockets.open) - set(before), PATIENCE_SECONDS))
        await asyncio.wait({heard, bot.ended}, return_when=asyncio.FIRST_COMPLETED)
        heard.cancel()
        return bot

    async def share(self, channel: str) -> str:
        """Share a new article once, and return its title; it counts where Slack was told that it arrived."""
        title = f"Story {next(self.numbers)}"
        path = f"/{title.replace(' ', '-')}"
        self.site.titles[path] = title
        answer = await self.people.brief(USER, channel, self.site.url(path))
        if answer.good:
            self.shared.append(title)
        return title

    async def say(self, card: Message) -> None:
        """Rule on a claim in a thread; Slack repeats what nobody acknowledges."""
        reason = f"reason {next(self.numbers)}"
        self.said.append(reason)
        await self.people[USER].say(card.channel, f"C1 false because {reason}", thread_ts=card.thread_ts or card.ts)

    def cards(self) -> dict[str, list[Message]]:
        """The cards that stand, by the title of their article."""
        found: dict[str, list[Message]] = {}
        for post in self.team.posts():
            if (title := _TITLE.match(post.text)) is not None:
                found.setdefault(title[1], []).append(post)
        return found

    def lines(self) -> Counter[str]:
        """How often each reason was told in a thread."""
        told = (re.search(r"reason \d+", post.text) for post in self.team.posts() if "ruled false" in post.text)
        return Counter(one[0] for one in told if one)

    def whole(self) -> bool:
        """Tell whether everything that was delivered is there."""
        cards = self.cards()
        claims = [post.thread_ts for post in self.team.posts() if post.text.startswith("Claims")]
        threads = all(title in cards and cards[title][0].ts in claims for title in self.shared)
        return threads and not set(self.said) - set(self.lines())

    async def all_done(self, seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until everything that was delivered is there, and no job is left."""
        await self.people.sandbox.deliveries.settled()
        await self.slack.until(lambda: self.whole() or None, seconds)
        kept = Home(self.url)
        history = History(kept)
        async with asyncio.timeout(seconds):
            while await history.waiting() or await history.running():
                await asyncio.sleep(0.05)
        assert [job.workflow_id for job in await history.failed()] == []
        history.close()
        kept.close()

    async def check(self) -> None:
        """Hold what Slack and the store have against each other: everything once, and the logs whole."""
        keys = [str((post.metadata or {}).get("event_payload", {}).get("key")) for post in self.team.posts()]
        assert [key for key, number in Counter(keys).items() if number > 1] == []
        assert {title: len(cards) for title, cards in self.cards().items() if len(cards) > 1} == {}
        assert set(self.shared) <= set(self.cards())
        assert self.lines() == Counter(self.said)
        async with Store(self.url) as store:
            for title, (card,) in self.cards().items():
                await self._check_case(store, title, card)

    async def _check_case(self, store: Store, title: str, card: Message) -> None:
        found = await store.cases_in(self.team.id, card.channel, card.ts)
        assert [case.card_ts for case in found] == [card.ts], title
        posts = await store.posts(found[0].id)
        thread = self.team.thread(card.channel, card.ts)
        ours = [post for post in thread if post.user == card.user and "ruled false" not in post.text]
        assert sorted(posts) == list(range(1 + len(ours))), title
        assert sorted(posts.values()) == sorted([card.ts, *(post.ts for post in ours)]), title
        reasons = [entry.reason for entry in await store.log(found[0].id)]
        assert sorted(reasons) == sorted(post.text.partition("because ")[2] for post in thread if post.user == USER), (
            title
        )
        if reasons:
            assert "1 of 3 ruled" in str(card.blocks), title


@asynccontextmanager
async def grounds(folder: Path, url: str) -> AsyncIterator[Ground]:
    """Lay out a ground for one test."""
    site = Articles()
    stop = await site.serve()
    slack = Slack(replace(manifest(), unfurl_domains=(site.host,)), scale=RETRY_SCALE)
    team = slack.add_team()
    async with Sandbox(slack, browser=False) as sandbox, Bots() as bots:
        people = People(sandbox, team)
        for channel in CHANNELS:
            people.channel(channel, USER)
        yield Ground(people, team, site, bots, folder, url, folder / "bots.log")
    await stop()
