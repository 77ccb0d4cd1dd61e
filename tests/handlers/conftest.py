"""The local Slack for these tests."""

from tests.local_slack.fixtures import articles, people, settings, slack, sockets, start

__all__ = ["articles", "people", "settings", "slack", "sockets", "start"]
