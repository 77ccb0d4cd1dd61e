"""What the jobs work with, handed to each of them as one thing."""

from dataclasses import dataclass

from bot.desk.jobs.answering import Answering
from bot.desk.jobs.engine import Engine
from bot.desk.jobs.history import History
from bot.desk.jobs.posting import Posting
from bot.desk.jobs.steps import Checkpoint, Steps
from bot.desk.outbox import Outbox
from bot.desk.pages import Pages
from bot.desk.store import Store
from bot.operations.metrics import Metrics


@dataclass(frozen=True, slots=True)
class Tools:
    """The engine and the steps on it, the desk's memory, Slack; a place to break off in tests."""

    engine: Engine
    steps: Steps
    history: History
    store: Store
    outbox: Outbox
    answering: Answering
    posting: Posting
    pages: Pages
    metrics: Metrics
    checkpoint: Checkpoint
