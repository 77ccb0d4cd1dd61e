"""Dossiers to export: one as a desk would have it, and any at all."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from bot.briefing.export import Dossier, Newsroom
from bot.briefing.ruling import Addition, Dismissal, Note, Ruling, Verdict
from tests.briefing.briefings import LONG, NASTY, WORDS, briefings, seed

AT = datetime(2025, 7, 26, 12, 30, tzinfo=UTC)
LATER = datetime(2025, 7, 27, 9, tzinfo=UTC)
POST = Newsroom(name="The Post", url="https://post.example", reviews="https://post.example/checks/{briefing}")
ACTS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    "=cmd|'/c calc'!A0",
    ";=1",
    "a;-1",
    '";=1',
    "\u200b=1",
)
HOSTILE = st.one_of(LONG, st.sampled_from([*ACTS, *NASTY]))


def ruled(claim: str, verdict: Verdict = Verdict.FALSE, **fields: Any) -> Ruling:
    return Ruling(claim=claim, verdict=verdict, by="U1", at=AT, **fields)


def dossier(**fields: Any) -> Dossier:
    """Return the seed's briefing: C1 ruled false, C2 set aside, C3 open and looked into, C4 added by a person."""
    article = {
        "title": "Kyiv & Ankara",
        "url": "https://news.example/a?b=1&c=2",
        "publisher": "News",
        "published": "2025-07-25",
    }
    told: dict[str, Any] = {
        "briefing": seed(**article),
        "rulings": {"C1": ruled("C1", reason="no such report", links=("https://proof.example/a?b=1", "see the drive"))},
        "dismissals": {"C2": Dismissal(claim="C2", reason="an opinion", by="U2", at=AT)},
        "additions": (Addition(claim="C4", text="The factory is in Izmir", by="U2", at=AT),),
        "notes": (
            Note(claim="C3", text="asked the ministry", by="U1", at=AT),
            Note(text="lawyers have seen it", by="U2", at=LATER),
        ),
        "assigned": {"C3": "U2"},
        "people": {"U1": "Ada Checker"},
    }
    return Dossier(**{**told, **fields})


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """Any dossier: hostile words wherever the article or a person can put them."""
    briefing = draw(briefings(most=3))
    claims = [claim.id for claim in briefing.claims]
    ids = st.sampled_from([*claims, "C9"])
    signed = {"by": WORDS, "at": st.just(AT)}
    links = st.lists(st.one_of(WORDS, st.sampled_from(["https://a.example/b?c&d|e<f>", *ACTS])), max_size=3).map(tuple)
    rulings = {
        claim: draw(
            st.builds(
                Ruling, claim=st.just(claim), verdict=st.sampled_from(Verdict), reason=HOSTILE, links=links, **signed
            )
        )
        for claim in claims
        if draw(st.booleans())
    }
    dismissals = {
        claim: draw(st.builds(Dismissal, claim=st.just(claim), reason=HOSTILE, links=links, **signed))
        for claim in claims
        if claim not in rulings and draw(st.booleans())
    }
    added = st.lists(
        st.builds(Addition, claim=HOSTILE, text=HOSTILE, **signed), max_size=2, unique_by=lambda one: one.claim
    )
    return Dossier(
        briefing=briefing,
        rulings=rulings,
        dismissals=dismissals,
        additions=tuple(one for one in draw(added) if one.claim not in claims),
        notes=tuple(draw(st.lists(st.builds(Note, claim=st.none() | ids, text=HOSTILE, **signed), max_size=3))),
        assigned={claim: draw(WORDS) for claim in claims[:1]},
        people=draw(st.dictionaries(WORDS, HOSTILE, max_size=2)),
    )
