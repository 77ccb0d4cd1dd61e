"""Short messages of the desk's own: the line that says who ruled what, and the way to a thread that exists."""

from bot.briefing import wording
from bot.briefing.blocks import kit, limits, ruled_line
from bot.briefing.blocks.mrkdwn import link, mrkdwn, user
from bot.briefing.model import Briefing
from bot.desk import sentences
from bot.desk.case import Case, Entry, standing

BRIEF_AGAIN = "brief_again"
_HERE = "-"


def score(briefing: Briefing, log: list[Entry]) -> tuple[int, int]:
    """Return how many claims are ruled on, of how many; those set aside count in neither."""
    latest = standing(log)
    left = [claim.id for claim in briefing.claims if claim.id not in latest or latest[claim.id].ruling]
    return sum(claim in latest for claim in left), len(left)


def line(entry: Entry, done: int, total: int) -> dict[str, str]:
    """Return the message that tells a thread of a ruling."""
    if entry.ruling:
        return {"text": ruled_line(entry.ruling, done, total)}
    reason = mrkdwn(entry.reason, limits.RULED_REASON)
    told = sentences.SET_ASIDE.format(claim=mrkdwn(entry.claim or "", limits.ID), by=user(entry.by))
    parts = [told + (f": {reason}" if reason else ""), f"{done} of {total}"]
    return {"text": wording.SEPARATOR.join(parts)}


def already(case: Case, permalink: str, under: str | None) -> dict[str, object]:
    """Return the pointer to a link's thread, with *Brief again* to be had there or `under` a message."""
    text = sentences.ALREADY.format(thread=link(permalink, sentences.THE_THREAD))
    blocks = [kit.section(text)]
    value = f"{under or _HERE} {case.url}"
    if case.url and len(value) <= limits.BUTTON_VALUE:
        blocks.append(kit.actions(kit.button(sentences.BRIEF_AGAIN, BRIEF_AGAIN, value)))
    return {"text": text, "blocks": blocks}


def read_again(value: str) -> tuple[str, str | None]:
    """Return the link and the message of a *Brief again* button's value."""
    under, _, url = value.partition(" ")
    return url, None if under == _HERE else under
