"""A line a record, with ids and without anybody's words."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.operations.logging import set_up, split


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    names = (None, "bot", "handlers", "alembic")
    before = [(logging.getLogger(name), logging.getLogger(name).level) for name in names]
    handlers = logging.getLogger().handlers[:]
    yield
    logging.getLogger().handlers[:] = handlers
    for logger, level in before:
        logger.setLevel(level)


@pytest.fixture
def out() -> io.StringIO:
    stream = io.StringIO()
    set_up("INFO", stream=stream)
    return stream


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_what_our_modules_log_becomes_words_and_fields(out: io.StringIO) -> None:
    logging.getLogger("bot.desk.rulings").info("ruled case=%s claims=%s number=%d", "c1", "C1,C2", 2)
    (line,) = lines(out)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "ruled", "level": "info", "logger": "bot.desk.rulings", "case": "c1", "claims": "C1,C2", "number": 2
    }  # fmt: skip


def test_what_surrounds_the_work_is_on_every_line(out: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(request="T1:Ev1"):
        logging.getLogger("handlers").info("taken in")
    logging.getLogger("handlers").info("idle")
    assert [line.get("request") for line in lines(out)] == ["T1:Ev1", None]


@pytest.mark.parametrize(
    ("template", "arguments", "said", "fields"),
    [
        ("stopping", (), "stopping", {}),
        ("listening on %s%s", ("http://h", "/slack"), "listening on http://h/slack", {}),
        ("no unfurl channel=%s error=%s", ("C1", "E"), "no unfurl", {"channel": "C1", "error": "E"}),
        ("100%% of case=%s done", ("c",), "100% of done", {"case": "c"}),
        ("took seconds=%.1f", (1.25,), "took", {"seconds": 1.25}),
        ("half case=%s", (), "half", {"case": ""}),
    ],
)
def test_words_and_fields_are_told_apart(
    template: str, arguments: tuple[object, ...], said: str, fields: dict[str, object]
) -> None:
    assert split(template, arguments) == (said, fields)


def test_a_field_never_takes_the_place_of_what_a_line_always_has(out: io.StringIO) -> None:
    logging.getLogger("bot").warning("x level=%s logger=%s", "l", "g")
    assert (lines(out)[0]["level"], lines(out)[0]["logger"]) == ("warning", "bot")


def test_of_what_a_library_logs_only_the_fixed_words_are_kept(out: io.StringIO) -> None:
    logging.getLogger("aiohttp.server").error("Error handling %s", "Serhii told me")
    logging.getLogger("factdesk.slack").warning("Unhandled request: Serhii told me")
    assert [line["event"] for line in lines(out)] == ["Error handling %s", "withheld"]
    assert all(line["at"].startswith("test_logging:") for line in lines(out))
    assert "Serhii" not in out.getvalue()


@pytest.mark.parametrize("form", ["json", "text"])
def test_of_an_exception_its_kind_and_its_place_are_kept_and_not_its_words(form: Any) -> None:
    stream = io.StringIO()
    set_up("INFO", form, stream)
    for name in ("bot", "aiohttp"):
        try:
            int("Serhii told me")
        except ValueError:
            logging.getLogger(name).exception("failed case=%s", "c1")
    told = stream.getvalue()
    assert told.count("ValueError") == 2
    assert "tests/operations/test_logging.py" in told
    assert "Serhii" not in told


@pytest.mark.parametrize("secret", ["xoxb-1-a-B", "xoxe.xoxp-1-Mi0y", "xapp-1-A0-9-f", "xoxe-1-My0x"])
def test_a_secret_is_blotted_out(out: io.StringIO, secret: str) -> None:
    logging.getLogger("bot").info("with token=%s", secret)
    logging.getLogger("bot").info(f"with {secret} in it")  # noqa: G004 -- as nobody should
    assert secret not in out.getvalue()
    assert out.getvalue().count("…") == 2


def test_a_password_in_a_url_is_blotted_out(out: io.StringIO) -> None:
    logging.getLogger("bot").info("opened url=%s", "postgresql://desk:hidden@db.example:5432/desk")
    assert lines(out)[0]["url"] == "postgresql://…@db.example:5432/desk"


def test_debug_is_for_our_own_modules_alone() -> None:
    stream = io.StringIO()
    set_up("DEBUG", stream=stream)
    for name in ("bot.desk", "handlers", "slack_sdk", "sqlalchemy.engine"):
        logging.getLogger(name).debug("detail")
    assert [line["logger"] for line in lines(stream)] == ["bot.desk", "handlers"]


def test_a_terminal_is_written_for_people() -> None:
    stream = Terminal()
    set_up("INFO", stream=stream)
    logging.getLogger("bot").info("ruled case=%s", "c1")
    assert not stream.getvalue().startswith("{")
    assert "ruled" in stream.getvalue()


def test_setting_up_twice_writes_once(out: io.StringIO) -> None:
    set_up("INFO", stream=out)
    logging.getLogger("bot").info("once")
    assert len(lines(out)) == 1
