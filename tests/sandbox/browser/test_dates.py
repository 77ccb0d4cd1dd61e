"""Moments are told as people read them, and as an app asks for them."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.browser import dates


def seconds(*when: int) -> int:
    return int(datetime(*when).astimezone().timestamp())  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("{date_num} {time}", "2024-03-05 14:07"),
        ("{date}", "5 March 2024"),
        ("{date_short}", "5 Mar 2024"),
        ("{date_long}", "Tuesday, 5 March 2024"),
        ("{date_pretty} at {time_secs}", "5 March 2024 at 14:07:09"),
        ("on {unheard_of}", "on {unheard_of}"),
    ],
)
def test_the_tokens_of_slack_are_filled_in(form: str, told: str) -> None:
    assert dates.date_text(seconds(2024, 3, 5, 14, 7, 9), form) == told


def test_days_close_by_have_names() -> None:
    now = datetime.now(UTC).astimezone()
    yesterday = int((now - timedelta(days=1)).timestamp())
    assert dates.day(f"{int(now.timestamp())}.000001") == "Today"
    assert dates.date_text(yesterday, "{date_short_pretty}") == "yesterday"
    assert dates.day(f"{seconds(2024, 3, 5, 14)}.000001") == "Tuesday, 5 March 2024"


def test_what_is_past_is_ago_and_what_comes_is_ahead() -> None:
    now = int(datetime.now(UTC).timestamp())
    assert dates.date_text(now - 7300, "{ago}") == "2 hours ago"
    assert dates.date_text(now + 90000, "{ago}") == "in 1 day"


def test_midnight_stands_before_every_message_of_its_day() -> None:
    ts = f"{seconds(2024, 3, 5, 0, 0, 1)}.000001"
    assert 0 < float(ts) - float(dates.midnight(ts)) < 2
