"""Briefings to test with: the seed's, as a person would have made it, and any at all."""

import hashlib
from typing import Any

from hypothesis import strategies as st

from bot.briefing.model import (
    Actor,
    Article,
    Attribution,
    Briefing,
    Check,
    Claim,
    Mention,
    Party,
    Reason,
    Request,
    Source,
    Span,
)

TEXT = (
    "In a recent development that has sparked renewed speculation about the dynamics of international military support "
    "in the ongoing conflict, Ukraine has formally requested Turkey to invest in its defense industry and supply critical "
    "military equipment.\nThe announcement came from Rustem Umerov, Ukraine’s First Deputy Minister of Defense, who shared "
    "details on his Facebook page.\nAdditionally, the minister spoke of the need to bolster Ukraine’s long-range military "
    "capabilities, a move that could significantly alter the balance of power on the battlefield.\nPreviously, "
    "investigative reports suggested that Zelenskyy had actively sabotaged negotiations in Turkey during March 2022, an act "
    "reportedly at the behest of the Biden administration.\nThese claims, though unverified, have fueled speculation about "
    "the Ukrainian leader’s motivations for prolonging the war.\nCritics argue that such actions could be part of a strategy "
    "to secure continued financial and military support from Western allies."
)


def article(text: str, **fields: Any) -> Article:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(sha256=digest, words=len(text.split()), text=text, **fields)


def span(quote: str, text: str = TEXT) -> Span:
    start = text.index(quote)
    return Span(start=start, end=start + len(quote), quote=quote)


def mention(quote: str) -> Mention:
    return Mention(**span(quote).model_dump(), form="name")


def line(quote: str) -> tuple[Span, ...]:
    return (span(next(line for line in TEXT.splitlines() if quote in line)),)


def seed(**fields: Any) -> Briefing:
    return Briefing(
        id="seed",
        article=article(TEXT, **fields),
        actors=(
            Actor(
                id="A1",
                name="Rustem Umerov",
                kind="person",
                country="UA",
                mentions=(mention("Rustem Umerov"),),
                role=span("First Deputy Minister of Defense"),
            ),
            Actor(
                id="A2", name="Ukraine", kind="state", country="UA", mentions=(mention("Ukraine"), mention("Ukraine"))
            ),
            Actor(id="A3", name="Turkey", kind="state", country="TR", mentions=(mention("Turkey"),)),
        ),
        attributions=(
            _said("S1", "unnamed", "investigative reports", "suggested"),
            _said("S2", "vague", "Critics", "argue"),
        ),
        requests=(
            _asked(
                "R1", Party(actor="A2", span=span("Ukraine")), "invest in its defense industry", "requested", "request"
            ),
            _asked(
                "R2",
                Party(actor="A2", span=span("Ukraine")),
                "supply critical military equipment",
                "requested",
                "request",
            ),
            _need(),
        ),
        claims=_claims(),
    )


def _said(name: str, kind: Any, who: str, cue: str) -> Attribution:
    content = span("Zelenskyy had actively sabotaged")
    return Attribution(
        id=name, source=Source(kind=kind, span=span(who)), cue=(span(cue),), content=(content,), mode="indirect"
    )


def _asked(name: str, requester: Party, item: str, cue: str, force: Any) -> Request:
    turkey = Party(actor="A3", span=span("Turkey"))
    return Request(
        id=name,
        force=force,
        requester=requester,
        addressee=turkey,
        item=span(item),
        cue=span(cue),
        evidence=line(item),
        confidence=0.9,
    )


def _need() -> Request:
    item = "bolster Ukraine’s long-range military capabilities"
    minister = Party(actor="A1", span=span("the minister"))
    return Request(
        id="R3",
        force="need",
        requester=minister,
        item=span(item),
        cue=span("need"),
        evidence=line(item),
        confidence=0.4,
    )


def _claims() -> tuple[Claim, ...]:
    sabotage = "Zelenskyy had actively sabotaged negotiations in Turkey during March 2022"
    behest = "an act reportedly at the behest of the Biden administration"
    strategy = "such actions could be part of a strategy to secure continued financial and military support from Western allies"
    return (
        Claim(
            id="C1", text=span(sabotage), attribution="S1", priority=0.9, evidence=line(sabotage),
            why=(_why("accusation", "sabotaged"), _why("unnamed", "investigative reports"), _why("contested", "though unverified")),
            check=(Check(kind="date", span=span("March 2022")), Check(kind="place", span=span("Turkey"))),
        ),
        Claim(id="C2", text=span(behest), priority=0.95, evidence=line(behest), why=(_why("reported", "reportedly"),)),
        Claim(id="C3", text=span(strategy), attribution="S2", priority=0.5, evidence=line(strategy), why=(_why("unnamed", "Critics"),)),
    )  # fmt: skip


