import re
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.briefing.blocks import Message, card, messages, read_value, ruled_line, ruling_modal
from bot.briefing.model import Briefing, Claim, Reason
from bot.briefing.ruling import Ruling, Verdict
from bot.sandbox.shapes import message_problems, parts, view_problems
from tests.briefing.briefings import WORDS, article, briefings, seed

OUR_LINKS = re.compile(r"<@[UW][A-Z0-9]*>|<https?://[^<>|\s]+\|[^<>\n]*>")
OUR_BOLD = re.compile(r"^\*[^*\n]+\*", re.MULTILINE)
OUR_QUOTE = re.compile(r"^> ", re.MULTILINE)
JOINED = re.compile("\u2060[*_~`]\u2060")


def told(message: Message) -> str:
    """Return what a reader sees of a message, block by block."""
    lines = []
    for block in message["blocks"]:
        shown = [element["text"] for element in block.get("elements", [])] or [block["text"]]
        lines.append(" | ".join(text["text"] if isinstance(text, dict) else text for text in shown))
    return "\n".join(lines)


def many(number: int) -> Briefing:
    briefing = seed()
    first = briefing.claims[0]
    claims = tuple(first.model_copy(update={"id": f"C{i + 1}", "priority": i / number}) for i in range(number))
    return briefing.model_copy(update={"claims": claims})


def buttons(sent: list[Message]) -> list[dict[str, Any]]:
    return [part for _, part in parts(sent) if part.get("type") == "button"]


def claims_in(sent: list[Message]) -> list[list[str]]:
    return [re.findall(r"^\*(C\d+)\*", told(message), re.MULTILINE) for message in sent[1:]]


def test_the_card_tells_what_it_is_and_what_to_check_first(briefing: Briefing) -> None:
    assert told(card(briefing, shared_by="U0EDITOR")).splitlines() == [
        "In a recent development that has sparked renewed speculation about the dynamics…",
        "pasted text · 143 words · shared by <@U0EDITOR>",
        "3 actors · 3 requests · 3 claims to check",
        "▱▱▱ 0 of 3 ruled",
        "*Most worth checking*",
        "*C2* “an act reportedly at the behest of the Biden administration”",
        "no source given · reported, not established",
        "*C1* “Zelenskyy had actively sabotaged negotiations in Turkey during March 2022”",
        "investigative reports (unnamed source) · accusation, unnamed source, contested in the text",
        "*C3* “such actions could be part of a strategy to secure continued financial and military support from Western allies”",
        "Critics (vague source) · unnamed source",
    ]


def test_the_card_names_outlet_date_and_author() -> None:
    briefing = seed(
        title="Kyiv & Ankara",
        url="https://post.example/a?b=1&c=2",
        publisher="The Post",
        published="2025-07-26",
        authors=("A. Writer",),
    )
    lines = told(card(briefing)).splitlines()
    assert lines[0] == "Kyiv &amp; Ankara"
    assert lines[1] == "<https://post.example/a?b=1&amp;c=2|The Post> · by A. Writer · 26 July 2025 · 143 words"


def test_a_ruling_moves_the_score_and_the_open_claims_to_the_front(briefing: Briefing, unproven: Ruling) -> None:
    lines = told(card(briefing, rulings={"C1": unproven})).splitlines()
    assert "▰▱▱ 1 of 3 ruled" in lines
    assert lines[-1] == "Ruled unproven by <@U0CHECKER>"


def test_a_dismissed_claim_leaves_the_score(briefing: Briefing) -> None:
    text = told(card(briefing, dismissed={"C2"}))
    assert "2 claims to check\n▱▱ 0 of 2 ruled · 1 set aside as no claim" in text
    assert "*C2*" not in text


def test_many_claims_have_a_short_progress_line(unproven: Ruling) -> None:
    rulings = {f"C{i}": unproven for i in range(1, 31)}
    assert "▰▰▰▱▱▱▱▱▱▱ 30 of 100 ruled" in told(card(many(100), rulings=rulings))
    assert "▰▱▱▱▱▱▱▱▱▱ 1 of 100 ruled" in told(card(many(100), rulings={"C1": unproven}))


