"""What kind of source a phrase is, and which actor it stands for.

Apart from the attributions because requests and claims put the same two questions to a phrase.
"""

from bisect import bisect_left
from operator import itemgetter

from spacy.tokens import Span, Token

from bot.briefing.model import SourceKind
from bot.extraction.frames import ActorFrame, ActorMention, Findings, PartyFrame
from bot.extraction.lexicon import words
from bot.extraction.states import find_state
from bot.extraction.syntax import child, lemma, noun_phrase

PERSONAL = frozenset({"he", "she", "him", "her", "himself", "herself", "his"})
FIRST = frozenset({"i", "we", "me", "us", "my", "our"})
PLURAL = frozenset({"they", "them", "it", "itself", "themselves", "their", "its"})
VAGUE = frozenset({"some", "many", "others", "those", "someone", "somebody", "most"})
LOOK_BACK = 250
"""How many tokens back a pronoun's antecedent is looked for."""


def party(head: Token, found: Findings) -> PartyFrame:
    """Return the phrase headed by `head` with the actor it names, where that is known."""
    return PartyFrame(noun_phrase(head), resolve(head, found))


def party_of(span: Span, found: Findings) -> PartyFrame:
    """Return a phrase with the actor that its head, or a name beside its head, stands for."""
    actor = resolve(span.root, found)
    if actor is None:
        beside = [t for t in span if t.i > span.root.i and not t.dep_.startswith("nmod")]
        named = [found.by_token[t.i] for t in beside if t.i in found.by_token]
        actor = next((one for one in named if one.kind == "person"), None)
    return PartyFrame(span, actor)


def resolve(head: Token, found: Findings) -> ActorFrame | None:
    """Return the actor that a noun or pronoun stands for; None rather than a guess."""
    actor = found.by_token.get(head.i)
    if actor is not None:
        return actor
    if head.pos_ == "PRON":
        return _pronoun(head, found)
    for other in head.children:
        if other.dep_ in {"appos", "flat", "nmod:desc"} and (actor := found.by_token.get(other.i)) is not None:
            return actor
    if (actor := _named_behind(head, found)) is not None:
        return actor
    if lemma(head) in words("sources", "roles") and (actor := _titled(head, found)) is not None:
        return actor
    if head.pos_ in {"NOUN", "PROPN"}:
        return _nominal(head, found)
    return None


def _named_behind(head: Token, found: Findings) -> ActorFrame | None:
    """Return X of "the neighbouring state of X", "the government of X"."""
    if head.tag_ != "NN" or lemma(head) not in words("polities", "states") | words("sources", "state_organs"):
        return None
    behind = next((t for t in head.rights if t.dep_ == "nmod"), None)
    case = child(behind, "case") if behind is not None else None
    actor = found.by_token.get(behind.i) if behind is not None and case is not None and case.lower_ == "of" else None
    return actor if actor is not None and actor.kind == "state" else None


def _titled(head: Token, found: Findings) -> ActorFrame | None:
    """Return the person whose name follows a title that the parse took for the head: "Minister of Education X"."""
    for i in range(head.i + 1, min(head.right_edge.i + 2, head.i + 8, len(head.doc))):
        actor = found.by_token.get(i)
        if actor is not None and actor.kind == "person":
            return actor
        if head.doc[i].is_punct or head.doc[i].pos_ == "VERB" or head.doc[i].lower_ == "for":
            return None
    return None


def _nominal(head: Token, found: Findings) -> ActorFrame | None:
    """Resolve "the minister" to the person whose role has that noun, "the Turkish government" to its state."""
    word = lemma(head)
    modifier = next(
        (t for t in head.lefts if t.dep_ in {"amod", "compound", "nmod:poss"} and t.i in found.by_token), None
    )
    if word in words("sources", "state_organs") and modifier is not None:
        return found.by_token[modifier.i]
    determiner = child(head, "det")
    if head.tag_ not in {"NN", "NNP"} or determiner is None or determiner.lower_ not in {"the", "this"}:
        return None
    if word in words("sources", "roles"):
        holders = [a for a in found.actors if a.role is not None and any(lemma(t) == word for t in a.role)]
        return _nearest(holders, head)
    if word in words("sources", "organisations"):
        bearers = [
            a
            for a in found.actors
            if a.kind == "organisation"
            and any(lemma(m.span.root) == word or word in m.span.text.lower().split() for m in a.mentions)
        ]
        return _nearest(bearers, head)
    return None


