"""The text of a PDF, its printed lines joined to paragraphs, because the extraction reads a line break as an end."""

import io
import re
import statistics
import time
from collections.abc import Iterator

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError

from bot.article.limits import MAX_PDF_PAGES, MAX_TEXT_BYTES, MEGABYTE
from bot.article.reading import Reading, proper_title
from bot.errors import EmptyTextError, FileError, TooLargeError

_HYPHENATED = re.compile(r"(?<=[a-z])[-\u00ad]$")
_SENTENCE_END = re.compile(r"[.!?][\"'\u201d\u2019)\]]*$")
_FULL_LINE = 0.8


def read_pdf(data: bytes, *, until: float) -> Reading:
    """Return the text and title of a PDF; `until` is the `time.monotonic` at which to stop.

    Raise FileError for a locked, too long or too slow one, EmptyTextError for one that holds only pictures.
    """
    reader = PdfReader(io.BytesIO(data))
    _unlock(reader)
    text = "\n".join(paragraph for page in _pages(reader, until) for paragraph in _paragraphs(page))
    if not text.strip():
        remedy = "Run text recognition (OCR) on it, or paste the text."
        raise EmptyTextError("The PDF holds pictures of pages but no text.", remedy=remedy)
    return Reading(text=text, title=proper_title(reader.metadata.title if reader.metadata else None))


def _unlock(reader: PdfReader) -> None:
    """Open a PDF that only forbids printing or copying; one that needs a password to be read stays shut."""
    if not reader.is_encrypted:
        return
    try:
        opened = reader.decrypt("") != PasswordType.NOT_DECRYPTED
    except DependencyError:  # AES without the package `cryptography`
        opened = False
    if not opened:
        raise FileError("The PDF is locked with a password.", remedy="Save it without one.")


def _pages(reader: PdfReader, until: float) -> Iterator[str]:
    if len(reader.pages) > MAX_PDF_PAGES:
        raise FileError(f"The PDF has more than {MAX_PDF_PAGES} pages.", remedy="Give the pages that matter.")
    size = 0
    for page in reader.pages:
        if time.monotonic() > until:
            raise FileError("The PDF takes too long to read.", remedy="Paste the part that matters.")
        text = page.extract_text()
        size += len(text)
        if size > MAX_TEXT_BYTES:
            raise TooLargeError(
                f"The PDF holds more than {MAX_TEXT_BYTES // MEGABYTE} MB of text.", limit=MAX_TEXT_BYTES
            )
        yield text


def _paragraphs(page: str) -> Iterator[str]:
    """Join a page's lines: one that fills the column, or stops inside a sentence, goes on in the next."""
    lines = [" ".join(line.split()) for line in page.splitlines()]
    lengths = [len(line) for line in lines if line]
    full = _FULL_LINE * statistics.quantiles(lengths, n=10, method="inclusive")[-1] if len(lengths) > 1 else 0
    paragraph = ""
    for line in lines:
        paragraph = _joined(paragraph, line)
        stops = len(line) < full and (_SENTENCE_END.search(line) or len(line) < full / 2)
        if paragraph and (not line or stops):
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph


def _joined(paragraph: str, line: str) -> str:
    if not paragraph or not line:
        return paragraph or line
    if _HYPHENATED.search(paragraph) and line[0].islower():
        return paragraph[:-1] + line
    return f"{paragraph} {line}"
