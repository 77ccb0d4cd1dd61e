"""What is asked for, as spans: clauses, things, and lists of either.

Apart from the ways of asking because every one of them cuts its items by the same rules.
"""

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Span, Token

from bot.extraction.lexicon import words
from bot.extraction.surface import surface_end, verbs_joined, with_thing
from bot.extraction.syntax import SUBJECTS, child, children, clause, conjuncts, lemma, trimmed


def clause_items(verb: Token, *, infinitive: bool, after: Token | None = None) -> list[Span]:
    """Return what is asked for as clauses, one an item; `after` is who is asked, behind whom "to ..." is looked for."""
    wanted = [
        head for head in children(verb, "xcomp", "ccomp", "advcl") if _is_wanted(verb, head, infinitive=infinitive)
    ]
    items = [span for head in wanted for span in each_deed(head)]
    if items and any(t.lower_ == "to" for t in wanted[-1].lefts):
        items += _further_deeds(items[-1])
    if not items and after is not None and after.i > verb.i:
        items = infinitive_after(verb, after)
    return items


def _is_wanted(verb: Token, head: Token, *, infinitive: bool) -> bool:
    """Say whether a clause below a verb of asking is what is asked for: no question, no purpose, nothing quoted apart."""
    if head.i < verb.i or lemma(head) in words("requests", "strict", "information"):
        return False
    to = any(t.lower_ == "to" for t in head.lefts)
    is_infinitive = to or (head.tag_ == "VB" and child(head, "aux", *SUBJECTS) is None)
    if not is_infinitive and (infinitive or head.dep_ == "advcl") and not _is_plea(head):
        return False
    opening = next((t for t in head.doc[head.left_edge.i : head.i + 1] if not t.is_punct), head)
    question = opening.tag_ in {"WP", "WRB", "WDT"} or any(t.lower_ in {"whether", "if", "about"} for t in head.lefts)
    if question and _is_plea(head):
        return True
    purpose = head.dep_ == "advcl" and any(t.lower_ in {"in", "so"} for t in children(head, "mark"))
    led_in = any(t.lower_ == "that" for t in children(head, "mark"))
    return not (question or purpose or (not led_in and _quoted_apart(verb, head)))


def _is_plea(head: Token) -> bool:
    """Say whether a question asks for a deed: "asked if you could help"."""
    asks = any(t.lower_ in {"if", "whether"} for t in head.lefts)
    willing = any(t.dep_ == "aux" and t.lower_ == "could" for t in head.lefts)
    return asks and willing and child(head, "nsubj") is not None


def _further_deeds(item: Span) -> list[Span]:
    """Return the deeds of a list that the parse has hung elsewhere: "to send A, open B and release C"."""
    doc, sent = item.doc, item.sent
    at = item.end
    while at < sent.end and (doc[at].text == "," or doc[at].dep_ == "cc" or doc[at].lower_ in {"to", "not"}):
        at += 1
    if (
        at == item.end
        or at >= sent.end
        or doc[at].tag_ != "VB"
        or any(t.dep_ in {"aux", *SUBJECTS} for t in doc[at].lefts)
    ):
        return []
    span = trimmed(doc, at, surface_end(at, sent))
    return verbs_joined(without_aside(span)) if span is not None else []


def infinitive_after(verb: Token, asked: Token) -> list[Span]:
    """Return the infinitive that follows who is asked, by the words alone, where the parse has torn it apart."""
    doc, sent = verb.doc, verb.sent
    for i in range(asked.i + 1, min(asked.right_edge.i + 2, sent.end - 1, asked.i + 12)):
        if doc[i].is_punct or doc[i].pos_ in {"VERB", "AUX", "SCONJ"}:
            break
        if doc[i].lower_ == "to" and doc[i + 1].tag_ in {"VB", "NN"} and doc[i].tag_ == "TO":
            span = trimmed(doc, i + 1, _end_of_deed(i + 1, sent))
            if span is not None and lemma(doc[i + 1]) not in words("requests", "strict", "information"):
                span = without_aside(span)
                return verbs_joined(span) if doc[i + 1].tag_ == "VB" else [span]
    return []


def _end_of_deed(start: int, sent: Span) -> int:
    """Return where a deed ends by its punctuation, or where its tree ends if a comma or another clause's verb stands there."""
    end = surface_end(start, sent)
    behind = sent.doc[start].right_edge.i + 1
    torn = behind < end and (sent.doc[behind].text == "," or sent.doc[behind].tag_ in {"VBZ", "VBD", "MD"})
    return behind if torn and behind > start + 1 - (sent.doc[start].n_rights == 0) else end


def _quoted_apart(verb: Token, head: Token) -> bool:
    """Say whether a quotation opens right before the infinitive: what is told, not what somebody is told to do."""
    to = next((t.i for t in head.lefts if t.lower_ == "to"), head.i)
    return any(token.text in {"“", "”", '"'} for token in verb.doc[verb.i + 1 : to])


