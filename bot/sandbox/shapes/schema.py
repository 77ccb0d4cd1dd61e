"""The published shapes as JSON Schema (generated from `@slack/types`, MIT), and their errors in Slack's words.

A schema alone says of a block with one wrong key that it is none of twenty kinds; here the kind that its `type` names
is taken, and what is wrong with that is told.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, ValidationError

from bot.sandbox.shapes.problem import Problem, escaped

SCHEMAS = Path(__file__).parent / "schemas"
ROOTS = {"message": "Message", "view": "View"}
_TYPES = {
    "array": "an array",
    "object": "an object",
    "string": "a string",
    "boolean": "a boolean",
    "number": "a number",
}


def schema_problems(name: str, value: object) -> list[Problem]:
    """Return what is wrong with the shape of a `message` or a `view`."""
    if not isinstance(value, dict) or not isinstance(blocks := value.get("blocks"), list):
        return _found(name, {"$ref": f"#/definitions/{ROOTS[name]}"}, value)
    problems = _found(name, {"$ref": f"#/definitions/{ROOTS[name]}"}, value | {"blocks": []})
    for number, block in enumerate(blocks):
        problems += [problem.under(f"/blocks/{number}") for problem in _of_block(name, block)]
    return problems


def _of_block(name: str, block: object) -> list[Problem]:
    """Return what is wrong with one block, held against its own kind alone: against all of them takes ten times as long."""
    if not isinstance(block, dict):
        return [Problem("must be an object")]
    if "type" not in block:
        return [Problem("missing required field: type")]
    kind = _kinds(name).get(str(block["type"]))
    if kind is None:
        return [Problem(f"unsupported type: {block['type']}", "/type")]
    return _found(name, kind, block)


def _found(name: str, schema: dict[str, str], value: object) -> list[Problem]:
    errors = _validator(name).evolve(schema=schema).iter_errors(value)
    return list(dict.fromkeys(problem for error in errors for problem in _unfolded(error)))


@cache
def _schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    # the types leave room for views that are no longer made
    schema["definitions"]["View"] = {"anyOf": [{"$ref": f"#/definitions/{kind}View"} for kind in ("Home", "Modal")]}
    return schema


@cache
def _validator(name: str) -> Draft7Validator:
    return Draft7Validator(_schema(name))


@cache
def _kinds(name: str) -> dict[str, dict[str, str]]:
    """Return the definition of each kind of block by its type."""
    definitions = _schema(name)["definitions"]
    kinds = {}
    for reference in definitions["KnownBlock"]["anyOf"]:
        definition = definitions[reference["$ref"].rpartition("/")[2]]
        kinds[definition.get("anyOf", [definition])[0]["properties"]["type"]["const"]] = reference
    return kinds


def _unfolded(error: ValidationError) -> list[Problem]:
    if error.validator == "anyOf":
        return _closest(error)
    return list(_worded(error))


def _closest(error: ValidationError) -> list[Problem]:
    """Return the problems of the one alternative that was meant."""
    meant = [errors for errors in _branches(error) if not any(_another_type(inner) for inner in errors)]
    instance: Any = error.instance
    if not meant:  # then there is a type, and it is none of them
        return [Problem(f"unsupported type: {instance['type']}", f"{_pointer(error)}/type")]
    found = [[problem for inner in errors for problem in _unfolded(inner)] for errors in meant]
    return min(found, key=len)


def _branches(error: ValidationError) -> list[list[ValidationError]]:
    branches: dict[object, list[ValidationError]] = defaultdict(list)
    for inner in error.context or ():
        branches[inner.schema_path[0]].append(inner)
    return list(branches.values())


def _another_type(error: ValidationError) -> bool:
    """Tell whether the alternative is for another `type`."""
    if error.validator == "anyOf" and not error.relative_path:
        return all(any(_another_type(inner) for inner in errors) for errors in _branches(error))
    return error.validator == "const" and list(error.relative_path) == ["type"]


def _worded(error: ValidationError) -> Iterator[Problem]:
    pointer = _pointer(error)
    wanted: Any = error.validator_value
    instance: Any = error.instance
    if error.validator == "required":
        # the library has an error for each, which all look the same but for their sentence
        for name in wanted:
            if name not in instance:
                yield Problem(f"missing required field: {name}", pointer)
    elif error.validator == "additionalProperties":
        known: dict[str, Any] = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        for name in instance:
            if name not in known:
                yield Problem(f"invalid additional property: {name}", pointer)
    elif error.validator == "type":
        yield Problem(f"must be {_TYPES.get(str(wanted), wanted)}", pointer)
    elif error.validator == "enum":
        yield Problem(f"must be one of: {', '.join(map(str, wanted))}", pointer)
    elif error.validator == "const":
        yield Problem(f"unsupported type: {instance}", pointer)
    else:
        yield Problem("failed to match all allowed schemas", pointer)


def _pointer(error: ValidationError) -> str:
    return "".join(f"/{escaped(str(step))}" for step in error.absolute_path)
