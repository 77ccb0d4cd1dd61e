from datetime import UTC, datetime

import pytest

from bot.briefing.model import Briefing
from bot.briefing.ruling import Ruling, Verdict
from tests.briefing.briefings import seed


@pytest.fixture
def briefing() -> Briefing:
    return seed()


@pytest.fixture
def unproven() -> Ruling:
    at = datetime(2025, 7, 26, 12, tzinfo=UTC)
    links = ("https://www.example.org/report?a=1&b=2",)
    return Ruling(claim="C1", verdict=Verdict.UNPROVEN, reason="no report is named", links=links, by="U0CHECKER", at=at)
