"""The Markdown face: a briefing for notes, wikis and pull requests, in which the article's text stays text.

Apart because Markdown has its own idea of what is a link, a heading or HTML, and an article may hold all three.
"""

import re

from bot.briefing import reading, wording
from bot.briefing.legible import legible, quoted
from bot.briefing.model import Briefing, Claim, Request

_SPECIAL = re.compile(r"[\\`*_{}\[\]|~#$@]")
_SCHEME = re.compile(r":(?=//)|(?<=mailto):|(?<=xmpp):", re.IGNORECASE)
_WWW = re.compile(r"\bwww\.", re.IGNORECASE)
_LIST = re.compile(r"^([-+=])|^(\d+)([.)])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def escape(text: str) -> str:
    """Return text from outside on one line, so that Markdown shows it as it is."""
    line = _SPECIAL.sub(r"\\\g<0>", legible(text)).translate(_ENTITIES)
    line = _WWW.sub(lambda found: found[0][:-1] + r"\.", _SCHEME.sub(r"\\:", line))
    return _LIST.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", line)


def render(briefing: Briefing) -> str:
    """Return the briefing as CommonMark."""
    parts = [*top(briefing), *actors(briefing), *requests(briefing), *_claims(briefing)]
    return "\n\n".join(part for part in parts if part) + "\n"


def top(briefing: Briefing) -> list[str]:
    """Return the headline and what stands under it."""
    article = briefing.article
    finding = "" if briefing.claims else wording.NO_CLAIMS if briefing.requests else wording.NOTHING_FOUND
    return [
        f"# {escape(reading.headline(article))}",
        escape(wording.SEPARATOR.join([reading.outlet(article), *reading.facts(article)])),
        escape(article.url or ""),
        wording.SEPARATOR.join(reading.counts(briefing)),
        *(f"**Note:** {escape(notice)}" for notice in briefing.notices),
        f"{finding} {wording.CAVEAT}" if finding else "",
    ]


def actors(briefing: Briefing) -> list[str]:
    """Return the section with the actors; nothing where there are none."""
    if not briefing.actors:
        return []
    lines = [
        f"- **{escape(actor.name)}** — {escape(wording.SEPARATOR.join(reading.portrait(briefing, actor)))}"
        for actor in briefing.actors
    ]
    return ["## Actors", "\n".join(lines)]


def requests(briefing: Briefing) -> list[str]:
    """Return the section with the requests; nothing where there are none."""
    if not briefing.requests:
        return []
    groups = reading.by_sentence(briefing.requests)
    return ["## Requests", *("\n\n".join(_asked(briefing, group)) for group in groups)]


def _asked(briefing: Briefing, group: list[Request]) -> list[str]:
    lines = [
        f"- **{escape(request.id)}** "
        + escape(wording.SEPARATOR.join([*reading.asking(briefing, request), quoted(request.item.quote)]))
        for request in group
    ]
    evidence = reading.sentence(group[0])
    return ["\n".join(lines), *([f"  > {escape(evidence)}"] if evidence else [])]


def _claims(briefing: Briefing) -> list[str]:
    if not briefing.claims:
        return []
    shown, note = reading.claims_to_show(briefing)
    return ["## Claims to check", *(part for claim in shown for part in claim_section(briefing, claim)), escape(note)]


def claim_section(briefing: Briefing, claim: Claim) -> list[str]:
    """Return a claim under a heading of its own."""
    lines = {
        "Who says so": reading.speaker(briefing, claim),
        "Why": wording.SEPARATOR.join(reading.grounds(briefing, claim)),
        "To check": wording.SEPARATOR.join(reading.checks(claim)),
    }
    shown = [f"- **{label}:** {escape(words)}" for label, words in lines.items() if words]
    evidence = f"> {escape(reading.sentence(claim))}" if reading.shows_more(claim, claim.text) else ""
    return [f"### {escape(claim.id)} {escape(quoted(claim.text.quote))}", "\n".join(shown), evidence]
