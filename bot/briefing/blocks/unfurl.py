"""The compact card under a shared link, with the button that starts a briefing. `chat.unfurl` takes no rich_text."""

from typing import TypedDict

from bot.briefing import reading, wording
from bot.briefing.blocks import kit, limits
from bot.briefing.blocks.kit import Block
from bot.briefing.blocks.mrkdwn import mrkdwn
from bot.briefing.legible import legible, units

BRIEF_THIS = "brief_this"


class Unfurl(TypedDict):
    """What `chat.unfurl` wants for one link."""

    blocks: list[Block]


def unfurl(
    url: str,
    *,
    title: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    words: int | None = None,
) -> Unfurl:
    """Return the card; the button is missing where the link is longer than a button may carry (2,000)."""
    outlet = legible(publisher or "") or reading.host(url)
    name = legible(title or "") or reading.host(url) or wording.UNTITLED
    about = [
        "" if outlet == name else outlet,
        reading.day(published or ""),
        "" if words is None else wording.count(words, "word"),
    ]
    facts = mrkdwn(wording.SEPARATOR.join(part for part in about if part), limits.CONTEXT)
    lines = [mrkdwn(name, limits.CARD_QUOTE), facts]
    blocks = [kit.section("\n".join(line for line in lines if line))]
    if legible(url) and units(url) <= limits.BUTTON_VALUE:
        blocks.append(kit.actions(kit.button("Brief this", BRIEF_THIS, url)))
    return {"blocks": blocks}
