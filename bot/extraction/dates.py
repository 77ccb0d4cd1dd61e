"""What a date in an article means, as far as its words tell: "March 2022", and "last week" from the day of publication.

Whole dates are read by the standard library; the rest by `dateparser`, which comes with the reader of web pages and is
loaded when it is first needed, since that takes a second.
"""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b|,")
FORMATS = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}
WHOLE = {"%Y": "year", "%B %Y": "month", "%B %d %Y": "day", "%d %B %Y": "day"}
"""How whole dates are written, and how exact each way is."""


def meaning(words: str, published: str | None) -> str | None:
    """Return a date's meaning as YYYY, YYYY-MM or YYYY-MM-DD; None where the words need a day of publication that is not known."""
    plain = " ".join(ORDINAL.sub(" ", words).split())
    for written, period in WHOLE.items():
        try:
            return f"{datetime.strptime(plain, written):{FORMATS[period]}}"  # noqa: DTZ007 -- a day, not a moment
        except ValueError:
            continue
    day = _day(published)
    if day is None:
        return None
    found = _parser(day).get_date_data(plain)
    form = FORMATS.get(found.period)
    return f"{found.date_obj:{form}}" if found.date_obj is not None and form is not None else None


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


@lru_cache(maxsize=8)
def _parser(day: date) -> Any:
    from dateparser.date import DateDataParser

    base = datetime(day.year, day.month, day.day)  # noqa: DTZ001 -- a day, not a moment
    return DateDataParser(languages=["en"], settings={"PREFER_DATES_FROM": "past", "RELATIVE_BASE": base})