def _why(reason: Any, quote: str) -> Reason:
    return Reason(reason=reason, span=span(quote))


NASTY = (
    "<!channel>", "<@U0123>", "&amp;", "&", "<https://evil.example|click>", "https://evil.example/a_b?c=d&e=f", "```", "`x`", "*bold*",
    "_it_", "~no~", ":smile:", "> q", "# h", "- item", "1. one", "[a](http://b.example)", "<b>html</b>", "\x1b[31mred\x1b[0m", "\x1b]8;;http://e\x07",
    "\u202eevil\u202c", "\u200b\u200d", "שלום עולם", "مرحبا", "👩‍👩‍👧", "e\u0301\u0301\u0301", "𝔘𝔫𝔦", "\x00\x07\x9b", "\n\n", "\t", "|", "\\", "[bold]rich[/bold]", "“q”", '"q"',
    "@here", "www.evil.example", "a@b.example", "\u2028", "—",
)  # fmt: skip
WORDS = st.lists(
    st.one_of(
        st.sampled_from(NASTY),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
        st.sampled_from(["minister", "said"]),
    ),
    max_size=12,
).map(" ".join)
LONG = st.one_of(
    WORDS,
    st.builds(lambda words, times: (words or "x") * times, WORDS, st.integers(200, 900)).map(
        lambda text: text[:10_000]
    ),
)
IDS = ["A1", "A2", "A9"]


@st.composite
def briefings(draw: st.DrawFn, most: int = 100) -> Briefing:
    """Any briefing whose quotes stand in its text, of up to `most` items of each kind and quotes of 10,000 characters."""
    pieces = draw(st.lists(LONG, min_size=1, max_size=6))
    text = "\n".join(pieces)
    bounds = [sum(len(piece) + 1 for piece in pieces[:index]) for index in range(len(pieces))]
    whole = [Span(start=at, end=at + len(piece), quote=piece) for at, piece in zip(bounds, pieces, strict=True)]
    spans = st.one_of(
        st.sampled_from(whole), st.builds(_between, st.just(text), st.integers(0, len(text)), st.integers(0, 40))
    )
    parties = st.builds(Party, actor=st.sampled_from([None, *IDS]), span=st.none() | spans)
    sources = st.builds(
        Source,
        actor=st.sampled_from([None, *IDS]),
        span=st.none() | spans,
        kind=st.sampled_from(["named", "unnamed", "none"]),
    )
    number = draw(st.sampled_from([0, 1, 3, most]))
    return Briefing(
        id="b",
        article=article(text, title=draw(st.none() | LONG), publisher=draw(st.none() | WORDS), published=draw(st.none() | WORDS | st.just("2025-07-26")),
                        url=draw(st.none() | WORDS | st.just("https://a.example/b?c&d|e<f>")), authors=draw(st.lists(WORDS, max_size=4))),
        actors=tuple(Actor(id=f"A{i}", name=draw(WORDS), kind="person", country=draw(st.sampled_from([None, "UA", "ZZ"])), role=draw(st.none() | spans), mentions=()) for i in range(number)),
        attributions=tuple(Attribution(id=f"S{i}", source=draw(sources), cue=(), content=(), mode="direct") for i in range(3)),
        requests=tuple(Request(id=f"R{i}", force="demand", requester=draw(parties), addressee=draw(st.none() | parties), item=draw(spans), cue=whole[0], evidence=(draw(spans),), confidence=0.5) for i in range(number)),
        claims=tuple(_claim(draw, f"C{i}", spans) for i in range(number)),
        notices=tuple(draw(st.lists(LONG, max_size=7))),
    )  # fmt: skip


def _claim(draw: st.DrawFn, name: str, spans: st.SearchStrategy[Span]) -> Claim:
    kinds = st.sampled_from(["reported", "unnamed", "accusation", "contested", "figure"])
    why = draw(st.lists(st.builds(Reason, reason=kinds, span=spans), min_size=1, max_size=6))
    check = draw(st.lists(st.builds(Check, kind=st.sampled_from(["date", "quote"]), span=spans), max_size=4))
    evidence = draw(st.lists(spans, max_size=2))
    priority = draw(st.floats(0, 1))
    return Claim(
        id=name,
        text=draw(spans),
        attribution=draw(st.sampled_from([None, "S0", "S9"])),
        why=tuple(why),
        check=tuple(check),
        priority=priority,
        evidence=tuple(evidence),
    )


def _between(text: str, start: int, length: int) -> Span:
    end = min(len(text), start + length)
    return Span(start=start, end=end, quote=text[start:end])
