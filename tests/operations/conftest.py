"""The local Slack and both databases, for these tests too."""

from tests.desk.store.conftest import url
from tests.newsroom.fixtures import articles, faults, sandbox, settings, slack, team
from tests.postgres import postgres

__all__ = ["articles", "faults", "postgres", "sandbox", "settings", "slack", "team", "url"]
