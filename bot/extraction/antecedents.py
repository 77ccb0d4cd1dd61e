"""What is asked for where it stands before the asking: "the weapons that Kyiv has requested", "the truce it demanded".

Apart from the items because these look up the tree from the verb, not down.
"""

from spacy.tokens import Span, Token

from bot.extraction.lexicon import by_word, words
from bot.extraction.syntax import SUBJECTS, child, children, clause, is_passive, lemma

RELATIVE = frozenset({"who", "whom", "which", "that"})


def antecedent_of(pronoun: Token) -> Token | None:
    """Return what a relative pronoun stands for, None for any other word."""
    if pronoun.lower_ not in RELATIVE:
        return None
    head = pronoun
    while head.head.i != head.i:
        if head.dep_ == "acl:relcl":
            return head.head if head.head.i < pronoun.i else None
        head = head.head
    return None


def thing_before(verb: Token) -> list[Span]:
    """Return the thing whose relative clause or participle the verb of asking is, where it leaves a thing out."""
    thing = verb.head
    if (
        thing.i >= verb.i
        or thing.pos_ not in {"NOUN", "PROPN", "PRON"}
        or child(verb, "obj", "ccomp")
        not in {
            None,
            _relative(verb),
        }
    ):
        return []
    if not (lemma(verb) in by_word("requests", "verbs", "thing") or _stranded(verb)):
        return []
    if verb.dep_ == "acl":
        return _phrase(thing, verb) if verb.tag_ == "VBN" and child(verb, "xcomp") is None else []
    if (
        verb.dep_ != "acl:relcl"
        or child(verb, "xcomp") is not None
        or lemma(thing) in words("requests", "strict", "circumstances")
    ):
        return []
    doer = child(verb, *SUBJECTS)
    asks_itself = doer is None or doer.lower_ in RELATIVE
    return [] if asks_itself and not is_passive(verb) else _phrase(thing, verb)


def thing_of_deed(verb: Token, items: list[Span]) -> list[Span]:
    """Return the thing before a relative clause whose deed lacks its object: "the files that X asked Y to find"."""
    bare = len(items) == 1 and len(items[0]) == 1 and items[0].root.pos_ == "VERB"
    if not bare or verb.dep_ != "acl:relcl" or lemma(verb.head) in words("requests", "strict", "circumstances"):
        return items
    gap = child(items[0].root, "obj")
    relative = _relative(verb)
    left_out = gap is not None and gap.lower_ in RELATIVE
    if left_out or (gap is None and relative is None and child(verb, *SUBJECTS) is not None):
        return _phrase(verb.head, verb) or items
    return items


def _stranded(verb: Token) -> bool:
    """Say whether "for" stands alone behind the verb: "the deal she lobbied for"."""
    return any(t.lower_ == "for" for t in verb.doc[verb.i + 1 : verb.i + 2])


def _relative(verb: Token) -> Token | None:
    """Return the relative pronoun that is a part of the verb's own clause."""
    return next((t for t in verb.lefts if t.lower_ in RELATIVE), None)


def _phrase(thing: Token, without: Token) -> list[Span]:
    """Return the phrase of a noun without the clause that tells of the asking."""
    edges = [t for t in thing.lefts if t.dep_ in {"case", "cc", "mark", "punct"}]
    pieces = clause(thing, without=[without, *edges, *children(thing, "conj", "cc")])
    return [piece for piece in pieces if piece.start <= thing.i < piece.end]
