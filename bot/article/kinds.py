"""Which kind of document some bytes are: by what they hold, since names and content types lie; these are only hints."""

import codecs
import re
from pathlib import PurePath
from typing import Literal

from bot.errors import FileError, NotTextError

Kind = Literal["html", "pdf", "docx", "text"]

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CONTENT_TYPES: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/pdf": "pdf",
    DOCX_TYPE: "docx",
}
_EXTENSIONS: dict[str, Kind] = {".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".docx": "docx"}
# Atomic and possessive groups, so that a page of comments cannot make the match try every way to cut them.
_HTML = re.compile(
    rb"(?>(?><!--.*?-->)|(?><\?xml[^>]*\?>)|\s)*+<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(rb"<(?:!doctype|[a-z][a-z0-9]*)[\s>/]", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEAD = 4_096


def kind_of(data: bytes, *, name: str = "", content_type: str = "") -> Kind:
    """Return the kind of `data`; raise FileError for a kind that is not read, NotTextError for binary data."""
    head = data[:_HEAD]
    hint = _EXTENSIONS.get(PurePath(name).suffix.lower()) or CONTENT_TYPES.get(media_type(content_type))
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data, hint)
    _refuse_old_formats(head, hint)
    if hint in {"pdf", "docx"}:
        raise FileError(f"{name or 'The document'} is damaged, or is no {str(hint).upper()} at all.")
    if head.startswith(_MARKS):
        return "html" if hint == "html" else "text"
    if b"\0" in head:
        raise NotTextError(f"{name or 'The file'} is not text but binary data.")
    return "html" if _HTML.match(head) or (hint == "html" and _TAG.search(data)) else "text"


def media_type(content_type: str) -> str:
    """Return `type/subtype` of a Content-Type header, lower case."""
    return content_type.partition(";")[0].strip().lower()


def _kind_of_zip(data: bytes, hint: Kind | None) -> Kind:
    if hint == "docx" or b"word/document" in data:  # a ZIP's directory holds the names in clear
        return "docx"
    raise FileError("This is an archive or a document of a kind that is not read here.")


def _refuse_old_formats(head: bytes, hint: Kind | None) -> None:
    if head.startswith(_OLE):
        sentence = "The document is locked with a password." if hint == "docx" else "This is an old Word file (.doc)."
        raise FileError(sentence, remedy="Save it as DOCX without a password.")
    if head.startswith(b"{\\rtf"):
        raise FileError("This is a rich text file (.rtf).", remedy="Save it as DOCX or plain text.")
