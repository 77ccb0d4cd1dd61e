"""Names become actors: mentions of one actor are put together, states found under all their names.

Apart from the component because this is the memory of one article in the making.
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from bot.briefing.model import ActorKind
from bot.extraction.frames import ActorFrame, ActorMention, Findings
from bot.extraction.lexicon import words
from bot.extraction.names import TITLES, name_words, same_organisation, same_person
from bot.extraction.polities import Polities
from bot.extraction.states import StateName
from bot.extraction.syntax import lemma

SHORTEST_OPENING = 5
"""In letters: a shorter first word does not tell an organisation."""


class Registry:
    """Actors in the making, by kind of name; full names are known before short ones are placed."""

    def __init__(self, found: Findings, known: Polities | None = None) -> None:
        self.found = found
        self.known = known or Polities()
        self.people: list[tuple[Span, tuple[str, ...]]] = []
        self.organisations: list[Span] = []
        self.others: list[Span] = []
        self.states: dict[str, ActorFrame] = {}
        self.named: list[tuple[tuple[str, ...], ActorFrame]] = []

    def add(self, span: Span) -> None:
        """Sort a name by what it names."""
        state, name = self.known.find(span.text), span.text.lower()
        if name in self.known.adjectives or (span.label_ == "PERSON" and name in self.known.places):
            return
        if (body := _body(span)) is not None and not (
            state is not None and lemma(body.root) in words("sources", "state_organs")
        ):
            self.organisations.append(body)
        elif state is not None and (span.label_ != "PERSON" or not state.listed):
            self._add_state(span, state)
        elif span.label_ == "PERSON":
            self.people.append((span, name_words(span.text)))
        elif span.label_ == "ORG":
            self.organisations.append(span)
        else:
            self.others.append(span)

    def _add_state(self, span: Span, state: StateName) -> None:
        """Take a state's name; a demonym counts only with an organ of the state ("the Russian government")."""
        organ = span.root.head if span.root.dep_ in {"amod", "compound", "nmod:poss", "nmod", "nmod:desc"} else None
        form_is_name = state.kind == "name"
        if (
            organ is not None
            and lemma(organ) in words("sources", "state_organs")
            and organ.i >= span.end
            and organ.i - span.end <= 1
        ):
            span = Span(span.doc, span.start, organ.i + 1, label=span.label_)
            form_is_name = True
        elif state.kind == "demonym" or (state.kind == "capital" and not _does_something(span.root)):
            return
        actor = self.states.setdefault(
            state.code, ActorFrame(kind="state", country=state.code if state.listed else None)
        )
        self._mention(actor, span, named=form_is_name)

    def _mention(self, actor: ActorFrame, span: Span, *, named: bool = True) -> None:
        actor.mentions.append(ActorMention(span, "name" if named else "nominal"))
        for token in span:
            self.found.by_token[token.i] = actor

    def finish(self) -> Iterator[ActorFrame]:
        """Merge and yield the actors in the order of their first mention."""
        self._move_bodies()
        actors = [*self.states.values(), *self._merge_people(), *self._merge_organisations()]
        for span in self.others:
            if (group := _group_kind(span)) is not None and self.known.find(span.text) is None:
                known = next((a for a in actors if a.kind == "group" and a.name == span.lemma_.lower()), None)
                if known is None:
                    known = ActorFrame(kind=group, name=span.lemma_.lower())
                    actors.append(known)
                self._mention(known, span)
        yield from sorted(actors, key=lambda actor: min(m.span.start for m in actor.mentions))

    def _move_bodies(self) -> None:
        """Take the first word of an organisation's name for that organisation, whatever the namer calls it."""
        openings = {name_words(span.text)[0] for span in self.organisations if len(name_words(span.text)) > 1}
        surnames = {part for _, parts in self.people if len(parts) > 1 for part in parts}
        bodies = [
            span
            for span, parts in self.people
            if len(parts) == 1 and parts[0] in openings - surnames and len(parts[0]) >= SHORTEST_OPENING
        ]
        if bodies and not any(_is_titled(span) for span in bodies):
            self.organisations += bodies
            self.people = [(span, parts) for span, parts in self.people if span not in bodies]

    def _merge_people(self) -> list[ActorFrame]:
        people = self.named
        for span, parts in sorted(self.people, key=lambda item: (-len(item[1]), item[0].start)):
            known = [(full, actor) for full, actor in people if same_person(parts, full) or same_person(full, parts)]
            if len(known) > 1:
                known = [min(known, key=lambda item: _distance(item[1], span))]
            if known:
                actor = known[0][1]
            else:
                actor = ActorFrame(kind="person")
                people.append((parts, actor))
            self._mention(actor, span)
        return [actor for _, actor in people]

    def _surname(self, span: Span) -> ActorFrame | None:
        """Return the person whose surname the namer took for an organisation."""
        parts = name_words(span.text)
        return next((a for full, a in self.named if len(parts) == 1 and len(full) > 1 and full[-1] == parts[0]), None)

    def _merge_organisations(self) -> list[ActorFrame]:
        merged: list[tuple[set[str], ActorFrame]] = []
        for span in sorted(self.organisations, key=lambda s: (-len(s.text), s.start)):
            if (person := self._surname(span)) is not None:
                self._mention(person, span)
                continue
            known = [entry for entry in merged if _bears(entry[0], span.text)]
            acronym = _expansion(span)
            if acronym is not None:
                known = [
                    (names, actor) for names, actor in merged if any(m.span.end == acronym for m in actor.mentions)
                ] or known
            if len(known) > 1:
                known = [min(known, key=lambda item: _distance(item[1], span))]
            if known:
                known[0][0].add(span.text)
                actor = known[0][1]
            else:
                actor = ActorFrame(kind="organisation")
                merged.append(({span.text}, actor))
            self._mention(actor, span)
        return [actor for _, actor in merged]


