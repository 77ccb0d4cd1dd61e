"""Component: who acts in the article. Names become mentions, mentions of one actor become one.

Runs first of our components, because sources, requesters and addressees are looked up among its actors.
"""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from bot.extraction.frames import ActorFrame, findings
from bot.extraction.lexicon import words
from bot.extraction.merging import Registry
from bot.extraction.names import TITLES, name_words
from bot.extraction.polities import polities
from bot.extraction.roles import find_country, find_role
from bot.extraction.states import find_state
from bot.extraction.syntax import child, lemma

MAX_NAME_TOKENS = 12
INSTITUTIONS = words("sources", "organisations") | words("sources", "bodies")
"""What acts by its nature: a ministry is an actor where a magazine may only be mentioned."""


@Language.factory("factdesk_actors", requires=["doc.ents", "token.dep"], assigns=["doc._.findings"])
class ActorFinder:
    """Merge the names of a Doc into actors and give each its role, country and kind."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.findings.actors`."""
        found = findings(doc)
        known = polities(doc)
        registry = Registry(found, known)
        for ent in (*doc.ents, *_unmarked(known.spans)):
            if (span := _clean(ent)) is not None:
                registry.add(span)
        for actor in registry.finish():
            describe(actor)
            found.actors.append(actor)
            found.named += [(m.span.start, m.span, actor) for m in actor.mentions]
        found.named.sort(key=lambda entry: entry[0])
        return doc


def _unmarked(states: list[Span]) -> Iterator[Span]:
    """Yield the states that the namer has not marked as names."""
    for span in states:
        if not any(token.ent_type_ for token in span):
            yield Span(span.doc, span.start, span.end, label="LOC")


def _clean(ent: Span) -> Span | None:
    """Cut a name down to itself: no spaces, possessives, quotes or leading article at its edges."""
    start, end = ent.start, ent.end
    doc = ent.doc
    for i in range(start, end):
        if "\n" in doc[i].text:
            end = i
            break
    while end > start and (
        doc[end - 1].text in {"'s", "’s", "'", "’"}
        or doc[end - 1].is_space
        or doc[end - 1].text in {",", "“", "”", '"', ")", "("}
    ):
        end -= 1
    while start < end and (
        doc[start].is_space or doc[start].lower_ == "the" or doc[start].text in {"“", "”", '"', "("}
    ):
        start += 1
    while end > start + 1 and doc[end - 1].pos_ in {"ADP", "DET", "CCONJ"} and doc[end - 1].is_lower:
        end -= 1
    if end == start + 1 and name_words(doc[start].text)[:1] and name_words(doc[start].text)[0] in TITLES:
        return None  # "the President" is a title, whatever the namer says
    if end <= start or end - start > MAX_NAME_TOKENS or not any(char.isalpha() for char in doc[start:end].text):
        return None
    if ent.label_ == "ORG" and start > 0 and _is_its_state(doc[start - 1], doc[start:end]):
        start -= 1
    return Span(doc, start, end, label=ent.label_)


def _is_its_state(token: Token, name: Span) -> bool:
    """Say whether a demonym before an institution belongs to its name: "Russian Ministry of Foreign Affairs"."""
    state = find_state(token.text)
    institution = any(lemma(t) in INSTITUTIONS or t.lower_ in INSTITUTIONS for t in name)
    return state is not None and state.kind == "demonym" and institution and token.head.i in range(name.start, name.end)


def describe(actor: ActorFrame) -> None:
    """Set name, role, country and how much the actor does."""
    names = [m.span for m in actor.mentions if m.form == "name"] or [m.span for m in actor.mentions]
    plain = [span for span in names if actor.kind == "state" and not _is_organ(span, listed=actor.country is not None)]
    actor.name = max(
        plain or names,
        key=lambda span: (len(name_words(span.text)), len(span.text) if actor.kind == "state" else 0, -span.start),
    ).text
    if actor.kind == "person":
        actor.role = next((role for m in actor.mentions if (role := find_role(m.span)) is not None), None)
    if actor.country is None:
        actor.country = find_country(actor)
    institution = actor.kind == "organisation" and any(lemma(t) in INSTITUTIONS for t in names[0])
    actor.acts = sum(_activity(m.span.root) for m in actor.mentions) * (4 if institution else 1)


def _is_organ(span: Span, *, listed: bool) -> bool:
    """Say whether a name is that of a state's organ: "Russia's government", and where no list has the state, any."""
    organ = lemma(span.root) in words("sources", "state_organs")
    return any(token.tag_ == "POS" for token in span) or (organ and not listed)


def _activity(token: Token) -> float:
    """Return how strongly a mention shows its actor at work."""
    head = token
    while head.dep_ in {"conj", "flat", "compound", "appos", "nmod:desc"} and head.head.i != head.i:
        head = head.head
    if head.dep_ in {"nsubj", "nsubj:pass", "obl:agent", "nsubj:outer"}:
        return 0.4 if head.dep_ == "obl:agent" and head.head.dep_ == "acl" else 1.0
    if head.dep_ == "obl" and (case := child(head, "case")) is not None and case.lower_ in {"according", "by", "per"}:
        return 1.0
    if head.dep_ in {"obj", "iobj"} and head.head.pos_ == "VERB":
        return 0.5
    return 0.25 if head.dep_ in {"nmod:poss", "nmod", "obl"} else 0.1
