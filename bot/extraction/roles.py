"""What an article says an actor is: the title before a name, the apposition beside it, the state in either.

Apart from merging because it reads the words around a name, not the name.
"""

from spacy.tokens import Span, Token

from bot.extraction.frames import ActorFrame
from bot.extraction.lexicon import words
from bot.extraction.states import find_state
from bot.extraction.syntax import lemma

ROLE_ABBREVIATIONS = frozenset(
    {
        "rep",
        "sen",
        "gov",
        "gen",
        "lt",
        "sgt",
        "col",
        "capt",
        "dr",
        "prof",
        "judge",
        "justice",
        "pope",
        "king",
        "queen",
        "detective",
    }
)


COURTESY = frozenset({"mr.", "mrs.", "ms.", "mr", "mrs", "ms"})


def find_role(span: Span) -> Span | None:
    """Return the title before or the apposition beside a person's name."""
    doc, root = span.doc, span.root
    start = span.start
    while start > 0 and _is_title_word(doc[start - 1], root):
        start -= 1
    if start < span.start and any(
        lemma(t) in words("sources", "roles") or lemma(t).strip(".") in ROLE_ABBREVIATIONS
        for t in doc[start : span.start]
    ):
        return doc[start : span.start]
    described = next((t for t in root.children if t.dep_ == "nmod:desc" and t.i < span.start), None)
    if described is not None and described.ent_type_ != "PERSON" and described.lower_ not in COURTESY:
        return _role_phrase(described, before=span.start)
    for other in root.children:
        if (
            other.dep_ == "appos"
            and other.i >= span.end
            and other.pos_ in {"NOUN", "PROPN"}
            and other.ent_type_ != "PERSON"
        ):
            return _role_phrase(other)
    head = root.head
    if root.dep_ == "appos" and head.pos_ in {"NOUN", "PROPN"} and head.ent_type_ != "PERSON" and head.i < span.start:
        return _role_phrase(head, before=span.start)
    return None


def _is_title_word(token: Token, root: Token) -> bool:
    """Say whether a word before a name belongs to its title: "Turkish President"."""
    if token.ent_type_ == "PERSON" or token.is_space or token.lower_ in COURTESY:
        return False
    return (
        token.dep_ in {"compound", "amod", "flat", "nmod:poss", "nmod:desc", "case", "nmod", "nummod", "punct"}
        and token.pos_ in {"PROPN", "NOUN", "ADJ", "PART"}
        and (root.is_ancestor(token) or token.head.i == root.i or token.is_ancestor(root))
    )


def _role_phrase(head: Token, before: int | None = None) -> Span:
    """Return a description without the name it belongs to and without clauses."""
    doc = head.doc
    start, end = head.left_edge.i, head.i + 1
    for other in head.rights:
        if before is not None and other.i >= before:
            break
        if other.dep_ in {"nmod", "flat", "compound", "conj", "amod", "obl"}:
            end = min(other.right_edge.i + 1, before or other.right_edge.i + 1)
        elif other.dep_ in {"acl:relcl", "appos", "punct", "acl", "parataxis"}:
            break
    while start < end and (doc[start].is_punct or doc[start].dep_ in {"cc", "case"}):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return doc[start : max(end, start + 1)]


def find_country(actor: ActorFrame) -> str | None:
    """Return the state that the actor's role, or the actor's own name, names."""
    spans = [actor.role] if actor.role is not None else []
    if actor.kind == "organisation":
        spans += [m.span for m in actor.mentions[:1]]
    for span in spans:
        for token in span:
            for end in (token.i + 2, token.i + 1):
                if (
                    end <= span.end
                    and (state := find_state(span.doc[token.i : end].text)) is not None
                    and state.kind != "capital"
                ):
                    return state.code
    return None
