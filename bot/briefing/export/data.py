"""The export as JSON: the briefing as its public contract has it, and beside it where each claim stands.

A briefing is immutable, so what people found is never written into it; `factdesk.case/1` holds both.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from bot.briefing import contract
from bot.briefing.export.dossier import Dossier, Told
from bot.briefing.ruling import Dismissal, Note, Ruling

SCHEMA_NAME: Final = "factdesk.case/1"


def dump(dossier: Dossier) -> dict[str, Any]:
    """Return a dossier as JSON data; every key is written, also where its value is null or empty."""
    return {
        "schema": SCHEMA_NAME,
        "briefing": contract.dump(dossier.briefing),
        "claims": [_told(dossier, told) for told in dossier.told()],
        "notes": [_note(dossier, note) for note in dossier.about_all()],
    }


def dumps(dossiers: Sequence[Dossier]) -> str:
    """Return JSON for people and programs: one object for one dossier, an array for any other number."""
    data = [dump(dossier) for dossier in dossiers]
    return json.dumps(data[0] if len(data) == 1 else data, ensure_ascii=False, indent=2) + "\n"


def _told(dossier: Dossier, told: Told) -> dict[str, Any]:
    return {
        "id": told.id,
        "text": told.text,
        "standing": str(told.standing),
        "added": _signed(dossier, told.addition.by, told.addition.at) if told.addition else None,
        "assigned": _who(dossier, told.assigned) if told.assigned else None,
        "ruling": _ruling(dossier, told.ruling) if told.ruling else None,
        "dismissal": _decision(dossier, told.dismissal) if told.dismissal else None,
        "notes": [_note(dossier, note) for note in told.notes],
    }


def _ruling(dossier: Dossier, ruling: Ruling) -> dict[str, Any]:
    return {"verdict": str(ruling.verdict), **_decision(dossier, ruling)}


def _decision(dossier: Dossier, decided: Ruling | Dismissal) -> dict[str, Any]:
    return {"reason": decided.reason, "links": list(decided.links), **_signed(dossier, decided.by, decided.at)}


def _note(dossier: Dossier, note: Note) -> dict[str, Any]:
    return {"claim": note.claim, "text": note.text, **_signed(dossier, note.by, note.at)}


def _signed(dossier: Dossier, by: str, at: datetime) -> dict[str, Any]:
    return {"by": _who(dossier, by), "at": at.isoformat()}


def _who(dossier: Dossier, user: str) -> dict[str, str | None]:
    return {"user": user, "name": dossier.people.get(user)}
