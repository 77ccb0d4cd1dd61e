"""The desk's own short messages."""

from datetime import UTC, datetime

from bot.article import from_text
from bot.briefing.ruling import Verdict
from bot.desk.answers import already, line, read_again, score
from bot.desk.case import Case, Entry
from bot.desk.words import Ruled
from bot.sandbox.shapes import message_problems
from tests.newsroom.articles import TEXT
from tests.newsroom.rule import extract

BRIEFING = extract(from_text(TEXT))
NOW = datetime(2026, 1, 2, tzinfo=UTC)


def entry(claim: str, verdict: Verdict | None, reason: str = "") -> Entry:
    return Entry.of(Ruled(claim=claim, verdict=verdict, reason=reason), by="U1", at=NOW)


def case(url: str) -> Case:
    ids = {"id": "c", "team": "T", "channel": "C", "card_ts": "1.1", "thread_ts": "1.1", "briefing": "b"}
    return Case(**ids, url=url, shared_by="U1", created_at=NOW)


def test_the_score_counts_the_latest_word_on_each_claim() -> None:
    assert score(BRIEFING, []) == (0, 3)
    assert score(BRIEFING, [entry("C1", Verdict.TRUE), entry("C1", Verdict.FALSE)]) == (1, 3)
    assert score(BRIEFING, [entry("C1", Verdict.TRUE), entry("C1", None)]) == (0, 2)
    assert score(BRIEFING, [entry("C1", None), entry("C1", Verdict.TRUE)]) == (1, 3)


def test_a_claim_set_aside_is_told_without_markup_of_others() -> None:
    told = line(entry("C2", None, "<!channel> & *so on*"), 1, 2)["text"]
    assert told.startswith("C2 set aside as no claim by <@U1>: &lt;!channel&gt; &amp; ")
    assert told.endswith(" · 1 of 2")


def test_the_pointer_to_a_thread_carries_what_brief_again_needs() -> None:
    pointer = already(case("https://news.example/a"), "https://desk.slack.com/archives/C/p11", "1.7")
    assert not message_problems(pointer)
    value = pointer["blocks"][-1]["elements"][0]["value"]  # type: ignore[index]
    assert read_again(value) == ("https://news.example/a", "1.7")
    assert read_again("- https://news.example/a") == ("https://news.example/a", None)


def test_a_link_too_long_for_a_button_has_none() -> None:
    pointer = already(case("https://news.example/" + "a" * 3000), "https://desk.slack.com/archives/C/p11", None)
    assert not message_problems(pointer)
    assert len(pointer["blocks"]) == 1  # type: ignore[arg-type]
