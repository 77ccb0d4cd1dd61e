"""A response's body within limits: counted as it comes and again as it unpacks, so that no bomb goes off in memory."""

import zlib
from typing import Protocol

import httpx

from bot.article.limits import MEGABYTE, Limits
from bot.errors import ContentTypeError, TooLargeError, UnreachableError

ACCEPTED = "gzip, deflate"
_GZIP_MAGIC = b"\x1f"  # its second byte may come with the next packet
_AUTO = 32 + zlib.MAX_WBITS  # gzip or zlib, by the header
_RAW = -zlib.MAX_WBITS  # what some servers call deflate
_FIRST_BITS = 0x0F


class _Unpacker(Protocol):
    def feed(self, data: bytes, room: int) -> bytes: ...
    def close(self) -> None: ...


async def read_body(response: httpx.Response, limits: Limits, *, url: str) -> bytes:
    """Return the unpacked body; raise TooLargeError, ContentTypeError or UnreachableError."""
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > limits.wire_bytes:
        raise _too_large(limits.wire_bytes)
    unpacker = _unpacker(response.headers.get("content-encoding", ""), url)
    body, wire = bytearray(), 0
    try:
        async for part in response.aiter_raw():
            wire += len(part)
            if wire > limits.wire_bytes:
                raise _too_large(limits.wire_bytes)
            body += unpacker.feed(part, limits.body_bytes - len(body) + 1)
            if len(body) > limits.body_bytes:
                raise _too_large(limits.body_bytes)
        unpacker.close()
    except zlib.error as error:
        raise UnreachableError("The site sent a damaged answer.", url=url) from error
    return bytes(body)


class _Plain:
    def feed(self, data: bytes, _room: int) -> bytes:
        return data

    def close(self) -> None:
        """Nothing is held back."""


class _Deflated:
    """Unpacks gzip (of one or more members) and deflate, never more than there is room for."""

    def __init__(self) -> None:
        self._stream: zlib._Decompress | None = None
        self._members = 0

    def feed(self, data: bytes, room: int) -> bytes:
        """Return at most `room` bytes of what `data` unpacks to."""
        out = b""
        while data and len(out) < room and (stream := self._stream or self._next(data)):
            out += stream.decompress(data, room - len(out))
            data = stream.unused_data if stream.eof else stream.unconsumed_tail
            self._stream = None if stream.eof else stream
        return out

    def close(self) -> None:
        if self._stream is not None:
            raise zlib.error("cut off")

    def _next(self, data: bytes) -> "zlib._Decompress | None":
        """Open the next member; None for the padding after the last one."""
        gzip = data.startswith(_GZIP_MAGIC)
        self._members += 1
        if self._members > 1 and not gzip:
            return None
        return zlib.decompressobj(_AUTO if gzip or data[0] & _FIRST_BITS == zlib.DEFLATED else _RAW)


def _unpacker(encoding: str, url: str) -> _Unpacker:
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return _Plain()
    if name in {"gzip", "x-gzip", "deflate"}:
        return _Deflated()
    raise ContentTypeError("The site sent the page in a packing that was not asked for.", url=url)


def _too_large(limit: int) -> TooLargeError:
    size = f"{limit / MEGABYTE:g} MB" if limit >= MEGABYTE else f"{limit} bytes"
    return TooLargeError(f"What the link leads to is larger than {size}.", limit=limit)
