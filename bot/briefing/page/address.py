"""The page's address: signed, so that nobody can guess another's, and good until a day.

Apart and pure because whoever serves the page holds the secret. The signing is itsdangerous's: HMAC-SHA256 with a
derived key, compared in constant time. Its own timed signer keeps when a link was made, not until when it is good,
so the end is part of what is signed.
"""

import hashlib
from datetime import UTC, datetime
from typing import Final

from itsdangerous import BadData, URLSafeSerializer

from bot.errors import PageExpiredError, PageForgedError

PATH: Final = "/briefings/"
_PURPOSE: Final = "factdesk.briefing.page"
_SHORTEST_SECRET: Final = 16


def signed(briefing_id: str, *, secret: str, expires: datetime) -> str:
    """Return the page's path, such as `/briefings/WyJ…`, good until `expires`, which knows its time zone."""
    if expires.tzinfo is None:
        raise ValueError("expires must know its time zone")
    return PATH + _serializer(secret).dumps([briefing_id, int(expires.timestamp())])


def verified(path: str, *, secret: str, now: datetime) -> str:
    """Return the briefing's id from a path, or from what follows `/briefings/` in it; raise where it is forged or old."""
    if now.tzinfo is None:
        raise ValueError("now must know its time zone")
    try:
        briefing_id, expires = _serializer(secret).loads(path.removeprefix(PATH))
        ends = datetime.fromtimestamp(expires, UTC)
    except (BadData, TypeError, ValueError, OverflowError, OSError) as error:
        raise PageForgedError("This link is not complete, or not ours.") from error
    if now >= ends:
        raise PageExpiredError("This link has expired.")
    return str(briefing_id)


def _serializer(secret: str) -> URLSafeSerializer:
    if len(secret) < _SHORTEST_SECRET:
        raise ValueError(f"the secret must have at least {_SHORTEST_SECRET} characters")
    # the library's default digest is SHA-1
    options = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeSerializer(secret, salt=_PURPOSE, signer_kwargs=options)
