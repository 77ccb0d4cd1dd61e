"""The JSON face: the public contract `factdesk.briefing/1`, its reading and writing and its JSON Schema.

Apart from the model so that what we promise to other programs stands in one place, which a test holds to the model.
"""

import json
from collections.abc import Sequence
from typing import Any

from bot.briefing.model import SCHEMA_NAME, Briefing

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def dump(briefing: Briefing) -> dict[str, Any]:
    """Return the briefing as JSON data; every key is written, also where its value is null or empty."""
    return briefing.model_dump(mode="json", by_alias=True)


def dumps(briefings: Sequence[Briefing]) -> str:
    """Return JSON for people and programs: one object for one briefing, an array for any other number."""
    data = [dump(briefing) for briefing in briefings]
    return json.dumps(data[0] if len(data) == 1 else data, ensure_ascii=False, indent=2)


def load(data: object) -> Briefing:
    """Return the briefing that `dump` wrote; raise pydantic's ValidationError where the contract is broken."""
    return Briefing.model_validate(data)


def loads(text: str) -> Briefing:
    """Return the one briefing in a JSON text; raise pydantic's ValidationError where the contract is broken."""
    return Briefing.model_validate_json(text)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a written briefing (draft 2020-12)."""
    shape = Briefing.model_json_schema(by_alias=True, mode="serialization")
    for definition in (shape, *shape["$defs"].values()):
        definition["required"] = list(definition["properties"])
    return {"$schema": DIALECT, "$id": SCHEMA_NAME, **shape, "title": "Factdesk briefing, version 1"}


def schema_text() -> str:
    """Return the JSON Schema as it is published in `briefing.schema.json`."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
