"""Reports inside reports: "Umerov said that Erdogan had promised help" has two speakers.

Apart from the tagger, which marks each word once and so sees the outer report alone; what stands inside is read by grammar,
and only where it says plainly who says what.
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from bot.extraction.contents import verb_content
from bot.extraction.frames import Findings, Report
from bot.extraction.lexicon import by_word
from bot.extraction.quotes import mode_of
from bot.extraction.sources import FIRST, party, source_kind
from bot.extraction.syntax import child, is_negated, is_unreal, lemma

INNER = frozenset({"say", "accuse", "deny"})
NOBODY = frozenset({*FIRST, "you", "it", "that", "this", "there", "which", "what"})


def nested(reports: list[Report], found: Findings) -> Iterator[Report]:
    """Yield the reports that stand inside the contents of others, each with the one around it."""
    for outer in reports:
        for content in outer.content:
            for token in content:
                if token.pos_ == "VERB" and (inner := _inner(token, outer, content, found)) is not None:
                    yield inner


def _inner(verb: Token, outer: Report, content: Span, found: Findings) -> Report | None:
    kind = by_word("cues", "verbs").get(lemma(verb))
    who = child(verb, "nsubj")
    if kind not in INNER or who is None or who.lower_ in NOBODY or not content.start <= who.i < content.end:
        return None
    if child(verb, "ccomp") is None or is_unreal(verb) or is_negated(verb):
        return None
    said = tuple(span for span in verb_content(verb, kind) if content.start <= span.start and span.end <= content.end)
    source = party(who, found)
    same_speaker = outer.source is not None and source.actor is not None and source.actor is outer.source.actor
    if not said or same_speaker:
        return None
    cue = verb.doc[verb.i : verb.i + 1]
    around = found.quotations
    return Report(source, source_kind(who, source.actor), (cue,), said, mode_of(said, around), kind, verb, within=outer)
