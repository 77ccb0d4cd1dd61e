"""How a ruling is told: the line under a claim and the marks on the card."""

from bot.briefing import reading
from bot.briefing.blocks import limits
from bot.briefing.blocks.mrkdwn import link, mrkdwn, user
from bot.briefing.legible import units
from bot.briefing.ruling import Ruling


def verdict(ruling: Ruling) -> str:
    """Return `false by <@U>`."""
    return f"{ruling.verdict.value} by {user(ruling.by)}"


def links(ruling: Ruling, room: int, each: int = limits.LINK) -> str:
    """Return the ruling's links, as many as fit into `room`."""
    shown = ""
    for number, url in enumerate(ruling.links):
        made = ("" if number == 0 else ", ") + link(url, reading.host(url) or url, each)
        if units(shown) + units(made) > room:
            break
        shown += made
    return shown


def ruling_line(ruling: Ruling) -> str:
    """Return the line under a claim that has been ruled on, at most `limits.RULING` long."""
    reason = mrkdwn(ruling.reason, limits.REASON)
    told = f"*Ruled {ruling.verdict.value}* by {user(ruling.by)}" + (f": {reason}" if reason else "")
    sources = links(ruling, limits.RULING - units(told) - units("\nSee "))
    return f"{told}\nSee {sources}" if sources else told


def progress(done: int, total: int) -> str:
    """Return `▰▱▱ 1 of 3 ruled`; beyond ten claims each mark stands for a share."""
    marks = min(total, limits.PROGRESS)
    filled = done * marks // total if total else 0
    filled = max(filled, min(done, 1))
    return f"{'▰' * filled}{'▱' * (marks - filled)} {done} of {total} ruled"
