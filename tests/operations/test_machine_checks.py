"""What the doctor finds on this machine."""

from pathlib import Path

import pytest

from bot.desk.store import Store
from bot.desk.store.engine import Database
from bot.desk.store.migrations import Revision
from bot.operations.finding import Level
from bot.operations.machine_checks import GIGABYTE, database, disk, folder, model, tables
from bot.settings import Settings


async def test_a_database_that_is_up_to_date_is_well(url: str) -> None:
    async with Store(url):
        pass
    finding = await database(Settings(database_url=url))
    assert finding.level is Level.OK
    assert "up to date" in finding.told


async def test_looking_at_a_database_makes_none(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "new")
    finding = await database(settings)
    assert finding.level is Level.OK
    assert "first start" in finding.told
    assert not settings.data_dir.exists()


async def test_an_empty_database_gets_its_tables_later(url: str) -> None:
    empty = Database(url)
    await empty.close()
    if empty.is_sqlite:
        Path(url.removeprefix("sqlite:///")).touch()  # noqa: ASYNC240 -- nothing else runs yet
    finding = await database(Settings(database_url=url))
    assert finding.level is Level.OK
    assert "next start" in finding.told


@pytest.mark.parametrize("url", ["nonsense", "oracle://desk", "postgresql://desk:hidden@127.0.0.1:1/desk"])
async def test_a_database_that_does_not_answer_is_told_without_its_password(url: str) -> None:
    finding = await database(Settings(database_url=url))
    assert finding.level is Level.ERROR
    assert "FACTDESK_DATABASE_URL" in finding.remedy
    assert "hidden" not in finding.told + finding.remedy


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "factdesk.db").write_text("not a database, but long enough to be looked into\n" * 100)
    assert (await database(Settings(data_dir=tmp_path))).level is Level.ERROR


@pytest.mark.parametrize(
    ("at", "level", "told"),
    [
        (Revision(found="0001", wanted="0001", is_known=True), Level.OK, "up to date"),
        (Revision(found="0001", wanted="0002", is_known=True), Level.WARNING, "brings them to 0002"),
        (Revision(found="0003", wanted="0002", is_known=False), Level.ERROR, "newer"),
        (Revision(found=None, wanted="0002", is_known=True), Level.OK, "next start"),
    ],
)
def test_the_tables_are_judged_by_what_a_start_would_do(at: Revision, level: Level, told: str) -> None:
    finding = tables(at)
    assert finding.level is level
    assert told in finding.told


async def test_the_shipped_pipeline_loads() -> None:
    assert (await model()).level is Level.OK


def test_a_folder_is_made_and_tried(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "new" / "data")
    written, room = folder(settings)
    assert (written.check, written.level) == ("data folder", Level.OK)
    assert room.check == "disk"
    assert list(settings.data_dir.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (finding,) = folder(Settings(data_dir=tmp_path / "file" / "data"))
    assert finding.level is Level.ERROR
    assert str(tmp_path) in finding.told
    assert "FACTDESK_DATA_DIR" in finding.remedy


def test_with_postgresql_no_folder_is_needed() -> None:
    assert folder(Settings(database_url="postgresql://h/d")) == []
    assert folder(Settings(database_url="nonsense")) == []


@pytest.mark.parametrize(
    ("free", "level"), [(3 * GIGABYTE, Level.OK), (GIGABYTE, Level.WARNING), (GIGABYTE // 10, Level.ERROR)]
)
def test_little_room_is_told_before_there_is_none(free: int, level: Level) -> None:
    assert disk(free).level is level
