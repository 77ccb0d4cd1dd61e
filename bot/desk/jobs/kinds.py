"""The kinds of jobs, what each is given, and the queue it waits in: who goes before whom, and how many at once.

A job that was begun before a deploy is given after it what it was given before: fields are added with a default.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.briefing.model import Model
from bot.desk.outbox import Asker
from bot.desk.share import Share
from bot.desk.words import Ruled


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue, looked into every `poll_seconds`; a process runs so many of its jobs `at_once`, None for any number.

    `by_channel`: one at a time for each channel, in order, over all processes.
    """

    name: str
    at_once: int | None
    poll_seconds: float = 0.05
    by_channel: bool = False


class Outgoing(Model):
    """What a job for one channel is given."""

    team: str
    channel: str


class Brief(Model):
    """A share to read, and the thread to open for it, `under` a message where one is given; `at` is when it came."""

    asker: Asker
    share: Share
    under: str | None = None
    again: bool = False
    at: datetime | None = None


class Follow(Model):
    """A share of a link that another job, the `holder`, is at: it comes after that."""

    holder: str
    brief: Brief


class Preview(Model):
    """Links to show a card for, and where, as `Outbox.unfurl` wants it."""

    team: str
    urls: tuple[str, ...]
    where: dict[str, str]


class Said(Model):
    """A reply in a thread."""

    asker: Asker
    text: str


class Decided(Model):
    """A ruling by button or modal."""

    asker: Asker
    case: str
    ruled: Ruled


class Told(Model):
    """A sentence for one person."""

    asker: Asker
    sentence: str
    remedy: str = ""


class Thread(Outgoing):
    """A case to post; `at` is when its share came."""

    asker: Asker
    case: str
    at: datetime | None = None


class Pointer(Outgoing):
    """A case that somebody is to be shown the way to, and the share in case it has none."""

    case: str
    brief: Brief
    tries: int = 0


class Shown(Outgoing):
    """Lines of a case's log, `first` to `last`, to tell its thread of."""

    asker: Asker
    case: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job. In its queue, what has a lower `priority` goes first."""

    name: str
    queue: Queue
    given: type[Model]
    priority: int = 1


SHARES = Queue("shares", at_once=8, poll_seconds=0.1)
QUICK = Queue("quick", at_once=32)
OUTBOX = Queue("outbox", at_once=None, by_channel=True)
QUEUES = (SHARES, QUICK, OUTBOX)

BRIEF = Kind("brief", SHARES, Brief)
FOLLOW = Kind("follow", QUICK, Follow)
PREVIEW = Kind("preview", QUICK, Preview)
WORDS = Kind("words", QUICK, Said)
RULE = Kind("rule", QUICK, Decided)
TELL = Kind("tell", QUICK, Told)
THREAD = Kind("thread", OUTBOX, Thread, priority=2)
POINT = Kind("point", OUTBOX, Pointer, priority=2)
SHOW = Kind("show", OUTBOX, Shown, priority=1)  # a ruling does not wait behind other threads
KINDS = {kind.name: kind for kind in (BRIEF, FOLLOW, PREVIEW, WORDS, RULE, TELL, THREAD, POINT, SHOW)}


def partition(given: Model) -> str | None:
    """Return the channel that a job is for, None where it is for none."""
    return f"{given.team}:{given.channel}" if isinstance(given, Outgoing) else None
