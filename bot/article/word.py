"""The text of a Word document (DOCX), tables and tracked insertions included, deleted and moved-away words left out."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from bot.article.limits import MAX_UNPACKED_BYTES, MAX_ZIP_MEMBERS, MEGABYTE
from bot.article.reading import Reading, proper_title
from bot.errors import EmptyTextError, FileError, TooLargeError

# `mc:Fallback` repeats a text box for old programs; `w:delText` and field codes have tags of their own.
_LEFT_OUT = {qn(tag) for tag in ("w:pPr", "w:rPr", "w:del", "w:moveFrom", "w:instrText")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TEXT, _PARAGRAPH = qn("w:t"), qn("w:p")


def read_docx(data: bytes) -> Reading:
    """Return the text and title of a DOCX; raise TooLargeError, EmptyTextError or FileError."""
    _check_unpacked_size(data)
    document = docx.Document(io.BytesIO(data))
    lines = "".join(_pieces(document.element.body)).split("\n")
    text = "\n".join(line.rstrip() for line in lines if line.strip())
    if not text:
        raise EmptyTextError("The document holds no text.")
    return Reading(text=text, title=proper_title(document.core_properties.title))


def _check_unpacked_size(data: bytes) -> None:
    """Add up the sizes in the archive's directory, which `zipfile` never reads beyond."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    if len(members) > MAX_ZIP_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        limit = MAX_UNPACKED_BYTES
        raise TooLargeError(f"The document unpacks to more than {limit // MEGABYTE} MB.", limit=limit)
    if any(member.flag_bits & 1 for member in members):
        raise FileError("The document is locked with a password.", remedy="Save it without one.")


def _pieces(element: Any) -> Iterator[str]:
    if element.tag in _LEFT_OUT:
        return
    if element.tag == _TEXT:
        yield element.text or ""
    yield _SIGNS.get(element.tag, "")
    for child in element:
        yield from _pieces(child)
    if element.tag == _PARAGRAPH:
        yield "\n"
