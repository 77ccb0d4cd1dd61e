"""Articles briefed to test with, and short ways to read a briefing."""

from typing import Any, NamedTuple

from spacy.tokens import Doc

from bot.briefing.model import Actor, Attribution, Briefing, Claim, Party, ReasonKind, Request
from bot.extraction import extract, load
from tests.briefing.briefings import article


class Asked(NamedTuple):
    """A request in plain words; a party is its actor's name where that is known, else the words of the article."""

    requester: str
    addressee: str
    item: str


def brief(text: str) -> Briefing:
    return extract(article(text))


def parsed(text: str) -> Doc:
    return load()(text)


def who(briefing: Briefing, party: Party | None) -> str:
    if party is None:
        return ""
    name = next((actor.name for actor in briefing.actors if actor.id == party.actor), None)
    return name or (party.span.quote if party.span is not None else "")


def asked(text: str) -> list[Asked]:
    briefing = brief(text)
    return [
        Asked(who(briefing, request.requester), who(briefing, request.addressee), request.item.quote)
        for request in briefing.requests
    ]


def sole_request(text: str) -> Request:
    (request,) = brief(text).requests
    return request


def sole_report(text: str) -> Attribution:
    (report,) = brief(text).attributions
    return report


def speaker(text: str) -> str:
    briefing = brief(text)
    (report,) = briefing.attributions
    return who(briefing, report.source)


def content(report: Attribution) -> str:
    return " … ".join(span.quote for span in report.content)


def sole_claim(text: str) -> Claim:
    (claim,) = brief(text).claims
    return claim


def reasons(claim: Claim) -> dict[ReasonKind, str]:
    return {why.reason: why.span.quote for why in claim.why}


def actor(briefing: Briefing, name: str) -> Actor:
    found = [actor for actor in briefing.actors if actor.name == name]
    assert len(found) == 1, f"{name} stands {len(found)} times among {[actor.name for actor in briefing.actors]}"
    return found[0]


def proposed(text: str) -> list[Asked]:
    """Return what the rules and the encoder take for possible requests, before the judge: what grammar reads, whatever the weights."""
    doc = load()(text)
    finder: Any = load().get_pipe("factdesk_requests")
    return [
        Asked(
            frame.requester.span.text if frame.requester is not None else "",
            frame.addressee.span.text if frame.addressee is not None else "",
            frame.item.text,
        )
        for frame in finder.candidates(doc)
        if frame.made
    ]
