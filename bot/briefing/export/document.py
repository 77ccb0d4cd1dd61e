"""The export as Markdown: the whole briefing with what was found out under each claim, for wikis and archives.

Unlike the short face for the terminal, nothing is left out here, or a ruling might be.
"""

from collections.abc import Sequence

from bot.briefing import markdown, reading, wording
from bot.briefing.export.address import web
from bot.briefing.export.dossier import Dossier, Standing, Told
from bot.briefing.legible import quoted
from bot.briefing.markdown import escape
from bot.briefing.ruling import Addition, Dismissal, Note, Ruling

RULE = "\n\n---\n\n"


def dumps(dossiers: Sequence[Dossier]) -> str:
    """Return the dossiers as CommonMark, with a line across between one and the next."""
    return RULE.join(_one(dossier) for dossier in dossiers) + "\n"


def _one(dossier: Dossier) -> str:
    briefing, told = dossier.briefing, dossier.told()
    parts = [
        *markdown.top(briefing),
        _score(told),
        *(_note(dossier, note) for note in dossier.about_all()),
        *markdown.actors(briefing),
        *markdown.requests(briefing),
        *(["## Claims"] if told else []),
        *(part for one in told for part in _claim(dossier, one)),
    ]
    return "\n\n".join(part for part in parts if part)


def _score(told: Sequence[Told]) -> str:
    """Return `1 of 3 ruled · 1 set aside as no claim`, as the card has it."""
    aside = sum(one.standing is Standing.SET_ASIDE for one in told)
    ruled = sum(one.standing is Standing.RULED for one in told)
    words = [f"{ruled} of {len(told) - aside} ruled", f"{aside} set aside as no claim" if aside else ""]
    return wording.SEPARATOR.join(filter(None, words)) if told else ""


def _claim(dossier: Dossier, told: Told) -> list[str]:
    found = markdown.claim_section(dossier.briefing, told.claim) if told.claim else _added(dossier, told)
    decided = [_decided(dossier, told.decided)] if told.decided else []
    assigned = [f"- **Looked into by:** {escape(dossier.name(told.assigned))}"] if told.assigned else []
    said = [*assigned, *decided, *(_note(dossier, note) for note in told.notes)]
    return [*found, "\n".join(said)]


def _added(dossier: Dossier, told: Told) -> list[str]:
    by = f"- **Added by:** {escape(_signed(dossier, told.addition))}" if told.addition else ""
    return [f"### {escape(told.id)} {escape(quoted(told.text))}", by]


def _decided(dossier: Dossier, decided: Ruling | Dismissal) -> str:
    verdict = f"Ruled {decided.verdict}" if isinstance(decided, Ruling) else "Set aside: not a claim"
    links = [shown for shown in map(_link, decided.links) if shown]
    lines = [
        f"- **{escape(verdict)}** by {escape(_signed(dossier, decided))}",
        f"  - Why: {escape(decided.reason)}" if decided.reason else "",
        *(f"  - See {link}" for link in links),
    ]
    return "\n".join(filter(None, lines))


def _note(dossier: Dossier, note: Note) -> str:
    return f"- **Note** by {escape(_signed(dossier, note))}: {escape(note.text)}"


def _signed(dossier: Dossier, said: Ruling | Dismissal | Note | Addition) -> str:
    """Return who said something, and on which day."""
    return f"{dossier.name(said.by)}, {reading.day(said.at.isoformat())}"


def _link(url: str) -> str:
    """Return a link of the team's as one, an article's words being none; what is no web address stays text."""
    address = web(url)
    return f"<{address}>" if address else escape(url)
