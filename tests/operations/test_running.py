"""What the page on running it and the compose file say is what the code does."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.operations import health
from bot.operations.metrics import Metrics
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "running.md").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SETTINGS = {str(field.validation_alias or f"FACTDESK_{name.upper()}") for name, field in Settings.model_fields.items()}


def test_every_metric_is_told_and_no_other() -> None:
    told = re.findall(r"^\| `(factdesk_\w+)` \|", PAGE, re.MULTILINE)
    assert sorted(told) == sorted(Metrics().names())


def test_the_addresses_are_those_that_are_served() -> None:
    told = re.findall(r"^\| `(/\w+)` \|", PAGE, re.MULTILINE)
    assert told == [health.ALIVE, health.READY, health.METRICS]


def test_only_settings_that_there_are_are_told() -> None:
    assert set(re.findall(r"\b(?:FACTDESK|SLACK)_[A-Z_]+\b", PAGE)) <= SETTINGS


def test_the_compose_file_sets_only_what_can_be_set() -> None:
    assert set(COMPOSE["services"]["bot"]["environment"]) <= SETTINGS


def test_the_compose_file_runs_two_bots_on_one_postgresql() -> None:
    bot, database = COMPOSE["services"]["bot"], COMPOSE["services"]["database"]
    assert bot["deploy"]["replicas"] == 2
    assert bot["environment"]["FACTDESK_DATABASE_URL"].endswith("@database/factdesk")
    assert database["image"].startswith("postgres:")
    assert "ports" not in bot, "two of them cannot have the same port of the machine"


@pytest.mark.parametrize("link", re.findall(r"\]\((?!https?:)([^)#]+)\)", PAGE))
def test_what_the_page_links_to_is_there(link: str) -> None:
    assert (ROOT / "docs" / link).exists()
