"""The local Slack, its people and the bot, for these tests."""

from tests.newsroom.fixtures import articles, faults, people, sandbox, settings, slack, start, team

__all__ = ["articles", "faults", "people", "sandbox", "settings", "slack", "start", "team"]
