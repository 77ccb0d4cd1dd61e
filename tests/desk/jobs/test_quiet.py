"""What DBOS says reaches the log without its words."""

import logging

import pytest

from bot.desk.jobs import quiet


@pytest.fixture(autouse=True)
def fresh() -> None:
    """Let what was said before be said again."""
    for one in logging.getLogger("dbos").filters:
        if isinstance(one, quiet._ByPlace):
            one._last.clear()


def test_a_record_is_told_by_its_place_and_the_kind_of_its_error(caplog: pytest.LogCaptureFixture) -> None:
    quiet.down()
    try:
        {}["Serhii told me"]
    except KeyError:
        logging.getLogger("dbos").exception("Exception in workflow of %s", "Serhii")
    (record,) = caplog.records
    assert record.getMessage().startswith("dbos says place=test_quiet:")
    assert record.getMessage().endswith("error=KeyError")
    assert record.name == "bot.desk.jobs.quiet"
    assert "Serhii" not in caplog.text


def test_of_many_alike_one_is_told(caplog: pytest.LogCaptureFixture) -> None:
    quiet.down()
    for number in range(50):
        logging.getLogger("dbos").warning("connection %d failed", number)
    logging.getLogger("dbos").warning("another place")
    assert len(caplog.records) == 2


def test_what_is_no_trouble_is_not_told(caplog: pytest.LogCaptureFixture) -> None:
    quiet.down()
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("dbos").info("Executor ID: desk-0")
    assert caplog.records == []