def each_deed(head: Token) -> Iterator[Span]:
    """Yield one span for each coordinated thing: "invest in X and supply Y" is two, "respect and keep X" is one."""
    if _share_object(head):
        yield from (
            piece for piece in clause(head, without=_subject_and_mark(head)) if piece.start <= head.i < piece.end
        )
        return
    waiting: int | None = None
    for part in conjuncts(head):
        if part is not head and part.pos_ != head.pos_ and not {part.pos_, head.pos_} <= {"NOUN", "PROPN"}:
            continue
        others = children(part, "conj")
        if part.pos_ == "VERB" and others and all(t.dep_ in {"conj", "cc", "punct"} for t in part.rights):
            waiting = part.i if waiting is None else waiting
            continue
        pieces = clause(
            part, without=[*others, *(t for t in part.children if t.dep_ == "cc"), *_subject_and_mark(part)]
        )
        if pieces:
            span = _bare(next((piece for piece in pieces if piece.start <= part.i < piece.end), pieces[0]))
            if waiting is not None and waiting < span.start:
                span = part.doc[waiting : span.end]
            waiting = None
            yield from verbs_joined(without_aside(_negation(part, with_thing(part, span))))


def _share_object(head: Token) -> bool:
    """Say whether verbs side by side have one object behind them all: "respect and execute the sentence"."""
    others = children(head, "conj")
    behind = [t for t in children(head, "obj") if others and t.i > others[-1].i]
    return head.pos_ == "VERB" and bool(behind) and not any(child(other, "obj") for other in others)


def without_aside(span: Span) -> Span:
    """Cut what a writer adds: ", a move that could ...", "while he was away", "for saying so", ", he said", "-- or else"."""
    for token in span:
        comment = token.dep_ == "appos" and child(token, "acl:relcl", "acl") is not None
        beside = token.dep_ == "parataxis" and token.left_edge.is_punct
        if comment and token.left_edge.i - 1 > span.start:
            return trimmed(span.doc, span.start, token.left_edge.i) or span
        if token.i > span.start and (token.text in DASHES or _opens_aside(token, span)):
            return trimmed(span.doc, span.start, token.i) or span
        if beside and token.left_edge.i > span.start + 1:
            return trimmed(span.doc, span.start, token.left_edge.i) or span
    return span


DASHES = frozenset({"--", "—", "–"})


def _opens_aside(token: Token, span: Span) -> bool:
    """Say whether a word opens a clause beside the deed itself: "while ...", "for saying ..."."""
    if token.dep_ not in {"mark", "advmod"} or token.head.dep_ != "advcl" or token.head.left_edge.i != token.i:
        return False
    above = token.head.head
    if not (above.i == span.root.i or above.dep_ == "conj") or above.i >= token.i:
        return False
    reason = token.lower_ == "for" and token.head.tag_ == "VBG"
    return reason or token.lower_ in words("requests", "strict", "asides")


def _negation(head: Token, span: Span) -> Span:
    """Put back the "not" of "not to sign": what is asked for is its opposite."""
    no = next((t for t in head.lefts if t.lower_ in {"not", "never", "n't", "n’t"}), None)
    return span if no is None or no.i >= span.start else span.doc[no.i : span.end]


def _subject_and_mark(head: Token) -> list[Token]:
    return [t for t in head.children if t.dep_ == "mark" or (t.dep_ in SUBJECTS and t.i < head.i)]


def _bare(span: Span) -> Span:
    """Cut auxiliaries that belong to the asking ("should", "must") off the item's start."""
    start = span.start
    while start < span.end - 1 and span.doc[start].lower_ in {"to", "should", "must", "shall"}:
        start += 1
    return span.doc[start : span.end]


def for_items(verb: Token, asked: Token | None) -> list[Span]:
    """Return what is called for: "called for an inquiry", "called on X to act"."""
    items = clause_items(verb, infinitive=True, after=asked) if asked is not None or lemma(verb) == "plead" else []
    thing = child(verb, "obj")
    if not items and (deed := deed_for(verb)) is not None:
        return list(each_deed(deed))
    if asked is None and (thing is not None or child(verb, "xcomp") is not None):
        return items
    below = children(thing, "nmod") if thing is not None and asked is not None and thing.i == asked.i else []
    for other in [*children(verb, "obl", "advcl"), *below]:
        case = child(other, "case", "mark")
        if case is not None and case.lower_ == "for" and other.i > verb.i:
            if other.i > 1 and other.doc[other.left_edge.i - 1].lower_ in {"especially", "particularly", "notably"}:
                continue
            wanted = other.pos_ == "VERB" and child(other, *SUBJECTS) is not None
            more = list(each_deed(other)) if wanted else infinitive_after(verb, other) or list(each_thing(other))
            if items and not wanted and more and _follows(items[-1], other):
                items[-1] = verb.doc[items[-1].start : more[0].end]
            else:
                items += more
    return items


