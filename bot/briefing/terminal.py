"""The terminal face: a briefing to read at 80 columns or more, in a light or dark window or through a pipe.

Apart because here the article's text meets the terminal: it travels as `rich.text.Text`, never as markup.
"""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.briefing import reading, wording
from bot.briefing.legible import legible, quoted
from bot.briefing.model import Briefing, Claim, Request

_INDENT = (0, 0, 0, 2)
_NAME_WIDTH = 30
_LABEL = "bold"
_ID = "bold magenta"


def render(briefing: Briefing) -> RenderableType:
    """Return the briefing as something that a rich console prints."""
    parts = [*_top(briefing), *_actors(briefing), *_requests(briefing), *_claims(briefing)]
    return Group(*parts)


def _top(briefing: Briefing) -> list[RenderableType]:
    article = briefing.article
    lines: list[RenderableType] = [
        Text(reading.headline(article), style="bold"),
        Text(wording.SEPARATOR.join([reading.outlet(article), *reading.facts(article)]), style="dim"),
    ]
    if article.url:
        lines.append(Text(legible(article.url), style="dim", overflow="fold"))
    lines.append(Text(wording.SEPARATOR.join(reading.counts(briefing))))
    lines.extend(Text(f"Note: {legible(notice)}", style="italic") for notice in briefing.notices)
    if not briefing.claims:
        finding = wording.NO_CLAIMS if briefing.requests else wording.NOTHING_FOUND
        lines.append(Text(f"{finding} {wording.CAVEAT}", style="italic"))
    return lines


def _heading(title: str) -> Text:
    return Text(title.upper(), style="bold underline")


def _actors(briefing: Briefing) -> list[RenderableType]:
    if not briefing.actors:
        return []
    table = Table.grid(padding=(0, 2), pad_edge=False)
    table.add_column(max_width=_NAME_WIDTH, overflow="fold")
    table.add_column(overflow="fold")
    for actor in briefing.actors:
        about = wording.SEPARATOR.join(reading.portrait(briefing, actor))
        table.add_row(Text(legible(actor.name), style=_LABEL), Text(about))
    return [Text(), _heading("Actors"), Padding(table, _INDENT, expand=False)]


def _requests(briefing: Briefing) -> list[RenderableType]:
    if not briefing.requests:
        return []
    parts: list[RenderableType] = [Text(), _heading("Requests")]
    for number, group in enumerate(reading.by_sentence(briefing.requests)):
        parts += [Text()] if number else []
        parts += [_request(briefing, request) for request in group]
        if evidence := reading.sentence(group[0]):
            parts.append(_evidence(evidence))
    return parts


def _request(briefing: Briefing, request: Request) -> RenderableType:
    words = wording.SEPARATOR.join([*reading.asking(briefing, request), quoted(request.item.quote)])
    return _entry(request.id, words)


def _claims(briefing: Briefing) -> list[RenderableType]:
    if not briefing.claims:
        return []
    parts: list[RenderableType] = [Text(), _heading("Claims to check")]
    shown, note = reading.claims_to_show(briefing)
    for number, claim in enumerate(shown):
        parts += [Text()] if number else []
        parts += _claim(briefing, claim)
    return [*parts, Text(), Text(note, style="dim")] if note else parts


def _claim(briefing: Briefing, claim: Claim) -> list[RenderableType]:
    parts = [_entry(claim.id, quoted(claim.text.quote))]
    lines = {
        "Who says so": reading.speaker(briefing, claim),
        "Why": wording.SEPARATOR.join(reading.grounds(briefing, claim)),
        "To check": wording.SEPARATOR.join(reading.checks(claim)),
    }
    for label, words in lines.items():
        if words:
            parts.append(_hang(Text.assemble((f"{label}: ", _LABEL), words)))
    if reading.shows_more(claim, claim.text):
        parts.append(_evidence(reading.sentence(claim)))
    return parts


def _entry(name: str, words: str) -> RenderableType:
    """Return a line that hangs under its id."""
    row = Table.grid(padding=(0, 1), pad_edge=False)
    row.add_column(min_width=3, no_wrap=True)
    row.add_column(overflow="fold")
    row.add_row(Text(legible(name), style=_ID), Text(words))
    return row


def _hang(text: Text) -> RenderableType:
    text.overflow = "fold"
    return Padding(text, (0, 0, 0, 4), expand=False)


def _evidence(words: str) -> RenderableType:
    row = Table.grid(padding=(0, 1), pad_edge=False)
    row.add_column(overflow="fold")
    row.add_column(overflow="fold")
    row.add_row(Text(">", style="dim"), Text(words, style="dim"))
    return Padding(row, (0, 0, 0, 4), expand=False)
