"""Bytes become an article: told apart by what they hold, parsed in a thread, so that the bot goes on meanwhile.

Whatever a parser of other people's files throws comes out as one sentence about the file.
"""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from bot.article.decoding import decode, decode_page
from bot.article.kinds import Kind, kind_of
from bot.article.limits import MAX_FILE_BYTES, MEGABYTE, PARSE_SECONDS
from bot.article.page import read_page
from bot.article.pdf import read_pdf
from bot.article.reading import Reading
from bot.article.text import as_article
from bot.article.word import read_docx
from bot.briefing.model import Article
from bot.errors import EmptyTextError, FileError, ReadError, TooLargeError


async def from_file(path: str | Path) -> Article:
    """Read a TXT, HTML, PDF or DOCX file; raise FileError where there is none, else as `from_bytes`."""
    file = Path(path)
    try:
        data = await asyncio.to_thread(_bytes_of, file)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise FileError(f"{file.name or file} cannot be read: {_reason(error)}.") from error
    return await from_bytes(data, name=file.name)


async def from_bytes(data: bytes, *, name: str = "", content_type: str = "") -> Article:
    """Read a document; `name` and `content_type` are hints. Raise FileError, NotTextError and `from_text`'s errors."""
    return await within_time(lambda: parse(data, name=name, content_type=content_type))


async def within_time(work: Callable[[], Article]) -> Article:
    """Run `work` in a thread; raise FileError when it takes longer than PARSE_SECONDS."""
    try:
        return await asyncio.wait_for(asyncio.to_thread(work), PARSE_SECONDS)
    except TimeoutError:
        raise FileError("The document takes too long to read.", remedy="Paste the part that matters.") from None


def parse(
    data: bytes, *, name: str = "", content_type: str = "", url: str | None = None, fetched_at: str | None = None
) -> Article:
    """Return the article in a document, of `url` where it is from the web; blocking."""
    if len(data) > MAX_FILE_BYTES:
        raise file_too_large(name)
    if not data:
        raise EmptyTextError(f"{name or 'The document'} is empty.")
    kind = kind_of(data, name=name, content_type=content_type)
    if kind == "text":
        return as_article(decode(data, content_type=content_type), url=url, fetched_at=fetched_at)
    reading = _read(kind, data, name=name, content_type=content_type, url=url).cleaned()
    return as_article(
        reading.text,
        url=url,
        title=reading.title,
        publisher=reading.publisher,
        authors=reading.authors,
        published=reading.published,
        fetched_at=fetched_at,
    )


def file_too_large(name: str) -> TooLargeError:
    """Say that a file is larger than MAX_FILE_BYTES."""
    return TooLargeError(f"{name or 'The file'} is larger than {MAX_FILE_BYTES // MEGABYTE} MB.", limit=MAX_FILE_BYTES)


def _read(kind: Kind, data: bytes, *, name: str, content_type: str, url: str | None) -> Reading:
    try:
        if kind == "pdf":
            return read_pdf(data, until=time.monotonic() + PARSE_SECONDS)
        if kind == "docx":
            return read_docx(data)
        return read_page(decode_page(data, content_type=content_type), url=url)
    except ReadError:
        raise
    except Exception as error:  # the parsers fail in ways that they do not declare
        raise FileError(f"{name or 'The document'} is damaged and cannot be read.") from error


def _bytes_of(file: Path) -> bytes:
    if file.is_dir():
        raise FileError(f"{file} is a folder, not a file.")
    if file.exists() and not file.is_file():  # a pipe or a device never ends
        raise FileError(f"{file} is not an ordinary file.")
    with file.open("rb") as stream:
        data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise file_too_large(file.name)
    return data


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "its permissions forbid it"
    return "the system refuses to open it"
