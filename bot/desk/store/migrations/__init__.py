"""How the tables came to be what they are, step by step; the program itself takes the steps that are missing, at start."""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.desk import sentences
from bot.errors import SettingsError

_FOLDER = Path(__file__).parent
_LOCK = 0x_FAC7_DE5C  # any number will do, as long as it stays the same


@dataclass(frozen=True, slots=True)
class Revision:
    """Which step the tables are at (None: before the first), whether this program knows it, and the last that it does."""

    found: str | None
    wanted: str
    is_known: bool


def migrate(connection: Connection) -> None:
    """Bring the tables up to date, in the transaction that is under way: all or nothing, one program at a time.

    On SQLite that transaction has the write lock already. Raise SettingsError where a newer program has been here.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    at = revision(connection)
    if at.found == at.wanted:
        return
    if not at.is_known:
        sentence = sentences.OTHER_SCHEMA.format(found=at.found, wanted=at.wanted)
        raise SettingsError("FACTDESK_DATABASE_URL", sentence)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def revision(connection: Connection) -> Revision:
    """Return where the tables stand."""
    found = MigrationContext.configure(connection).get_current_revision()
    steps = ScriptDirectory.from_config(_config())
    known = {None, *(step.revision for step in steps.walk_revisions())}
    return Revision(found=found, wanted=str(steps.get_current_head()), is_known=found in known)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config
