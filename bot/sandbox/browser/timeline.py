"""What stands under each other in a channel or a thread: messages, what one person alone sees, and the days between.

One entry is rendered alone when it arrives, so each knows where it belongs (`holder`) and where in order (`at`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from bot.sandbox.browser import dates
from bot.sandbox.browser.visit import Visit
from bot.sandbox.workspace import Message, Whisper

GROUPED_SECONDS = 300.0
Place = Literal["channel", "thread"]
PLACES: tuple[Place, ...] = ("channel", "thread")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list; `compact` where the same person wrote the line before, a moment ago."""

    kind: Literal["message", "whisper", "day"]
    holder: str
    id: str
    at: str
    message: Message | None = None
    whisper: Whisper | None = None
    replies: Sequence[Message] = field(default=())
    compact: bool = False


def holder(place: Place, channel: str, thread_ts: str | None = None) -> str:
    """Return the name of the list that holds a channel's or a thread's lines."""
    return f"{place}:{channel}:{thread_ts}" if place == "thread" else f"{place}:{channel}"


def channel_entries(visit: Visit, channel: str) -> list[Entry]:
    """Return the lines of a channel, oldest first."""
    replies: dict[str, list[Message]] = {}
    roots: list[Message] = []
    for one in visit.team.messages:
        if one.channel != channel:
            continue
        if one.thread_ts and one.thread_ts != one.ts:
            replies.setdefault(one.thread_ts, []).append(one)
        if not one.thread_ts or one.thread_ts == one.ts or one.broadcast:
            roots.append(one)
    shown = [_message("channel", one, holder("channel", channel), replies.get(one.ts, ())) for one in roots]
    return _ordered([*shown, *_whispers(visit, channel, None)])


def thread_entries(visit: Visit, channel: str, thread_ts: str) -> list[Entry]:
    """Return the replies of a thread, oldest first; its first message is not among them."""
    name = holder("thread", channel, thread_ts)
    shown = [_message("thread", one, name, ()) for one in visit.team.thread(channel, thread_ts) if one.ts != thread_ts]
    return _ordered([*shown, *_whispers(visit, channel, thread_ts)])


def root_entry(message: Message) -> Entry:
    """Return a thread's first message as the thread shows it, above the replies."""
    return _message("thread", message, f"root:{message.channel}:{message.ts}", ())


def entries_of(visit: Visit, channel: str, changed: set[str]) -> list[Entry]:
    """Return every line that shows a message of these time stamps, or counts it; with the days that they stand under."""
    messages = [one for one in visit.team.messages if one.channel == channel and one.ts in changed]
    roots = {one.thread_ts for one in messages if one.thread_ts}
    found = _with_days(channel_entries(visit, channel), changed | roots)
    for root in sorted(roots):
        found += _with_days(thread_entries(visit, channel, root), changed)
    return found + [root_entry(one) for one in messages if one.thread_ts in {None, one.ts}]


def whisper_entries(visit: Visit, channel: str, changed: set[str]) -> list[Entry]:
    """Return the lines of what only this person sees, of these time stamps."""
    threads = {one.thread_ts for one in visit.team.whispers if one.ts in changed}
    found = [entry for thread_ts in threads for entry in _whispers(visit, channel, thread_ts)]
    return [one for one in found if one.at in changed]


def _with_days(entries: list[Entry], wanted: set[str]) -> list[Entry]:
    found = [one for one in entries if one.message and one.message.ts in wanted]
    days = {dates.midnight(one.at) for one in found}
    return [one for one in entries if one.kind == "day" and one.at in days] + found


def dom_id(place: Place, ts: str) -> str:
    """Return the id of a message's element."""
    return f"{place}-{ts.replace('.', '-')}"


def whisper_id(ts: str) -> str:
    """Return the id of the element of what one person alone sees."""
    return f"whisper-{ts.replace('.', '-')}"


def _message(place: Place, message: Message, name: str, replies: Sequence[Message]) -> Entry:
    return Entry("message", name, dom_id(place, message.ts), message.ts, message=message, replies=tuple(replies))


def _whispers(visit: Visit, channel: str, thread_ts: str | None) -> list[Entry]:
    place: Place = "thread" if thread_ts else "channel"
    name = holder(place, channel, thread_ts)
    return [
        Entry("whisper", name, whisper_id(one.ts), one.ts, whisper=one)
        for one in visit.team.whispers
        if (one.channel, one.user, one.thread_ts) == (channel, visit.user.id, thread_ts)
    ]


def _ordered(entries: list[Entry]) -> list[Entry]:
    """Return entries in order, each day begun by its name, and lines of one person drawn together."""
    ordered = sorted(entries, key=lambda one: float(one.at))
    made: list[Entry] = []
    for before, one in pairwise([None, *ordered]):
        if one is None:
            continue
        if before is None or dates.midnight(before.at) != dates.midnight(one.at):
            made.append(_day(one))
        made.append(_compact(before, one))
    return made


def _day(entry: Entry) -> Entry:
    start = dates.midnight(entry.at)
    return Entry("day", entry.holder, f"day-{entry.holder.replace(':', '-')}-{start.partition('.')[0]}", start)


def _compact(before: Entry | None, entry: Entry) -> Entry:
    first, second = before.message if before else None, entry.message
    if first is None or second is None or first.user != second.user or first.subtype or second.subtype:
        return entry
    if second.broadcast or float(second.ts) - float(first.ts) > GROUPED_SECONDS:
        return entry
    return Entry(entry.kind, entry.holder, entry.id, entry.at, second, None, entry.replies, compact=True)