def deed_for(verb: Token) -> Token | None:
    """Return what is to be done in "called for X to leave" where the parse takes it for the verb's own "to leave"."""
    wanted = children(verb, "xcomp", "ccomp")
    return next((t for t in wanted if t.i > verb.i and any(m.lower_ == "for" for m in children(t, "mark"))), None)


def _follows(item: Span, other: Token) -> bool:
    """Say whether "for ..." stands right behind an item, as in "mercy for the prisoners": one thing, not two."""
    between = item.doc[item.end : other.left_edge.i]
    return other.left_edge.i >= item.end and all(t.text in {"”", '"', "''", "’"} for t in between)


def each_thing(head: Token) -> Iterator[Span]:
    """Yield the coordinated things under a noun, articles kept, the preposition left away."""
    for part in conjuncts(head):
        pieces = clause(
            part,
            without=[
                *children(part, "conj", "cc"),
                *[t for t in part.lefts if t.dep_ in {"case", "cc", "mark"} or _is_outer_mark(t, part)],
            ],
        )
        if pieces:
            yield next((piece for piece in pieces if piece.start <= part.i < piece.end), pieces[0])


def _is_outer_mark(token: Token, noun: Token) -> bool:
    """Say whether a mark stands before a noun's phrase; one inside it, as in "more “freedom”", is a part of it."""
    return token.dep_ == "punct" and (token.i == noun.left_edge.i or token.text not in {"“", '"', "``", "‘"})


def is_wish(head: Token) -> bool:
    """Say whether a clause says what shall be done: "that he resign", "that he should resign", never "that he resigned"."""
    if head.tag_ == "VBG":
        return True
    auxiliaries = [t.lower_ for t in head.children if t.dep_ in {"aux", "aux:pass", "cop"}]
    finite = [word for word in auxiliaries if word not in {"be", "not"}]
    return any(word in {"should", "must"} for word in finite) or (
        not finite and (head.tag_ == "VB" or "be" in auxiliaries)
    )


def thing_items(verb: Token, *, clause_only: bool, named: bool) -> list[Span]:
    """Return what is demanded: a clause or, where the verb allows it, a thing."""
    items = [span for head in children(verb, "ccomp") if is_wish(head) for span in each_deed(head)]
    thing = child(verb, "obj") or child(verb, "iobj")  # "urged restraint": the parse takes its object for who is urged
    if thing is not None and not items and _is_thing(thing) and (named or not clause_only or _is_deed(verb, thing)):
        items += each_thing(thing)
    if (
        not items
        and (deed := child(verb, "xcomp")) is not None
        and lemma(verb) in words("requests", "strict", "own_deed")
    ):
        items += each_deed(deed) if lemma(deed) not in words("requests", "never", "states") else []
    if not items and lemma(verb) == "insist":
        items += [span for other in children(verb, "obl") if _leads(other, "on") for span in each_thing(other)]
    return items


def invited_to(verb: Token) -> list[Span]:
    """Return what somebody is invited to: "to talks", "to their fair"."""
    return [span for other in children(verb, "obl") if _leads(other, "to") for span in each_thing(other)]


def _is_thing(token: Token) -> bool:
    """Say whether an object is a noun, or a lone word that was taken for a verb: "urged restraint"."""
    return token.pos_ == "NOUN" or (token.tag_ == "VB" and token.n_lefts + token.n_rights == 0)


def _is_deed(verb: Token, noun: Token) -> bool:
    """Say whether what is ordered is something that is done: arrest, withdrawal, inquiry."""
    return lemma(verb) in words("requests", "strict", "deed_verbs") and lemma(noun) in words(
        "requests", "strict", "deeds"
    )


def _leads(token: Token, word: str) -> bool:
    """Say whether a noun is led in by a preposition."""
    case = child(token, "case")
    return case is not None and case.lower_ == word and token.pos_ in {"NOUN", "PROPN"}


def listed_next(verb: Token) -> list[Span]:
    """Return what the next sentence lists: "... areas where X needs support. These included A, B and C"."""
    doc, end = verb.doc, verb.sent.end
    while end < len(doc) and doc[end].is_space:
        end += 1
    if end + 2 >= len(doc) or doc[end].lower_ not in {"these", "they", "those", "this"}:
        return []
    opener = next((t for t in doc[end + 1 : end + 3] if lemma(t) == "include"), None)
    return _list_items(opener) if opener is not None else []


def _list_items(opener: Token) -> list[Span]:
    """Cut what follows "include" at its outer commas or, without any, at its "and"; "for both A and B" stays whole."""
    doc, end = opener.doc, opener.sent.end
    cuts = [i for i in range(opener.i + 1, end) if doc[i].text == ","] or [
        i for i in range(opener.i + 1, end) if doc[i].lower_ == "and"
    ]
    pieces = [trimmed(doc, a, b) for a, b in pairwise([opener.i + 1, *cuts, end])]
    return [piece for piece in pieces if piece is not None and any(t.pos_ in {"NOUN", "PROPN"} for t in piece)]
