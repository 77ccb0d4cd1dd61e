"""The export as CSV (RFC 4180): a row a claim, for spreadsheets, in which nothing from outside can act as a formula."""

import csv
import io
import re
from collections.abc import Sequence
from typing import Final

from bot.briefing import reading, wording
from bot.briefing.export.dossier import Dossier, Told
from bot.briefing.legible import legible
from bot.briefing.ruling import Note

COLUMNS: Final = (
    "briefing",
    "headline",
    "outlet",
    "published",
    "article",
    "claim",
    "text",
    "who_says_so",
    "why",
    "to_check",
    "sentence",
    "standing",
    "verdict",
    "reason",
    "links",
    "by",
    "at",
    "assigned",
    "notes",
)

# What makes a spreadsheet reckon at the start of a cell, also behind spaces and unseen characters; the full-width forms
# count in Japanese editions. https://owasp.org/www-community/attacks/CSV_Injection
_ACT = r"[\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]"
# A spreadsheet that is set to semicolons begins a cell behind each, whatever the quotation marks say.
_ACTS = re.compile(rf"(?:^|(?<=;))(?={_ACT})")
_TEXT = "'"


def dumps(dossiers: Sequence[Dossier]) -> str:
    """Return the table with its head; write it as UTF-8 with a byte order mark, or Excel will not take it for UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for dossier in dossiers:
        writer.writerows([cell(words) for words in _row(dossier, told)] for told in dossier.told())
    return out.getvalue()


def cell(words: str) -> str:
    """Return words on one line as a cell that a spreadsheet shows and never reckons: an apostrophe says it is text."""
    return _ACTS.sub(_TEXT, legible(words))


def _row(dossier: Dossier, told: Told) -> list[str]:
    article = dossier.briefing.article
    return [
        dossier.briefing.id,
        reading.headline(article),
        reading.outlet(article),
        article.published or "",
        article.url or "",
        told.id,
        told.text,
        *_extracted(dossier, told),
        str(told.standing),
        *_decided(dossier, told),
        dossier.name(told.assigned) if told.assigned else "",
        " | ".join(_note(dossier, note) for note in told.notes),
    ]


def _extracted(dossier: Dossier, told: Told) -> list[str]:
    briefing, claim = dossier.briefing, told.claim
    if claim is None:
        added = f"added by {dossier.name(told.addition.by)}" if told.addition else ""
        return ["", added, "", ""]
    why = wording.SEPARATOR.join(reading.grounds(briefing, claim))
    check = wording.SEPARATOR.join(reading.checks(claim))
    return [reading.speaker(briefing, claim), why, check, reading.sentence(claim)]


def _decided(dossier: Dossier, told: Told) -> list[str]:
    decided = told.decided
    if decided is None:
        return [""] * 5
    verdict = str(told.ruling.verdict) if told.ruling is decided else ""
    return [
        verdict,
        decided.reason,
        " ".join(decided.links),
        dossier.name(decided.by),
        decided.at.isoformat(timespec="seconds"),
    ]


def _note(dossier: Dossier, note: Note) -> str:
    return f"{dossier.name(note.by)}: {note.text}"