def _is_titled(span: Span) -> bool:
    return span.start > 0 and span.doc[span.start - 1].lower_.strip(".") in TITLES


def _bears(names: set[str], text: str) -> bool:
    """Say whether one of an organisation's names is, or can be shortened to, `text`."""
    return text in names or any(same_organisation(text, name) for name in names)


def _distance(actor: ActorFrame, span: Span) -> int:
    """Return how far the nearest mention lies; what stands before counts for more."""
    return min(abs(span.start - m.span.start) * (1 if m.span.start < span.start else 3) for m in actor.mentions)


def _expansion(span: Span) -> int | None:
    """Return where the name ends that `span` abbreviates in brackets: "World Health Organization (WHO)"."""
    doc = span.doc
    if span.start >= 2 and doc[span.start - 1].text == "(" and len(span) == 1 and span.text.isupper():  # noqa: PLR2004
        return span.start - 1
    return None


def _body(span: Span) -> Span | None:
    """Return the organisation that a name and the noun behind it make: "the Biden administration"."""
    doc, end = span.doc, span.end
    noun = doc[end] if end < len(doc) else None
    if (
        noun is None
        or noun.pos_ not in {"NOUN", "PROPN"}
        or noun.tag_ == "NNS"
        or noun.ent_type_
        or lemma(noun) not in words("sources", "bodies")
    ):
        return None
    return (
        Span(doc, span.start, end + 1, label="ORG") if span.root.head.i == noun.i or noun.i == span.root.i + 1 else None
    )


def _does_something(token: Token) -> bool:
    """Say whether a name acts, or is asked to."""
    asked = token.dep_ in {"obj", "iobj"} and lemma(token.head) in words("requests", "verbs", "person_to")
    return asked or token.dep_ in {"nsubj", "nsubj:pass", "obl:agent"}


def _group_kind(span: Span) -> ActorKind | None:
    """Return "group" for a people or movement that acts, None for other names."""
    plural = span.root.tag_ in {"NNPS", "NNS"} or (span.text.istitle() and span.root.text.endswith(("i", "s")))
    if span.label_ == "MISC" and span.root.pos_ in {"PROPN", "NOUN"} and plural and _does_something(span.root):
        return "group"
    return None
