"""Where the jobs are kept, for each kind of database."""

import sqlite3
from pathlib import Path

import pytest

from bot.desk.jobs.home import Home
from bot.desk.jobs.kinds import WORDS
from tests.desk.jobs.conftest import Run
from tests.desk.jobs.given import idle


def test_beside_an_embedded_database_they_have_a_folder(tmp_path: Path) -> None:
    home = Home(f"sqlite+aiosqlite:///{tmp_path / 'factdesk.db'}")
    assert home.is_sqlite
    assert home.folder == tmp_path / "factdesk.jobs"
    assert Path(str(home.address.database)) == tmp_path / "factdesk.jobs" / "jobs.db"
    home.close()


@pytest.mark.parametrize("url", ["sqlite+aiosqlite://", "sqlite:///:memory:"])
def test_for_a_database_in_memory_they_are_gone_with_it(url: str) -> None:
    home = Home(url)
    folder = Path(str(home.address.database)).parent
    assert folder.is_dir()
    home.close()
    assert not folder.exists()


@pytest.mark.parametrize("driver", ["postgresql", "postgresql+asyncpg", "postgres"])
def test_at_a_server_they_are_in_the_same_database(driver: str) -> None:
    home = Home(f"{driver}://desk:secret@db.example:6432/news?application_name=x")
    if driver != "postgres":
        assert home.address.drivername == "postgresql"
    assert (home.address.host, home.address.port, home.address.database) == ("db.example", 6432, "news")
    assert "secret" not in repr(home.address)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_the_embedded_database_is_set_up_for_many_short_transactions(run: Run, home: Home) -> None:
    async with run(lambda _: {WORDS: idle}):
        assert home.engine is not None
        with home.engine.connect() as connection:
            asked = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    assert asked == ["wal", 1]
    assert sqlite3.connect(home.folder / "jobs.db").execute("PRAGMA journal_mode").fetchone() == ("wal",)