def _nearest(actors: list[ActorFrame], head: Token) -> ActorFrame | None:
    """Return the one of `actors` that was named last before `head`."""
    best, where = None, -1
    for actor in actors:
        last = max((m.span.start for m in actor.mentions if m.span.start < head.i), default=-1)
        if last > where:
            best, where = actor, last
    return best


def _pronoun(head: Token, found: Findings) -> ActorFrame | None:
    """Resolve he, she, they and it to the last fitting actor, one that is a subject before one that is not."""
    word = head.lower_
    if word in PERSONAL:
        kinds = {"person"}
    elif word in PLURAL:
        kinds = {"organisation", "group", "state"}
    else:
        return None
    best: tuple[float, ActorFrame] | None = None
    clause_subject = _clause_subject(head)
    first = bisect_left(found.named, head.i - LOOK_BACK, key=itemgetter(0))
    for start, span, actor in found.named[first : bisect_left(found.named, head.i, key=itemgetter(0))]:
        if actor.kind not in kinds or clause_subject in range(span.start, span.end):
            continue
        sentences = sum(1 for token in head.doc[span.end : head.i] if token.is_sent_start)
        score = 1.0 / (1 + sentences) + (0.45 if _is_subject(span.root) else 0.0) - (head.i - start) / 2000
        if best is None or score > best[0]:
            best = (score, actor)
    return best[1] if best is not None else None


def _clause_subject(head: Token) -> int:
    """Return where the subject of an object pronoun's clause stands, -1 for none: "he asked him" are two people."""
    subject_of = child(head.head, "nsubj", "nsubj:pass") if head.dep_ in {"obj", "iobj", "obl"} else None
    return subject_of.i if subject_of is not None else -1


def _is_subject(token: Token) -> bool:
    return token.dep_ in {"nsubj", "nsubj:pass"} or (
        token.dep_ in {"flat", "appos"} and token.head.dep_ in {"nsubj", "nsubj:pass"}
    )


def note_mention(source: PartyFrame) -> None:
    """Add a resolved pronoun or noun to its actor's mentions, once."""
    actor, span = source.actor, source.span
    if actor is None or any(m.span.start < span.end and span.start < m.span.end for m in actor.mentions):
        return
    actor.mentions.append(ActorMention(span, "pronoun" if span.root.pos_ == "PRON" else "nominal"))


def source_kind(head: Token, actor: ActorFrame | None) -> SourceKind:
    """Return what kind of source `head` is."""
    named = actor is not None and any(head.i in range(m.span.start, m.span.end) for m in actor.mentions)
    if actor is not None and (named or head.pos_ == "PRON" or actor.kind == "person"):
        return _actor_kind(actor, head)
    if head.pos_ == "PRON":
        if head.lower_ in PERSONAL | FIRST:
            return "named"
        return "vague" if head.lower_ in VAGUE else "none"
    kind = _noun_kind(head)
    if kind is not None:
        return kind
    if actor is not None:
        return _actor_kind(actor, head)
    if lemma(head) in words("sources", "organisations") or find_state(head.text) is not None:
        return "organisation"
    return "named" if head.tag_ == "NNP" else "unnamed"


def _noun_kind(head: Token) -> SourceKind | None:
    """Return what the word lists say of a noun, None where they say nothing."""
    word = lemma(head)
    determiner = child(head, "det", "nmod:poss")
    documents, media = words("sources", "documents"), words("sources", "media")
    if (
        word in words("sources", "roles")
        and head.tag_ in {"NN", "NNP"}
        and determiner is not None
        and determiner.lower_ == "the"
    ):
        return "named"
    if word in words("sources", "unnamed"):
        return "unnamed"
    if word in words("sources", "vague") - documents - media or (
        head.tag_ == "NNS" and determiner is None and word in documents | media
    ):
        return "vague"
    if word in media or (word in documents and _names_medium(head)):
        return "media"
    return "document" if word in documents else None


def _actor_kind(actor: ActorFrame, head: Token) -> SourceKind:
    if actor.kind == "person":
        return "named"
    return "media" if is_medium(actor, head.lower_) else "organisation"


def is_medium(actor: ActorFrame, called: str = "") -> bool:
    """Say whether an actor's name, or else what it is called, is that of a newspaper, a broadcaster or an agency."""
    text = " ".join(m.span.text.lower() for m in actor.mentions if m.form == "name") or called
    return any(word in words("sources", "media_names") for word in text.split()) or text in words(
        "sources", "media_names"
    )


def _names_medium(head: Token) -> bool:
    return any(word in words("sources", "media_names") for word in (t.lower_ for t in head.lefts))
