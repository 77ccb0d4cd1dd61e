"""What there is to watch, as Prometheus wants it. One object and no globals, so that two bots in a test do not mix."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

CONTENT_TYPE = CONTENT_TYPE_LATEST
SHARE_SECONDS = (1, 2, 3, 5, 8, 13, 21, 34, 60, 120, 300, 600, 1800)
EXTRACTION_SECONDS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60)


class Metrics:
    """The bot's own figures; whoever does the work writes them.

    `waiting` and `oldest_share` are read from the database, so they are the same in every process: look at the highest,
    do not add them up. All others are of one process.
    """

    def __init__(self) -> None:
        self._registry = ours = CollectorRegistry()
        self.waiting = Gauge("factdesk_waiting", "Jobs that wait, by queue.", ["queue"], registry=ours)
        self.oldest_share = Gauge(
            "factdesk_oldest_share_seconds", "Age of the oldest share whose thread is not there.", registry=ours
        )
        self.dead = Gauge("factdesk_dead", "Jobs that failed for good and wait for a person.", registry=ours)
        self.share = Histogram(
            "factdesk_share_seconds", "From a share to its whole thread.", buckets=SHARE_SECONDS, registry=ours
        )
        self.extraction = Histogram(
            "factdesk_extraction_seconds", "The extraction of an article.", buckets=EXTRACTION_SECONDS, registry=ours
        )
        self.slack_errors = Counter(
            "factdesk_slack_errors",
            "Calls that Slack refused or did not answer, by method and error.",
            ["method", "error"],
            registry=ours,
        )

    def text(self) -> bytes:
        """Return everything in the format of `CONTENT_TYPE`."""
        return generate_latest(self._registry)

    def names(self) -> frozenset[str]:
        """Return the names under which they are served, a histogram's or counter's without its endings."""
        return frozenset(family.name for family in self._registry.collect())
