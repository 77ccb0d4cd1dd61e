"""A process of its own, that nothing is loaded in yet: what loading takes and how much memory stays, as JSON."""

import json
import resource
import sys
import time
from pathlib import Path


def resident() -> float:
    """Return the resident memory in MB; where there is no /proc, the most that it ever was."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform.startswith("linux") else 1024**2)


def main() -> None:
    """Load, brief what standard input holds (a JSON array of texts), and print the figures."""
    texts = json.load(sys.stdin)
    start = time.perf_counter()
    from bot.article import from_text
    from bot.extraction import extract, load

    imported = time.perf_counter()
    nlp = load()
    loaded = time.perf_counter()
    figures = {"import": imported - start, "load": loaded - imported, "resident_loaded": resident()}
    for text in texts:
        extract(from_text(text), nlp)
    print(json.dumps(figures | {"resident_after": resident()}))  # noqa: T201


if __name__ == "__main__":
    main()
