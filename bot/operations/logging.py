"""How the program logs: a line a record with ids and kinds, never a message's or an article's words, never a secret.

Our own modules log `what happened key=%s`, and each key becomes a field. Libraries put what they handle into their
records; of those only the fixed words are kept, and of an exception its kind and where it was raised.
"""

import logging
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, TextIO

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import Processor

Form = Literal["auto", "json", "text"]
OURS = ("bot", "handlers")
WITHHELD = "withheld"
MAX_FRAMES = 12
_ROOT = Path(__file__).parents[2]
_PLACE = re.compile(r"%%|(?:\b(?P<name>\w+)=)?(?P<place>%[-+#0-9.]*[a-zA-Z])")
_SECRET = re.compile(r"\bx(?:ox[a-z]|app)(?:\.xox[a-z])?-[\w-]+|(?<=://)[^/\s:@]*:[^/\s@]+(?=@)")
_Event = MutableMapping[str, Any]


def set_up(level: str, form: Form = "auto", stream: TextIO | None = None) -> None:
    """Log to standard error: JSON, a line a record, or on a terminal text. DEBUG is for our own modules alone."""
    out = sys.stderr if stream is None else stream
    on_terminal = form == "text" or (form == "auto" and out.isatty())
    handler = logging.StreamHandler(out)
    handler.setFormatter(_formatter(on_terminal=on_terminal))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.INFO, logging.getLevelNamesMapping()[level]))
    for package in OURS:
        logging.getLogger(package).setLevel(level)
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells of each of its plugins


def _formatter(*, on_terminal: bool) -> ProcessorFormatter:
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(colors=True)
        if on_terminal
        else structlog.processors.JSONRenderer(default=str, ensure_ascii=False)
    )
    return ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _in_words,
        ],
        processors=[ProcessorFormatter.remove_processors_meta, _exception, _without_secrets, renderer],
        pass_foreign_args=True,
    )


def _in_words(_logger: Any, _method: str, event: _Event) -> _Event:
    """Take a record apart into its fixed words and its fields, or keep of a library's only the fixed words."""
    record, arguments = event["_record"], event.pop("positional_args", ())
    if record.name.partition(".")[0] in OURS:
        if isinstance(arguments, tuple):
            event["event"], fields = split(str(record.msg), arguments)
            event.update({name: value for name, value in fields.items() if name not in event})
        return event
    event["event"] = str(record.msg) if arguments else WITHHELD
    event["at"] = f"{record.module}:{record.lineno}"
    return event


def split(template: str, arguments: tuple[object, ...]) -> tuple[str, dict[str, object]]:
    """Return what a record says and its fields: of `ruled case=%s`, the words "ruled" and the field `case`."""
    left = iter(arguments)
    fields: dict[str, object] = {}

    def put(match: re.Match[str]) -> str:
        if match["place"] is None:
            return "%"
        value = next(left, "")
        if match["name"] is None:
            return match["place"] % value
        fields[match["name"]] = value if isinstance(value, int | float | None) else str(value)
        return ""

    return " ".join(_PLACE.sub(put, template).split()), fields


def _exception(_logger: Any, _method: str, event: _Event) -> _Event:
    """Put an exception's kind and the way to it in place of the exception, whose words may be anybody's."""
    raised = event.pop("exc_info", None)
    error = raised[1] if isinstance(raised, tuple) else None
    if error is not None:
        event["raised"] = type(error).__name__
        event["where"] = _where(error.__traceback__)
    return event


def _where(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-MAX_FRAMES:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else "/".join(path.parts[-2:])


def _without_secrets(_logger: Any, _method: str, event: _Event) -> Mapping[str, Any]:
    """Blot out whatever looks like a token or a password: the last guard, should all others fail."""
    return {name: _SECRET.sub("…", value) if isinstance(value, str) else value for name, value in event.items()}
