"""The whole briefing as messages: the card, then its replies with the actors, the requests and the claims."""

from collections.abc import Collection, Mapping

from bot.briefing import reading, wording
from bot.briefing.blocks import kit, limits
from bot.briefing.blocks.card import NO_RULINGS, card
from bot.briefing.blocks.claims import claim_groups
from bot.briefing.blocks.kit import Block, Group, Message
from bot.briefing.blocks.mrkdwn import bold, mrkdwn
from bot.briefing.legible import quoted
from bot.briefing.model import Actor, Briefing, Request
from bot.briefing.ruling import Ruling


def messages(
    briefing: Briefing,
    *,
    case: str | None = None,
    shared_by: str | None = None,
    rulings: Mapping[str, Ruling] = NO_RULINGS,
    dismissed: Collection[str] = (),
    page: str | None = None,
) -> list[Message]:
    """Return the card and its replies, in the order to post them.

    `case` is what the buttons carry, the briefing's id where it is not given; `rulings` are by claim id; `page` is the
    article page's address. The number of
    messages and what each holds depend on the briefing alone, so that each can be updated in place after a ruling.
    """
    groups = claim_groups(briefing, case or briefing.id, rulings, dismissed)
    return [
        card(briefing, shared_by=shared_by, rulings=rulings, dismissed=dismissed, page=page),
        *_replies("Actors", _actors(briefing), [actor.name for actor in briefing.actors]),
        *_replies("Requests", _requests(briefing), [_told(briefing, request) for request in briefing.requests]),
        *_replies("Claims to check", groups, [f"{claim.id} {quoted(claim.text.quote)}" for claim in briefing.claims]),
    ]


def _replies(title: str, groups: list[Group], spoken: list[str]) -> list[Message]:
    text = f"{title}: {mrkdwn('; '.join(spoken), limits.FALLBACK)}"
    return [_reply(text, blocks) for blocks in kit.pages(title, groups)]


def _reply(text: str, blocks: list[Block]) -> Message:
    return {"text": text, "blocks": blocks, "thread": True}


def _actors(briefing: Briefing) -> list[Group]:
    shown = reading.foremost(briefing.actors, limits.ACTORS, lambda actor: len(actor.mentions))
    rest = kit.more(len(briefing.actors), len(shown), "with fewer mentions")
    return [*kit.sections(_portrait(briefing, actor) for actor in shown), *rest]


def _portrait(briefing: Briefing, actor: Actor) -> str:
    about = mrkdwn(wording.SEPARATOR.join(reading.portrait(briefing, actor)), limits.ROLE)
    return f"{bold(actor.name, limits.NAME)} — {about}"


def _requests(briefing: Briefing) -> list[Group]:
    shown = reading.foremost(briefing.requests, limits.REQUESTS, lambda request: request.confidence)
    told = [_asked(briefing, group) for group in reading.by_sentence(shown)]
    return [*kit.sections(told, gap=2), *kit.more(len(briefing.requests), len(shown), "that are less certain")]


def _asked(briefing: Briefing, group: list[Request]) -> str:
    lines = [_request(briefing, request) for request in group]
    evidence = mrkdwn(reading.sentence(group[0]), limits.EVIDENCE)
    return "\n".join([*lines, f"> {evidence}"] if evidence else lines)


def _request(briefing: Briefing, request: Request) -> str:
    parties = mrkdwn(wording.SEPARATOR.join(reading.asking(briefing, request)), limits.PARTIES)
    item = mrkdwn(quoted(request.item.quote), limits.QUOTE)
    return f"*{mrkdwn(request.id, limits.ID)}* {parties}{wording.SEPARATOR}{item}"


def _told(briefing: Briefing, request: Request) -> str:
    return f"{request.id} {reading.asking(briefing, request)[0]} {quoted(request.item.quote)}"
