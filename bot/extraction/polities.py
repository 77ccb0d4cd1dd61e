"""States and places that no list knows, by how the article itself speaks of them: "Osk's government", "the town of Dral".

Apart from `states`, which knows the world's own: here one article is all the evidence there is.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from bot.extraction.lexicon import words
from bot.extraction.names import TITLES
from bot.extraction.states import StateName, find_state
from bot.extraction.syntax import child, children, lemma

SHORTEST_STEM = 3
MODIFIERS = frozenset({"amod", "compound", "nmod:desc"})


@dataclass(slots=True)
class Polities:
    """The states of one article with their demonyms, and what else is no person; names in lower case."""

    states: dict[str, StateName] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    adjectives: set[str] = field(default_factory=set)
    """Words that only describe, and end like demonyms: "a Meranian officer"."""
    spans: list[Span] = field(default_factory=list)
    """Where the states are named."""

    def find(self, text: str) -> StateName | None:
        """Return the state that `text` names, by the lists or by the article."""
        return find_state(text) or self.states.get(text.lower())


def polities(doc: Doc) -> Polities:
    """Return what a Doc tells of states and places that no list knows."""
    found = Polities()
    spans: dict[str, list[Span]] = defaultdict(list)
    signs: dict[str, set[str]] = defaultdict(set)
    for token in doc:
        if token.pos_ == "PROPN" and (span := _name(token)) is not None and find_state(span.text) is None:
            spans[span.text.lower()].append(span)
            signs[span.text.lower()].update(_signs(token))
    people, organisations = _taken(doc)
    described = _describing(doc)
    for adjective, heads in described.items():
        for name in _roots(adjective, spans):
            signs[name].add("sure" if heads & (words("polities", "weak") | words("polities", "sure")) else "place")
    for name, seen in signs.items():
        # an apposition that says so is surer than the namer, to whom an unknown state is often an organisation
        if name not in people and (name not in organisations or "called" in seen):
            if seen & {"sure", "called"} or ("weak" in seen and seen & {"into", "LOC"}):
                found.states[name] = StateName(name, "name", listed=False)
                found.spans += spans[name]
            elif "place" in seen:
                found.places.add(name)
    _add_demonyms(found, described, set(spans))
    return found


def _name(token: Token) -> Span | None:
    """Return the name that a token heads, None where it is a part of another or only describes."""
    doc, start, end = token.doc, token.i, token.i + 1
    if token.dep_ in {*MODIFIERS, "flat"} or not token.text[:1].isupper() or (token.is_upper and len(token) > 1):
        return None
    while start > 0 and doc[start - 1].head.i == token.i and doc[start - 1].pos_ == "PROPN":
        start -= 1
    while end < len(doc) and doc[end].head.i == token.i and doc[end].dep_ == "flat":
        end += 1
    return doc[start:end]


def _signs(token: Token) -> Iterator[str]:
    """Yield what tells that a name is a state's or a place's: sure, called, weak, place, into; and what the namer calls it."""
    head = token
    while head.dep_ == "conj" and head.head.pos_ == "PROPN":
        head = head.head
    noun, case = head.head, child(head, "case")
    word, common = lemma(noun), noun.pos_ in {"NOUN", "PROPN"}
    if head.dep_ == "nmod:poss" and common:
        ministers = word == "minister" and any(lemma(t) in words("polities", "ministers") for t in noun.lefts)
        if ministers or word in words("polities", "sure"):
            yield "sure"
        yield from (sign for sign, part in (("weak", "weak"), ("place", "local")) if word in words("polities", part))
    elif head.dep_ == "nmod" and common and case is not None and case.lower_ in {"of", "between", "with"}:
        named = not noun.ent_type_ and case.lower_ == "of"
        if word in words("polities", "of") or (named and word in words("polities", "states")):
            yield "sure"
        if (named and word in words("polities", "places")) or word in words("polities", "local"):
            yield "place"
    yield from _called(token)
    if case is not None and case.lower_ in words("polities", "into"):
        yield "into"
    if token.ent_type_ == "LOC":
        yield "LOC"


def _called(token: Token) -> Iterator[str]:
    """Yield what an apposition or a sentence calls a name: "X, a country of the north", "X is a town"."""
    called = children(token, "appos")
    if token.dep_ == "nsubj" and child(token.head, "cop") is not None:
        called.append(token.head)
    for noun in called:
        if noun.pos_ == "NOUN" and lemma(noun) in words("polities", "states"):
            yield "called"
        elif noun.pos_ == "NOUN" and lemma(noun) in words("polities", "places"):
            yield "place"


def _taken(doc: Doc) -> tuple[set[str], set[str]]:
    """Return the names that people bear (a last name, what a title stands before), and those of organisations."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    taken: set[str] = set()
    for ent in doc.ents:
        name = ent.text.lower()
        kinds[name][ent.label_] += 1
        titled = ent.start > 0 and doc[ent.start - 1].lower_.strip(".") in TITLES
        if ent.label_ == "PERSON" and (titled or len(ent) > 1):
            taken |= {ent[0].lower_, ent[-1].lower_, name}
    return taken, {name for name, count in kinds.items() if count.most_common(1)[0][0] == "ORG"}


def _describing(doc: Doc) -> dict[str, set[str]]:
    """Return the capitalised words that stand before common nouns, each with the nouns' lemmas."""
    found: dict[str, set[str]] = defaultdict(set)
    for token in doc:
        if token.dep_ in MODIFIERS and token.text[:1].isupper() and token.head.i > token.i and token.is_alpha:
            found[token.lower_].add(lemma(token.head))
    return found


def _roots(adjective: str, names: Container[str]) -> Iterator[str]:
    """Yield the names that an adjective can be made of: "Merania" for "Meranian"."""
    for ending in sorted(words("polities", "endings")):
        stem = adjective.removesuffix(ending)
        if stem == adjective or len(stem) < SHORTEST_STEM:
            continue
        yield from (name for name in (stem, *(stem + vowel for vowel in ("a", "ia", "e", "o", "y"))) if name in names)


def _add_demonyms(found: Polities, described: dict[str, set[str]], names: set[str]) -> None:
    """Add the demonyms of the article's own states, and what must be one though its state is not named."""
    for adjective in sorted(described):
        if find_state(adjective) is not None:
            continue
        root = next(_roots(adjective, found.states), None)
        if root is not None:
            found.states[adjective] = StateName(root, "demonym", listed=False)
        elif adjective not in names and adjective.endswith(tuple(words("polities", "telling"))):
            found.adjectives.add(adjective)
