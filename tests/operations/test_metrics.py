"""The figures, as Prometheus reads them."""

from prometheus_client.parser import text_string_to_metric_families

from bot.operations.metrics import Metrics


def read(metrics: Metrics) -> dict[str, float]:
    families = text_string_to_metric_families(metrics.text().decode())
    return {
        f"{sample.name}{sorted(sample.labels.items()) or ''}": sample.value
        for family in families
        for sample in family.samples
    }


def test_figures_are_served_as_they_are_written() -> None:
    metrics = Metrics()
    metrics.waiting.labels(queue="briefing").set(7)
    metrics.oldest_share.set(12.5)
    metrics.dead.set(1)
    metrics.share.observe(4)
    metrics.extraction.observe(0.3)
    metrics.slack_errors.labels(method="chat.postMessage", error="ratelimited").inc()
    told = read(metrics)
    assert told["factdesk_waiting[('queue', 'briefing')]"] == 7
    assert told["factdesk_oldest_share_seconds"] == 12.5
    assert told["factdesk_dead"] == 1
    assert told["factdesk_share_seconds_sum"] == 4
    assert told["factdesk_share_seconds_bucket[('le', '5.0')]"] == 1
    assert told["factdesk_share_seconds_bucket[('le', '3.0')]"] == 0
    assert told["factdesk_extraction_seconds_count"] == 1
    assert told["factdesk_slack_errors_total[('error', 'ratelimited'), ('method', 'chat.postMessage')]"] == 1


def test_two_bots_in_one_process_count_apart() -> None:
    one, other = Metrics(), Metrics()
    one.dead.set(3)
    assert read(other)["factdesk_dead"] == 0


def test_every_name_says_whose_it_is() -> None:
    assert all(name.startswith("factdesk_") for name in Metrics().names())
