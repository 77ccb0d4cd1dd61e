"""The parent card of a thread: what the article is, what was found, what to check first, how far the desk is."""

from collections.abc import Collection, Mapping

from bot.briefing import reading, wording
from bot.briefing.blocks import kit, limits
from bot.briefing.blocks.kit import Block, Message
from bot.briefing.blocks.mrkdwn import link, mrkdwn, plain, user
from bot.briefing.blocks.ruled import links, progress, verdict
from bot.briefing.legible import quoted, units
from bot.briefing.model import Briefing, Claim
from bot.briefing.ruling import Ruling

OPEN_PAGE = "open_page"
NO_RULINGS: Mapping[str, Ruling] = {}


def card(
    briefing: Briefing,
    *,
    shared_by: str | None = None,
    rulings: Mapping[str, Ruling] = NO_RULINGS,
    dismissed: Collection[str] = (),
    page: str | None = None,
) -> Message:
    """Return the card; render it again with the rulings and the ids of dismissed claims to update it in place.

    `page` is the address of the article page.
    """
    claims = [claim for claim in briefing.claims if claim.id not in dismissed]
    title = reading.headline(briefing.article)
    blocks = [
        kit.header(plain(title, limits.HEADER)),
        kit.context(_provenance(briefing, shared_by)),
        kit.section(_score(briefing, claims, rulings)),
        *_finding(briefing, claims, rulings),
        *([kit.actions(kit.link_button("Open article page", OPEN_PAGE, page))] if page else []),
        *(kit.context(f"Note: {mrkdwn(note, limits.CONTEXT)}") for note in _notices(briefing)),
    ]
    counted = wording.SEPARATOR.join(reading.counts(briefing, len(claims)))
    text = f"Briefing: {mrkdwn(title, limits.TITLE_IN_TEXT)}{wording.SEPARATOR}{counted}"
    return {"text": text, "blocks": blocks, "thread": False}


def ruled_line(ruling: Ruling, done: int, total: int) -> str:
    """Return the line that tells the thread of a ruling, for a message's text."""
    reason = mrkdwn(ruling.reason, limits.RULED_REASON)
    told = f"{mrkdwn(ruling.claim, limits.ID)} ruled {verdict(ruling)}" + (f": {reason}" if reason else "")
    sources = links(ruling, limits.RULED_LINKS, limits.RULED_LINKS)
    return wording.SEPARATOR.join(part for part in (told, sources, f"{done} of {total}") if part)


def _provenance(briefing: Briefing, shared_by: str | None) -> str:
    article = briefing.article
    outlet = reading.outlet(article)
    source = link(article.url, outlet, limits.SECTION // 2) if article.url else mrkdwn(outlet, limits.LINK_LABEL)
    about = mrkdwn(wording.SEPARATOR.join(reading.facts(article)), limits.CONTEXT)
    shared = [f"shared by {user(shared_by)}"] if shared_by else []
    return wording.SEPARATOR.join([source, about, *shared])


def _score(briefing: Briefing, claims: list[Claim], rulings: Mapping[str, Ruling]) -> str:
    counted = wording.SEPARATOR.join(reading.counts(briefing, len(claims)))
    done = sum(claim.id in rulings for claim in claims)
    aside = len(briefing.claims) - len(claims)
    parts = [progress(done, len(claims))] if claims else []
    parts += [f"{aside} set aside as no claim"] if aside else []
    return "\n".join(filter(None, [counted, wording.SEPARATOR.join(parts)]))


def _finding(briefing: Briefing, claims: list[Claim], rulings: Mapping[str, Ruling]) -> list[Block]:
    if not briefing.claims:
        finding = wording.NO_CLAIMS if briefing.requests else wording.NOTHING_FOUND
        return [kit.section(f"{finding} {wording.CAVEAT}")]
    ranked = sorted(claims, key=lambda claim: (claim.id in rulings, -claim.priority))[: limits.TOP_CLAIMS]
    if not ranked:
        return []
    told = [kit.section(_top_claim(briefing, claim, rulings.get(claim.id))) for claim in ranked]
    return [kit.section("*Most worth checking*"), *told]


def _top_claim(briefing: Briefing, claim: Claim, ruling: Ruling | None) -> str:
    first = f"*{mrkdwn(claim.id, limits.ID)}* {mrkdwn(quoted(claim.text.quote), limits.CARD_QUOTE)}"
    if ruling:
        return f"{first}\nRuled {verdict(ruling)}"
    told = [reading.speaker(briefing, claim), ", ".join(reading.reasons(claim))]
    return f"{first}\n{mrkdwn(wording.SEPARATOR.join(told), limits.CARD_WHY)}"


def _notices(briefing: Briefing) -> list[str]:
    shown = [note for note in briefing.notices if units(note.strip())]
    return shown[: limits.NOTICES]
