"""What DBOS writes to its log is told by its place alone: its messages and traces hold what jobs were given."""

import logging
import time

AGAIN_SECONDS = 30.0  # while the database is away, each of its queues says so twenty times a second


class _ByPlace(logging.Filter):
    def __init__(self) -> None:
        super().__init__()
        self._last: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Leave of a record where it was made, and the kind of error that it is about; of many alike leave one."""
        place = f"{record.module}:{record.lineno}"
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "-"
        now = time.monotonic()
        if now - self._last.get((place, error), -AGAIN_SECONDS) < AGAIN_SECONDS:
            return False
        self._last[place, error] = now
        record.msg, record.args, record.name = "dbos says place=%s error=%s", (place, error), __name__
        record.exc_info = record.exc_text = None
        return True


def down() -> None:
    """Let DBOS's records go where ours go, and no longer to a terminal of its own."""
    logger = logging.getLogger("dbos")
    if not any(isinstance(one, _ByPlace) for one in logger.filters):
        logger.addFilter(_ByPlace())
        logger.handlers = [logging.NullHandler()]
        logger.propagate = True
        logger.setLevel(logging.WARNING)
