from pathlib import Path

import pytest

from bot.briefing.model import Briefing
from tests.extraction.newsroom import brief

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def seed() -> Briefing:
    (path,) = SEEDS.glob("*.txt")
    return brief(path.read_text("utf8"))
