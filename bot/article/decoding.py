"""Bytes become text here: what a mark or a declaration says, else UTF-8, else what old Windows programs wrote."""

import codecs
import re

from bot.errors import NotTextError

# UTF-32 first: its little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_META_WITHIN = 2_048
# Python calls these text encodings too; no page means them, and some take quadratic time. For Latin-1 pages mean cp1252.
_NOT_MEANT = {"ascii", "iso8859-1", "idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7"}


def decode(data: bytes, *, content_type: str = "") -> str:
    """Return the text in `data`, without a byte order mark; raise NotTextError where no encoding fits."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    declared = _HEADER.search(content_type)
    return _decode_as(data, declared.group(1) if declared else "")


def decode_page(data: bytes, *, content_type: str = "") -> str:
    """Return the text of an HTML page, whose `meta` elements may name the encoding; never fails on a stray byte."""
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or _HEADER.search(content_type):
        return _leniently(data, content_type)
    declared = _META.search(data[:_META_WITHIN])
    return _leniently(data, f"charset={declared.group(1).decode()}" if declared else "")


def _leniently(data: bytes, content_type: str) -> str:
    try:
        return decode(data, content_type=content_type)
    except NotTextError:
        return data.decode("utf-8", errors="replace")


def _decode_as(data: bytes, declared: str) -> str:
    for encoding in ("utf-8", _text_codec(declared), "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):  # LookupError: a codec, but not of text
            continue
    raise NotTextError("The text is in an encoding that is not known here.")


def _text_codec(name: str) -> str:
    """Return the codec that web pages mean by `name`; cp1252 for unknown names and for codecs that are not of text."""
    try:
        codec = codecs.lookup(name)
        b"".decode(codec.name)
    except (LookupError, ValueError):
        return "cp1252"
    return "cp1252" if codec.name.replace("_", "-") in _NOT_MEANT else codec.name


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise NotTextError(f"The text is damaged: it is marked as {encoding.upper()} but is not.") from None
