"""Whatever stands in a text, every quote is found where the briefing says it stands."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.briefing.model import spans_of
from bot.extraction.normal import normal
from tests.extraction.newsroom import asked, brief, parsed

NEWS = (
    "President Peter Holm urged Russia on Tuesday to withdraw its troops from the village.",
    "“The bridge is safe and the road is open,” said President Peter Holm.",
    "A senior official, who spoke on condition of anonymity, said the army had attacked the village.",
    "The company said on Monday that it had lost $40 million last year.",
    "Russia denied that its army had attacked the village. The claim, still unverified, has angered Turkey.",
    "According to the World Health Organization (WHO), cases fell by 12% in March 2022.",
)
ODD = (
    "e\u0301", "a\u0308\u0301", "\u0301", "🙂", "👩‍👩‍👧", "🇺🇦", "\r\n", "\r", "\n\n", "\u200b", "\u200d", "\ufeff", "\u202e", "\u202c",
    "\u2067שלום\u2069", "مرحبا", "\u00a0", "\u2028", "\u2029", "\x85", "\u3000", "\t", "\u00ad", "ﬁ", "İ", "ß", "각", "𝔘", "“", "”", '"', "''",
)  # fmt: skip


@st.composite
def odd_news(draw: st.DrawFn) -> str:
    """Real sentences with odd characters at any place in and between them."""
    text = draw(st.sampled_from(["", " ", "\r\n"])).join(draw(st.lists(st.sampled_from(NEWS), min_size=1, max_size=3)))
    for sign in draw(st.lists(st.sampled_from(ODD) | st.characters(exclude_categories=["Cs"]), max_size=10)):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + sign + text[at:]
    return text


@given(odd_news())
@example("\r\n\u200b" + NEWS[0].replace(" ", "\u00a0") + "\u2028" + NEWS[1])
@example("Pe\u0301ter Ho\u0308lm urged Russia to with\u00addraw its troops\u202e from the village.\u202c")
@settings(max_examples=60, deadline=None)
def test_every_quote_stands_where_the_briefing_says(text: str) -> None:
    briefing = brief(text)
    assert briefing.article.text == text
    spans = spans_of(briefing)
    assert all(text[span.start : span.end] == span.quote for span in spans)
    assert all(span.start < span.end and span.quote.strip() for span in spans)


@given(odd_news())
@settings(max_examples=30, deadline=None)
def test_sentence_never_runs_over_a_paragraph(text: str) -> None:
    for sentence in parsed(normal(text).text).sents:
        assert "\n" not in sentence.text.strip()


def test_odd_spaces_and_signs_hide_nothing() -> None:
    plain = "President Peter Holm urged Russia on Tuesday to withdraw its troops from the village."
    odd = "\ufeff" + plain.replace(" ", "\u00a0").replace("troops", "tro\u00adops").replace("village", "vil\u200blage")
    assert [one.item for one in asked(plain)] == ["withdraw its troops from the village"]
    assert [one.item for one in asked(odd)] == [
        "withdraw\u00a0its\u00a0tro\u00adops\u00a0from\u00a0the\u00a0vil\u200blage"
    ]


def test_composed_and_decomposed_names_are_one_actor() -> None:
    briefing = brief("José Müller met reporters in Berlin.\nJose\u0301 Mu\u0308ller asked Turkey to open its ports.")
    people = [actor for actor in briefing.actors if actor.kind == "person"]
    assert [[mention.quote for mention in person.mentions] for person in people] == [
        ["José Müller", "Jose\u0301 Mu\u0308ller"]
    ]
