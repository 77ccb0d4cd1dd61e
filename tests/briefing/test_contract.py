import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from bot.briefing import contract
from bot.briefing.model import Briefing
from tests.briefing.briefings import briefings, seed

PUBLISHED = Path(contract.__file__).with_name("briefing.schema.json")
VALIDATOR = Draft202012Validator(contract.schema())
REMAKE = "python -c 'from bot.briefing import contract; print(contract.schema_text(), end=\"\")' > bot/briefing/briefing.schema.json"


def test_the_published_schema_is_the_models() -> None:
    assert PUBLISHED.read_text("utf-8") == contract.schema_text(), f"make it again: {REMAKE}"


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(contract.schema())
    assert contract.schema()["$id"] == "factdesk.briefing/1"


def test_a_briefing_has_the_keys_of_the_contract(briefing: Briefing) -> None:
    data = contract.dump(briefing)
    assert list(data) == ["schema", "id", "article", "actors", "attributions", "requests", "claims", "notices"]
    assert list(data["article"]) == [
        "url",
        "title",
        "publisher",
        "authors",
        "published",
        "language",
        "fetched_at",
        "sha256",
        "words",
        "text",
    ]
    assert list(data["actors"][0]) == ["id", "name", "kind", "role", "country", "mentions", "confidence"]
    assert list(data["actors"][0]["mentions"][0]) == ["start", "end", "quote", "form"]
    assert set(data["attributions"][0]["source"]) == {"actor", "kind", "span"}
    assert list(data["requests"][0]) == [
        "id",
        "force",
        "requester",
        "addressee",
        "item",
        "cue",
        "alleged",
        "evidence",
        "confidence",
    ]
    assert list(data["claims"][0]) == [
        "id",
        "text",
        "attribution",
        "why",
        "check",
        "priority",
        "evidence",
        "confidence",
    ]


def test_nulls_are_written(briefing: Briefing) -> None:
    data = contract.dump(briefing)
    assert data["article"]["url"] is None
    assert data["claims"][1]["attribution"] is None
    assert data["requests"][2]["addressee"] is None


def test_one_briefing_is_an_object_and_several_an_array(briefing: Briefing) -> None:
    assert json.loads(contract.dumps([briefing]))["id"] == "seed"
    assert [one["id"] for one in json.loads(contract.dumps([briefing, briefing]))] == ["seed", "seed"]
    assert json.loads(contract.dumps([])) == []


def test_a_written_briefing_is_read_again(briefing: Briefing) -> None:
    assert contract.loads(contract.dumps([briefing])) == briefing
    assert contract.load(contract.dump(briefing)) == briefing


def test_a_briefing_whose_quote_is_not_in_its_text_is_refused() -> None:
    data = contract.dump(seed())
    data["claims"][0]["text"]["quote"] = "something else"
    with pytest.raises(ValidationError, match="is not 'something else'"):
        contract.load(data)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(briefings(most=10))
def test_every_briefing_meets_its_schema_and_comes_back(briefing: Briefing) -> None:
    VALIDATOR.validate(contract.dump(briefing))
    assert contract.loads(contract.dumps([briefing])) == briefing
