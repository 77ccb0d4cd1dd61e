"""Direct speech as what is asked for: “Stop the shelling!” the general ordered.

Apart from the verbs of asking because here the words themselves ask, and from needs because a verb says that they do.
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from bot.briefing.model import Force
from bot.extraction.asking import addressed, agent_of, can_be_asked, cue_of
from bot.extraction.commands import is_command, whom_called
from bot.extraction.frames import Findings, RequestFrame
from bot.extraction.items import each_deed, without_aside
from bot.extraction.lexicon import words
from bot.extraction.sources import party
from bot.extraction.speech import Speech
from bot.extraction.syntax import child, children, is_passive, lemma, trimmed

LONGEST = 25
"""In tokens: a longer quotation is more than what is asked for."""
WILLING = frozenset({"could", "would"})


def asked_aloud(verb: Token, force: Force, found: Findings, said: Speech) -> Iterator[RequestFrame]:
    """Read the quotation beside a verb of asking: its commands, its "could you", or else all of it where the verb pleads."""
    if is_passive(verb):
        return
    spans = _words_said(verb, said)
    heads = [head for span in spans for head in span if is_command(head, span, pleaded=True) or _asks_politely(head)]
    items = [item for head in heads for item in each_deed(head)]
    if not items and lemma(verb) in words("requests", "strict", "pleading"):
        items = [span for span in spans[:1] if len(span) <= LONGEST and span.doc[span.end - 1].text != "?"]
    requester = said.speaker(verb, found, agent_of(verb))
    listener = addressed(verb)
    calling = next((one for head in heads if (one := whom_called(head)) is not None), None)
    whom = listener if listener is not None and can_be_asked(listener, found) else calling
    asked = party(whom, found) if whom is not None else None
    for item in items:
        yield RequestFrame(requester, asked, without_aside(item), cue_of(verb), force, 0.7)


def _words_said(verb: Token, said: Speech) -> list[Span]:
    """Return the quotation that the verb reports, or the clause that stands before it as one."""
    report = said.by_verb.get(verb.i)
    if report is not None and report.mode == "direct":
        return [span for part in report.content if (span := trimmed(verb.doc, part.start, part.end)) is not None]
    heads = [head for head in children(verb, "ccomp", "parataxis", "xcomp") if head.right_edge.i < verb.i]
    if not heads and verb.dep_ == "parataxis" and verb.head.i < verb.i:
        doc, start = verb.doc, verb.head.left_edge.i
        span = trimmed(doc, start, verb.left_edge.i)
        return [span] if span is not None and doc[verb.left_edge.i - 1].is_punct else []
    spans = [trimmed(verb.doc, head.left_edge.i, head.right_edge.i + 1) for head in heads]
    return [span for span in spans if span is not None]


def _asks_politely(head: Token) -> bool:
    """Say whether a question asks the listener for a deed: "Could you open the gate?"."""
    aux, doer = child(head, "aux"), child(head, "nsubj")
    if aux is None or doer is None or aux.lower_ not in WILLING or doer.lower_ != "you" or aux.i > doer.i:
        return False
    return head.tag_ == "VB" and any(t.text == "?" for t in head.children)