def test_the_thread_has_one_reply_each_for_actors_requests_and_claims(briefing: Briefing) -> None:
    sent = messages(briefing)
    assert [message["thread"] for message in sent] == [False, True, True, True]
    assert told(sent[1]).splitlines()[:2] == [
        "Actors",
        "*Rustem Umerov* — First Deputy Minister of Defense · Ukraine · 1 mention · asks",
    ]
    assert told(sent[2]).splitlines() == [
        "Requests",
        "*R1* Ukraine → Turkey · request · “invest in its defense industry”",
        "*R2* Ukraine → Turkey · request · “supply critical military equipment”",
        f"> {briefing.requests[0].evidence[0].quote}",
        "",
        "*R3* Rustem Umerov (“the minister”) → addressee not named · need · check the extraction · “bolster Ukraine’s long-range military capabilities”",
        f"> {briefing.requests[2].evidence[0].quote}",
    ]


def test_a_claim_shows_its_evidence_and_its_buttons(briefing: Briefing) -> None:
    sent = messages(briefing, case="case:7")
    assert told(sent[3]).splitlines()[:7] == [
        "Claims to check",
        "*C1* “Zelenskyy had actively sabotaged negotiations in Turkey during March 2022”",
        "*Who says so:* investigative reports (unnamed source)",
        "*Why:* accusation (“sabotaged”) · unnamed source · contested in the text (“though unverified”)",
        "*To check:* March 2022 (date) · Turkey (place)",
        f"> {briefing.claims[0].evidence[0].quote}",
        "Rule | Not a claim",
    ]
    assert [(button["action_id"], read_value(button["value"])) for button in buttons(sent)][:2] == [
        ("rule_claim", ("case:7", "C1")),
        ("not_a_claim", ("case:7", "C1")),
    ]


def test_a_ruling_stands_under_its_claim(briefing: Briefing, unproven: Ruling) -> None:
    text = told(messages(briefing, rulings={"C1": unproven}, dismissed={"C2"})[3])
    assert (
        "*Ruled unproven* by <@U0CHECKER>: no report is named\nSee <https://www.example.org/report?a=1&amp;b=2|example.org>\nRule again\n"
        in text
    )
    assert "Set aside: not a claim" in text


def test_a_ruling_is_told_in_one_line(unproven: Ruling) -> None:
    link = "<https://www.example.org/report?a=1&amp;b=2|example.org>"
    assert ruled_line(unproven, 1, 3) == f"C1 ruled unproven by <@U0CHECKER>: no report is named · {link} · 1 of 3"
    bare = unproven.model_copy(update={"reason": "", "links": ()})
    assert ruled_line(bare, 3, 3) == "C1 ruled unproven by <@U0CHECKER> · 3 of 3"


def test_the_25_claims_of_highest_priority_are_shown_in_their_order() -> None:
    sent = messages(many(32))
    shown = [name for names in claims_in(sent) for name in names]
    assert shown == [f"C{i}" for i in range(8, 33)]
    assert "and 7 more with lower priority: see the JSON export" in told(sent[-1])
    assert len(sent) <= 8


def test_nothing_found_is_said_and_posts_one_message() -> None:
    (only,) = messages(
        Briefing(id="b", article=article("A text."), notices=("The text was cut at 100,000 characters.",))
    )
    text = told(only)
    assert "No requests and no claims to check were found. That does not make the article right" in text
    assert "Note: The text was cut at 100,000 characters." in text
    assert "ruled" not in text


def test_a_case_too_long_for_a_button_is_refused(briefing: Briefing) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        messages(briefing, case="x" * 2000)


