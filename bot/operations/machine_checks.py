"""What the doctor looks for on this machine: the database and its tables, the language pipeline, room to write."""

import asyncio
import shutil
import tempfile
from pathlib import Path

from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from bot.desk.store.engine import Database, address
from bot.desk.store.migrations import Revision, revision
from bot.errors import DatabaseError, ModelError
from bot.operations import sentences as say
from bot.operations.finding import Finding, error, warning, well
from bot.settings import Settings

MEGABYTE = 10**6
GIGABYTE = 10**9
LOW_DISK = 2 * GIGABYTE
NO_DISK = GIGABYTE // 5


async def database(settings: Settings) -> Finding:
    """Ask the database how far its tables are, and change nothing."""
    try:
        if is_missing(address(settings.database)):
            return well("database", say.NEW_DATABASE)
        return tables(await _revision(settings.database))
    except (SQLAlchemyError, ImportError, DatabaseError, OSError) as raised:
        return error("database", say.NO_DATABASE.format(kind=type(raised).__name__), say.NO_DATABASE_REMEDY)


async def _revision(url: str) -> Revision:
    opened = Database(url)
    try:
        async with opened.reading() as db:
            return await db.run_sync(revision)
    finally:
        await opened.close()


def tables(at: Revision) -> Finding:
    """Say what will happen to tables that stand there."""
    if at.found is None:
        return well("database", say.NO_TABLES)
    if at.found == at.wanted:
        return well("database", say.DATABASE.format(found=at.found))
    if not at.is_known:
        return error("database", say.NEWER_TABLES.format(found=at.found, wanted=at.wanted), say.NEWER_TABLES_REMEDY)
    return warning("database", say.OLDER_TABLES.format(found=at.found, wanted=at.wanted), say.OLDER_TABLES_REMEDY)


async def model() -> Finding:
    """Load the language pipeline as the bot would."""
    from bot.extraction import load

    try:
        await asyncio.to_thread(load)
    except ModelError as raised:
        return error("model", raised.sentence, raised.remedy)
    return well("model", say.MODEL)


def folder(settings: Settings) -> list[Finding]:
    """Try to write where the embedded database lives, and see how much room there is; nothing where there is none."""
    try:
        url = address(settings.database)
    except SQLAlchemyError:
        return []  # the check of the database says so
    if not is_file(url):
        return []
    wanted = Path(url.database or "").parent
    try:
        wanted.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=wanted):
            pass
    except OSError as raised:
        return [error("data folder", say.NO_FOLDER.format(folder=wanted, why=raised.strerror), say.NO_FOLDER_REMEDY)]
    return [well("data folder", say.FOLDER.format(folder=wanted)), disk(shutil.disk_usage(wanted).free)]


def disk(free: int) -> Finding:
    """Judge the room on the disk, in bytes."""
    if free < NO_DISK:
        return error("disk", say.DISK.format(megabytes=free // MEGABYTE), say.DISK_REMEDY)
    if free < LOW_DISK:
        return warning("disk", say.DISK.format(megabytes=free // MEGABYTE), say.DISK_REMEDY)
    return well("disk", say.DISK.format(megabytes=free // MEGABYTE))


def is_missing(url: URL) -> bool:
    """Tell whether the embedded database is not there yet."""
    return is_file(url) and not Path(url.database or "").exists()


def is_file(url: URL) -> bool:
    """Tell whether a database is the embedded one."""
    return url.get_backend_name() == "sqlite"
