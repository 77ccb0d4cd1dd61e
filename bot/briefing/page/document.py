"""The page put together: what was found and what was ruled go into the template, with everything escaped.

Apart because this is the only place where words become HTML, and they do so by Jinja's escaping alone.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from bot.briefing import reading, wording
from bot.briefing.legible import legible
from bot.briefing.model import Briefing
from bot.briefing.page import entries
from bot.briefing.page.marks import Mark, marks
from bot.briefing.page.passages import holdable, passages
from bot.briefing.page.picture import Picture, picture
from bot.briefing.page.policy import style_policy
from bot.briefing.page.ties import Tie, ties
from bot.briefing.ruling import Ruling

_TEMPLATES: Final = Path(__file__).parent / "templates"
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NO_RULINGS: Final[Mapping[str, Ruling]] = MappingProxyType({})
SMALLEST: Final = 0.85
"""So far does the picture shrink to a narrow window; then it scrolls, since smaller letters are none to read."""
MADE_BY_MACHINE: Final = (
    "A machine found what is marked here. Every mark is the article’s own words; it may have missed some."
)


def render(
    briefing: Briefing,
    *,
    rulings: Mapping[str, Ruling] = _NO_RULINGS,
    dismissed: Collection[str] = (),
    nonce: str | None = None,
) -> str:
    """Return the briefing as one HTML file that needs no other; `rulings` are by claim id, `dismissed` are claim ids.

    The page allows itself its own style sheet by hash and nothing else; `nonce`, if any, is put on the sheet as well.
    """
    article = briefing.article
    found = marks(briefing, dismissed)
    every_tie = ties(briefing, dismissed)
    drawn = picture(every_tie)
    style = _style(found, drawn)
    standing = sum(claim.id not in dismissed for claim in briefing.claims)
    return _template().render(
        title=reading.headline(article),
        origin=[reading.outlet(article), *reading.facts(article)],
        address=entries.outlink(article.url or ""),
        no_address=legible(article.url or ""),
        counts=reading.counts(briefing, standing),
        notices=[notice for notice in map(legible, briefing.notices) if notice],
        finding=_finding(briefing, standing),
        made_by=MADE_BY_MACHINE,
        parts=_parts(briefing, standing, every_tie),
        language=article.language if _LANGUAGE.fullmatch(article.language) else "",
        paragraphs=passages(article.text, found),
        claims=entries.claims(briefing, rulings, dismissed),
        requests=entries.requests(briefing),
        actors=entries.actors(briefing),
        mentions=any(mark.kind == "actor" for mark in found),
        ties=every_tie,
        picture=drawn,
        style=Markup(style),  # noqa: S704  our own sheet, with numbers in it
        policy=style_policy(style),
        nonce=nonce,
    )


def _parts(briefing: Briefing, standing: int, every_tie: Collection[Tie]) -> list[tuple[str, str]]:
    """Return the parts that the list and the picture have, as anchors and words."""
    there = (
        ("claims-heading", "Claims", standing),
        ("requests-heading", "Requests", len(briefing.requests)),
        ("actors-heading", "Actors", len(briefing.actors)),
        ("picture-heading", "Picture", len(every_tie)),
    )
    return [(anchor, words) for anchor, words, number in there if number]


def _finding(briefing: Briefing, standing: int) -> str:
    if standing:
        return ""
    return f"{wording.NO_CLAIMS if briefing.requests else wording.NOTHING_FOUND} {wording.CAVEAT}"


@cache
def _template() -> Template:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("page.html.jinja")


def _finalize(value: object) -> object:
    """Return what a browser can read, whatever is put in the page; markup is made of what has been through here."""
    return holdable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _sheet() -> str:
    return (_TEMPLATES / "page.css").read_text(encoding="utf-8")


def _style(found: Iterable[Mark], drawn: Picture | None) -> str:
    """Return the sheet with this page's own rules: what lights up when its place is sought, how far the picture shrinks."""
    rules = [
        f".text:has(#{mark.place}:target) .{mark.css}{{background:var(--sought);color:var(--ink)}}"
        for mark in found
        if mark.kind != "actor"
    ]
    if drawn:
        rules.append(f"@media screen{{.picture svg{{min-width:{drawn.width * SMALLEST:.0f}px}}}}")
    return "\n".join([_sheet(), *rules, ""])
