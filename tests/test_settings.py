"""Settings come from the environment, name the key that is wrong and never show a secret."""

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.errors import SettingsError
from bot.settings import Settings

SECRETS = {"SLACK_BOT_TOKEN": "xoxb-hidden", "SLACK_APP_TOKEN": "xapp-hidden", "SLACK_SIGNING_SECRET": "hidden"}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("SLACK_", "FACTDESK_"))]:
        monkeypatch.delenv(name)


def test_without_an_environment_everything_has_its_default() -> None:
    settings = Settings.from_environment()
    assert (settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret) == (None, None, None)
    assert settings.slack_api_url == "https://slack.com/api/"
    assert (settings.host, settings.port, settings.log_level) == ("127.0.0.1", 3000, "INFO")
    assert settings.data_dir == Path.home() / ".local/share/factdesk"
    assert settings.database == f"sqlite+aiosqlite:///{settings.data_dir}/factdesk.db"
    assert settings.trusted == frozenset()


@pytest.mark.parametrize(
    ("name", "value", "field", "read"),
    [
        ("SLACK_API_URL", "http://127.0.0.1:8/", "slack_api_url", "http://127.0.0.1:8/"),
        ("FACTDESK_HOST", "0.0.0.0", "host", "0.0.0.0"),
        ("FACTDESK_PORT", "8080", "port", 8080),
        ("FACTDESK_DATA_DIR", "/data", "data_dir", Path("/data")),
        ("FACTDESK_DATABASE_URL", "sqlite+aiosqlite:///x.db", "database", "sqlite+aiosqlite:///x.db"),
        ("FACTDESK_TRUSTED_HOSTS", " CMS.example , 10.0.0.7:8080,", "trusted", {"cms.example", "10.0.0.7:8080"}),
        ("FACTDESK_LOG_LEVEL", "DEBUG", "log_level", "DEBUG"),
    ],
)
def test_each_is_read_from_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, field: str, read: object
) -> None:
    monkeypatch.setenv(name, value)
    assert getattr(Settings.from_environment(), field) == read


def test_secrets_are_read_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    settings = Settings.from_environment()
    for name, value in SECRETS.items():
        assert getattr(settings, name.lower()).get_secret_value() == value
    for shown in (repr(settings), str(settings), str(settings.model_dump()), settings.model_dump_json()):
        assert "hidden" not in shown


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FACTDESK_PORT", "http"),
        ("FACTDESK_PORT", "-1"),
        ("FACTDESK_PORT", "70000"),
        ("FACTDESK_LOG_LEVEL", "loud"),
        ("FACTDESK_LOG_LEVEL", "info"),
    ],
)
def test_a_wrong_value_names_its_key(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-hidden")
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment()
    assert caught.value.key == name
    assert str(caught.value).startswith(f"{name}: ")
    assert "hidden" not in str(caught.value)


def test_an_empty_variable_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a compose file or a service's template leaves them."""
    for name in ("SLACK_BOT_TOKEN", "SLACK_API_URL", "FACTDESK_PORT", "FACTDESK_DATA_DIR", "FACTDESK_DATABASE_URL"):
        monkeypatch.setenv(name, "")
    assert Settings.from_environment() == Settings()
    assert Settings.from_environment().slack_bot_token is None


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings.from_environment().port = 1  # type: ignore[misc]
