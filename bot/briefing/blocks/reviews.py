"""Other newsrooms' fact checks of a claim, shown so that nobody takes them for a ruling of this desk."""

from collections.abc import Sequence

from bot.briefing import reading, wording
from bot.briefing.blocks import kit, limits
from bot.briefing.blocks.kit import Block
from bot.briefing.blocks.mrkdwn import link, mrkdwn
from bot.briefing.legible import quoted
from bot.briefing.review import Review


def reviews(found: Sequence[Review]) -> list[Block]:
    """Return a section with the foremost reviews and small print on whose they are; where there are none it says so."""
    if not found:
        return [kit.context(wording.NOT_CHECKED_ELSEWHERE)]
    told = [_told(review) for review in found[: limits.REVIEWS]]
    section = kit.section("\n".join([f"*{wording.CHECKED_ELSEWHERE}*", *told]))
    return [section, kit.context(wording.THEIR_RULING)]


def _told(review: Review) -> str:
    """Return who found what, when and where to read it, and on the line below what they had checked."""
    publisher = mrkdwn(review.publisher, limits.REVIEW_PUBLISHER)
    rating = mrkdwn(review.rating, limits.REVIEW_RATING)
    day = mrkdwn(reading.day(review.date or ""), limits.REVIEW_DAY)
    where = link(review.url, review.title or reading.host(review.url))
    found = f"• {publisher}: {wording.SEPARATOR.join(filter(None, [rating, day, where]))}"
    claim = mrkdwn(_checked(review), limits.REVIEW_CLAIM)
    return f"{found}\n> {claim}" if claim else found


def _checked(review: Review) -> str:
    """Return the words that were checked, and whose they were."""
    words = quoted(review.claim) if review.claim else ""
    return f"{words} ({review.claimant})" if words and review.claimant else words
