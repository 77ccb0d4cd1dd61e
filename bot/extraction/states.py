"""States by the names that news gives them. Apart because CLDR, not this project, knows what states are called."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from babel import Locale

from bot.extraction.lexicon import table

NameKind = Literal["name", "demonym", "capital"]


@dataclass(frozen=True, slots=True)
class StateName:
    """What a word says of a state: its ISO 3166-1 alpha-2 `code`, and whether it is its name, demonym or capital.

    The code of one that is not `listed` is its own name: the article alone knows it (`polities`).
    """

    code: str
    kind: NameKind
    listed: bool = True


@cache
def state_names() -> dict[str, StateName]:
    """Return every known name, lower case and without a leading "the"."""
    data = table("states")
    known: dict[str, StateName] = {}
    for code, name in Locale("en").territories.items():
        if len(code) == 2 and code.isalpha() and code in data["demonyms"]:  # noqa: PLR2004
            known[name.lower()] = StateName(code, "name")
    kinds: dict[str, NameKind] = {"names": "name", "demonyms": "demonym", "capitals": "capital"}
    for part, kind in kinds.items():
        for code, names in data[part].items():
            for name in names:
                known.setdefault(name.lower(), StateName(code, kind))
                if kind == "demonym":
                    known.setdefault(f"{name.lower()}s", StateName(code, kind))
    return known


def find_state(text: str) -> StateName | None:
    """Return the state that `text` names, if it names one."""
    return state_names().get(text.lower().removeprefix("the ").removesuffix("'s").removesuffix("’s").strip())
