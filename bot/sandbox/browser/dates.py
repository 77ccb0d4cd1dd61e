"""Moments as people read them: message times, day dividers, and the date formats that an app may ask for."""

import re
from datetime import UTC, date, datetime, timedelta

_TOKEN = re.compile(r"\{(\w+)\}")
_AGO = ((86400, "day"), (3600, "hour"), (60, "minute"))


def moment(ts: str) -> datetime:
    """Return the local time of a message's time stamp."""
    return datetime.fromtimestamp(int(float(ts)), UTC).astimezone()


def clock(ts: str) -> str:
    """Return the time of day of a time stamp, as 14:05."""
    return f"{moment(ts):%H:%M}"


def full(ts: str) -> str:
    """Return the day and the time of a time stamp."""
    at = moment(ts)
    return f"{at:%A}, {at.day} {at:%B %Y} at {at:%H:%M}"


def midnight(ts: str) -> str:
    """Return the time stamp at which the day of a time stamp began; it sorts before every message of that day."""
    return f"{int(moment(ts).replace(hour=0, minute=0, second=0).timestamp())}.000000"


def day(ts: str) -> str:
    """Return the name of a time stamp's day: Today, Yesterday, or its date."""
    return _pretty(moment(ts).date()) or _long(moment(ts).date())


def date_text(seconds: int, form: str) -> str:
    """Return a moment in a format with Slack's tokens; an unknown token stays as it is written."""
    at = datetime.fromtimestamp(seconds, UTC).astimezone()
    return _TOKEN.sub(lambda match: _token(at, match[1]) or match[0], form)


def _token(at: datetime, name: str) -> str | None:
    known = {
        "date_num": f"{at:%Y-%m-%d}",
        "date": _plain(at.date()),
        "date_slash": f"{at:%d/%m/%Y}",
        "date_short": f"{at.day} {at:%b %Y}",
        "date_long": _long(at.date()),
        "time": f"{at:%H:%M}",
        "time_secs": f"{at:%H:%M:%S}",
        "ago": _ago(datetime.now(UTC) - at),
        "day_divider_pretty": _pretty(at.date()) or _long(at.date()),
    }
    if name.endswith("_pretty") and name not in known and name.removesuffix("_pretty") in known:
        return (_pretty(at.date()) or "").lower() or known[name.removesuffix("_pretty")]
    return known.get(name)


def _pretty(that: date) -> str | None:
    today = datetime.now(UTC).astimezone().date()
    return {today: "Today", today - timedelta(days=1): "Yesterday"}.get(that)


def _plain(that: date) -> str:
    return f"{that.day} {that:%B %Y}"


def _long(that: date) -> str:
    return f"{that:%A}, {_plain(that)}"


def _ago(passed: timedelta) -> str:
    seconds = int(abs(passed.total_seconds()))
    for unit, word in _AGO:
        if count := seconds // unit:
            counted = f"{count} {word}{'s' if count > 1 else ''}"
            return f"{counted} ago" if passed > timedelta() else f"in {counted}"
    return "just now"
