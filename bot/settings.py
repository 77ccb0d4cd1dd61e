"""Everything that an installation can set, read once from the environment into one frozen object."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError


def _data_dir() -> Path:
    return Path.home() / ".local" / "share" / "factdesk"


class Settings(BaseSettings):
    """The settings; each is the environment variable `FACTDESK_` + its name, save Slack's own usual names."""

    model_config = SettingsConfigDict(
        env_prefix="FACTDESK_", env_ignore_empty=True, frozen=True, extra="ignore", populate_by_name=True
    )

    slack_bot_token: SecretStr | None = Field(default=None, validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(default=None, validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(default=None, validation_alias="SLACK_SIGNING_SECRET")
    slack_api_url: str = Field(default="https://slack.com/api/", validation_alias="SLACK_API_URL")
    host: str = Field(default="127.0.0.1", description="where the bot listens over HTTP")
    port: int = Field(default=3000, ge=0, le=65535, description="the port for Slack's requests over HTTP")
    data_dir: Path = Field(default_factory=_data_dir, description="where the embedded database lives")
    database_url: str | None = Field(default=None, description="a SQLAlchemy URL; without it SQLite in the data folder")
    trusted_hosts: str = Field(
        default="", description="comma-separated host or host:port that may be read though their address is private"
    )
    workers: int = Field(
        default=1, ge=0, le=64, description="processes that extract, a core each; 0 for a thread of the bot's own"
    )
    keep_days: int | None = Field(default=None, ge=1, description="after so many days articles and cases are forgotten")
    public_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^/\s]+(/[^\s]*)?$",
        description="where the newsroom's browsers reach the bot, for the article pages that cards link to",
    )
    page_days: int = Field(default=30, ge=1, le=3650, description="for how many days a link to an article page is good")
    log_format: Literal["auto", "json", "text"] = Field(
        default="auto", description="how logs are written; auto: text on a terminal, else JSON"
    )
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")

    @classmethod
    def from_environment(cls) -> Self:
        """Read the environment; raise SettingsError naming the first wrong key."""
        try:
            return cls()
        except ValidationError as error:
            first = error.errors()[0]
            name = str(first["loc"][0])
            key = name if name.startswith("SLACK_") else f"FACTDESK_{name.upper()}"
            raise SettingsError(key, f"{first['msg']}.") from error

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'factdesk.db'}"

    @property
    def trusted(self) -> frozenset[str]:
        """The trusted hosts, lower case."""
        return frozenset(host.strip().lower() for host in self.trusted_hosts.split(",") if host.strip())
