"""An export as a file: its name, its kind and its bytes, one entry a format, for the thread and the command line alike."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple, get_args

from bot.briefing.export import claimreview, data, document, table
from bot.briefing.export.dossier import Dossier
from bot.briefing.export.newsroom import Newsroom
from bot.errors import SettingsError

Format = Literal["json", "csv", "markdown", "claimreview"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
_KINDS: Final[Mapping[Format, tuple[str, str, str]]] = {
    "json": (".json", "application/json", "utf-8"),
    "csv": (".csv", "text/csv", "utf-8-sig"),  # the mark by which Excel knows UTF-8
    "markdown": (".md", "text/markdown", "utf-8"),
    "claimreview": (".claimreview.json", "application/ld+json", "utf-8"),
}
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9-]+")
_MOST = 60
NO_NEWSROOM = "a ClaimReview names who reviews; set the newsroom's name, its home page and where its reviews stand."


class File(NamedTuple):
    """A file to post or to write; `media_type` is without parameters."""

    name: str
    media_type: str
    content: bytes


def make(form: Format, dossiers: Sequence[Dossier], newsroom: Newsroom | None = None) -> File:
    """Return the export of dossiers; raise SettingsError for a ClaimReview where there is no newsroom to sign it."""
    ending, media_type, encoding = _KINDS[form]
    return File(_stem(dossiers) + ending, media_type, _text(form, dossiers, newsroom).encode(encoding))


def _text(form: Format, dossiers: Sequence[Dossier], newsroom: Newsroom | None) -> str:
    match form:
        case "json":
            return data.dumps(dossiers)
        case "csv":
            return table.dumps(dossiers)
        case "markdown":
            return document.dumps(dossiers)
        case "claimreview":
            if newsroom is None:
                raise SettingsError("FACTDESK_NEWSROOM_NAME", NO_NEWSROOM)
            return claimreview.dumps(dossiers, newsroom)


def _stem(dossiers: Sequence[Dossier]) -> str:
    """Return a name that every system takes: of one briefing its id, of several how many."""
    if len(dossiers) != 1:
        return f"factdesk-{len(dossiers)}-briefings"
    return f"factdesk-{_NOT_IN_NAMES.sub('-', dossiers[0].briefing.id)[:_MOST].strip('-') or 'briefing'}"
