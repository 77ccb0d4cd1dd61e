"""Reports by a noun: "reports that the bridge had fallen could not be confirmed", "denied claims that it had paid".

Apart from the tagger, which marks what is said but not where the noun's own clause ends and what the sentence makes of it.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from bot.extraction.frames import Findings, PartyFrame, Report
from bot.extraction.lexicon import by_word, words
from bot.extraction.quotes import mode_of
from bot.extraction.sources import party, source_kind
from bot.extraction.statements import FINITE, MIN_TOKENS
from bot.extraction.syntax import SUBJECTS, child, children, clause, is_negated, is_passive, lemma, shared

LONGEST_OPENING = 6
"""How many tokens the noun with what stands before it may have: "the senator's own claim that"."""


def reports_by_noun(doc: Doc, reports: list[Report], found: Findings) -> list[Report]:
    """Return the reports with those that nouns make: tagged ones cut to the noun's clause, and what was not tagged."""
    by_cue = {i: report for report in reports for span in report.cue for i in range(span.start, span.end)}
    around = {i: report for report in reports for span in report.content for i in range(span.start, span.end)}
    told: list[Report] = []
    dropped: set[int] = set()
    for noun in doc:
        said = told_by(noun)
        if said is None or (
            noun.i in around and around[noun.i].cue_type == "deny" and _is_opening(noun, around[noun.i])
        ):
            continue
        tagged = by_cue.get(noun.i)
        if tagged is not None:
            dropped.add(id(tagged))
        elif (other := around.get(said.end - 1)) not in (None, around.get(noun.i)) and not _gives_up(other, said):
            continue
        told.append(_report(noun, said, tagged, around.get(noun.i), found))
    return [*(report for report in reports if id(report) not in dropped and report.content), *told]


def _gives_up(report: Report | None, said: Span) -> bool:
    """Take what a noun tells from a report in another sentence, to which it was given for want of a cue of its own."""
    if report is None or any(span.sent.start == said.sent.start for span in report.cue):
        return False
    report.content = tuple(span for span in report.content if not shared(span, said))
    return True


def told_by(noun: Token) -> Span | None:
    """Return what "reports that X" tells, without "that"; None for a noun that tells nothing."""
    if noun.pos_ != "NOUN" or lemma(noun) not in words("hedges", "anaphors"):
        return None
    for head in children(noun, "acl", "ccomp"):
        mark = child(head, "mark")
        if mark is not None and mark.lower_ == "that" and mark.i > noun.i:
            without = list(_strays(noun, head))
            return next((span for span in clause(head, without) if span.start > noun.i), None)
    return None


def _strays(noun: Token, head: Token) -> Iterator[Token]:
    """Yield the verbs below a noun's clause that can only be the noun's own: "reports that X had burned could not be confirmed"."""
    if noun.dep_ in {"obj", "obl"}:
        return
    for verb in head.rights:
        linked = child(verb, "mark", "cc", *SUBJECTS)
        finite = any(other.dep_ in {"aux", "aux:pass", "cop"} and other.tag_ in FINITE for other in verb.lefts)
        if verb.dep_ in {"ccomp", "conj", "advcl", "parataxis"} and linked is None and finite:
            yield verb


def without_noun(said: Span) -> Span:
    """Return what is said without the noun that it begins with: "reports that X" is X."""
    for noun in said[:LONGEST_OPENING]:
        told = told_by(noun)
        if told is not None and said.start <= told.start and told.end <= said.end:
            return told
    return said


def without_verdict(said: Span, verb: Token | None) -> Span:
    """Return what is denied without what it is called: "dismissed claims that X as pure invention"."""
    if verb is None or lemma(verb) not in words("hedges", "denied_as"):
        return said
    called = next((t for t in reversed(list(said)) if t.lower_ == "as" and t.dep_ == "case"), None)
    if (
        called is None
        or called.i < said.root.i
        or called.head.right_edge.i + 1 < said.end
        or called.i - said.start < MIN_TOKENS
    ):
        return said
    return said.doc[said.start : called.i]


def _is_opening(noun: Token, outer: Report) -> bool:
    return any(span.start <= noun.i < span.start + LONGEST_OPENING for span in outer.content)


def _report(noun: Token, said: Span, tagged: Report | None, outer: Report | None, found: Findings) -> Report:
    teller = _teller(noun, found)
    if teller is None and tagged is not None and tagged.source is not None and tagged.source.span.sent == noun.sent:
        teller = tagged.source
    kind = source_kind(teller.span.root, teller.actor) if teller is not None else "none"
    cue = noun.doc[noun.i : noun.i + 1]
    mode = mode_of((said,), found.quotations)
    return Report(teller, kind, (cue,), (said,), mode, "noun", None, outer, next(_verdicts(noun), None))


def _teller(noun: Token, found: Findings) -> PartyFrame | None:
    """Return X in "X's claims that", "claims by X that"."""
    for other in noun.children:
        case = child(other, "case")
        if other.dep_ == "nmod:poss" or (other.dep_ == "nmod" and case is not None and case.lower_ in {"by", "from"}):
            return party(other, found)
    return None


def _verdicts(noun: Token) -> Iterator[Span]:
    """Yield the words by which the noun's sentence leaves open what it tells."""
    heads = [noun.head] if noun.dep_ in {"nsubj", "nsubj:pass"} else []
    for other in children(noun, "acl", "ccomp"):
        own = child(other, "mark") is None and child(other, "aux", "aux:pass") is not None
        heads += [other] if own else _strays(noun, other)
    if noun.dep_ == "obj":
        heads.append(noun.head)
    for head in heads:
        word, doc = lemma(head), noun.doc
        denied = by_word("cues", "verbs").get(word) == "deny" and (noun.dep_ == "obj" or is_passive(head))
        doubted = head.lower_ in words("hedges", "contested") and not is_negated(head)
        if word in words("hedges", "settled") and is_negated(head):
            first = min((other.i for other in children(head, "advmod") if other.i > noun.i), default=head.i)
            yield doc[min(first, head.i) : head.i + 1]
        elif denied or doubted:
            yield doc[head.i : head.i + 1]