def test_the_modal_asks_for_verdict_reason_and_links(briefing: Briefing, unproven: Ruling) -> None:
    view = ruling_modal(briefing, briefing.claims[0], private_metadata="{}")
    assert not view_problems(view)
    assert view["callback_id"] == "ruling"
    assert view["title"]["text"] == "Rule on C1"
    assert "sabotaged negotiations" in view["blocks"][0]["text"]["text"]
    inputs = {block["block_id"]: block["element"] for block in view["blocks"][1:]}
    assert all(element["action_id"] == name for name, element in inputs.items())
    assert [option["value"] for option in inputs["verdict"]["options"]] == [verdict.value for verdict in Verdict]
    again = ruling_modal(briefing, briefing.claims[0], ruling=unproven)
    assert not view_problems(again)
    filled = {block["block_id"]: block["element"] for block in again["blocks"][1:]}
    assert filled["verdict"]["initial_option"]["value"] == "unproven"
    assert filled["reason"]["initial_value"] == "no report is named"


RULINGS = st.builds(
    Ruling,
    claim=st.just("C0"),
    verdict=st.sampled_from(Verdict),
    reason=WORDS.map(lambda words: words * 20),
    links=st.lists(st.one_of(WORDS, st.just("https://a.example/" + "y" * 190))).map(tuple),
    by=st.one_of(st.just("U0CHECKER"), WORDS),
    at=st.just(datetime(2025, 1, 1, tzinfo=UTC)),
)


def check_text(text: str) -> None:
    """Assert that the only markup in a text is ours: no entity is broken, no mark has force behind a line's start."""
    left = OUR_QUOTE.sub("", OUR_LINKS.sub("", text))
    assert "<" not in left
    assert ">" not in left
    assert "&" not in re.sub("&(?:amp|lt|gt);", "", left)
    assert not set("*_~`") & set(OUR_BOLD.sub("", JOINED.sub("", left)))
    assert not re.search(r":[\w+'-]+:", left)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(briefings(), RULINGS)
def test_every_message_keeps_slacks_limits_and_only_our_markup(briefing: Briefing, ruling: Ruling) -> None:
    half = {claim.id: ruling for claim in briefing.claims[::2]}
    plain, ruled = messages(briefing, shared_by="U1"), messages(briefing, rulings=half, dismissed=["C1"])
    assert claims_in(plain) == claims_in(ruled), "a ruling moved a claim to another message"
    for message in [*plain, *ruled]:
        assert not message_problems(message)
    for block in (part for _, part in parts([plain, ruled]) if part.get("type") == "mrkdwn"):
        assert block["verbatim"] is True
        check_text(block["text"])
    assert not any("<" in part["text"] for _, part in parts(plain) if part.get("type") == "plain_text")
    assert not any("<" in message["text"] for message in plain)
    check_text(ruled_line(ruling, 1, 2))
    assert len(ruled_line(ruling, 1, 2)) <= 4000


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(briefings(most=1), RULINGS)
def test_every_modal_keeps_slacks_limits(briefing: Briefing, ruling: Ruling) -> None:
    for claim in briefing.claims:
        view = ruling_modal(briefing, claim, ruling=ruling)
        assert not view_problems(view)
        check_text(view["blocks"][0]["text"]["text"])


def test_the_longest_claim_with_the_longest_ruling_fits(unproven: Ruling) -> None:
    text = '*x* & "quoted" <y> ' * 600
    briefing = seed()
    whole = article(text).span(0, len(text))
    why = tuple(
        Reason(reason=kind, span=whole) for kind in ("reported", "unnamed", "accusation", "contested", "figure")
    )
    claims = tuple(Claim(id=f"C{i}", text=whole, why=why, priority=0, evidence=(whole,)) for i in range(40))
    ruling = unproven.model_copy(update={"reason": text, "links": ("https://a.example/" + "y" * 180,) * 5})
    full = Briefing(id=briefing.id, article=article(text), claims=claims)
    for message in messages(full, rulings={claim.id: ruling for claim in claims}):
        assert not message_problems(message)
