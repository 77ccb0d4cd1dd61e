"""Component: who says what, by rules alone: syntax, quotation marks and a list of reporting words.

The yardstick that the learned tagger is scored against (`factdesk eval attributions`); either can stand in the pipeline.
"""

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from bot.extraction.attributions import keep_reports
from bot.extraction.contents import joined, verb_content
from bot.extraction.frames import Findings, PartyFrame, Report, findings
from bot.extraction.lexicon import by_word, words
from bot.extraction.quotes import Quotations, floating, mode_of, quotations
from bot.extraction.sources import party, source_kind
from bot.extraction.syntax import CLAUSES, SUBJECTS, child, children, clause, has_verb, is_passive, lemma, subject

LONGEST_NAME = 4


@Language.factory(
    "factdesk_attributions_by_rule", requires=["token.dep", "doc._.findings"], assigns=["doc._.findings", "doc.spans"]
)
class AttributionFinder:
    """Find reports in a Doc: by verbs, by "according to", by nouns, and quotations that nobody introduces."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.verbs = by_word("cues", "verbs")
        self.nouns = words("cues", "nouns")
        self.clause_only = words("cues", "patterns", "clause_only")

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.findings.reports` and the span groups `sources`, `cues` and `contents`."""
        found = findings(doc)
        found.quotations = quotations(doc)
        quotes = Quotations(found.quotations)
        reports: list[Report] = []
        for token in doc:
            report = self._report(token, found, quotes)
            if report is not None and report.content:
                reports.append(report)
                quotes.take(report)
        reports += floating(quotes, reports)
        keep_reports(doc, reports)
        return doc

    def _report(self, token: Token, found: Findings, quotes: "Quotations") -> Report | None:
        pos = token.pos_
        if token.lower_ in {"according", "per"}:
            return _according(token, found)
        if pos == "VERB":
            cue_type = self.verbs.get(lemma(token))
            if cue_type is not None:
                return self._verb(token, cue_type, found, quotes)
        elif pos == "NOUN" and lemma(token) in self.nouns:
            return _noun(token, found)
        return None

    def _verb(self, verb: Token, cue_type: str, found: Findings, quotes: "Quotations") -> Report | None:
        content = list(verb_content(verb, cue_type))
        needs_clause = lemma(verb) in self.clause_only or cue_type == "ask"
        quoted = quotes.near(verb)
        if cue_type == "ask" and not quoted:
            return None
        if not content and quoted is None:
            return None
        if (
            quoted is None
            and verb.tag_ == "VB"
            and child(verb, *SUBJECTS) is None
            and any(t.lower_ == "to" for t in verb.lefts)
        ):
            return None
        if needs_clause and quoted is None and not any(has_verb(span) for span in content):
            return None
        spans = joined(verb.doc, content, quoted)
        source = _speaker(verb, found, spans)
        kind = source_kind(source.span.root, source.actor) if source is not None else "none"
        return Report(source, kind, (_cue(verb),), tuple(spans), mode_of(spans, found.quotations), cue_type, verb)


def _cue(verb: Token) -> Span:
    """Return the reporting verb with its auxiliaries and particle."""
    doc = verb.doc
    start = verb.i
    while start > 0 and doc[start - 1].head.i == verb.i and doc[start - 1].dep_ in {"aux", "aux:pass", "advmod"}:
        start -= 1
    end = verb.i + 1
    if end < len(doc) and doc[end].dep_ == "compound:prt" and doc[end].head.i == verb.i:
        end += 1
    return doc[start:end]


def _speaker(verb: Token, found: Findings, content: Iterable[Span]) -> PartyFrame | None:
    """Return who speaks by this verb; None where the text does not say."""
    head = child(verb, "obl:agent") if is_passive(verb) else subject(verb)
    if is_passive(verb) and head is None:
        head = next(
            (o for o in children(verb, "obl") if (case := child(o, "case")) is not None and case.lower_ == "by"), None
        )
    spans = list(content)
    if head is not None and (head.dep_ == "expl" or any(span.start <= head.i < span.end for span in spans)):
        head = None
    if head is None and not is_passive(verb):
        head = _beside(verb, found, spans)
    if (
        head is None
        or head.pos_ not in {"PROPN", "NOUN", "PRON", "ADJ", "DET", "NUM"}
        or (head.lower_ == "it" and is_passive(verb))
    ):
        return None
    return party(head, found)


def _beside(verb: Token, found: Findings, content: list[Span]) -> Token | None:
    """Return the name or pronoun right after or before the verb, where the parse has lost the subject."""
    doc = verb.doc
    for i in [*range(verb.i + 1, min(verb.i + 5, len(doc))), *range(verb.i - 1, max(verb.i - 4, -1), -1)]:
        token: Token = doc[i]
        if (
            (token.is_punct and i < verb.i)
            or (token.is_sent_start and i > verb.i)
            or any(s.start <= i < s.end for s in content)
        ):
            continue
        if token.pos_ == "PRON" and token.lower_ in {"he", "she", "they", "it"}:
            return token
        if i in found.by_token:
            return _name_root(token)
    return None


def _name_root(token: Token) -> Token:
    """Return the head of the name that a token is part of."""
    root: Token = token
    while root.dep_ in {"flat", "compound"} and root.head.ent_type_ and abs(root.head.i - root.i) < LONGEST_NAME:
        root = root.head
    return root


def _according(token: Token, found: Findings) -> Report | None:
    """Read "according to X, ..." in any place of its sentence."""
    noun = token.head if token.dep_ in {"case", "mark"} else child(token, "obl", "obj", "nmod")
    if noun is None or noun.i == token.i or (token.lower_ == "per" and (noun.pos_ != "PROPN" or noun.i < token.i)):
        return None
    start = token.i
    end = start + 2 if start + 1 < len(token.doc) and token.doc[start + 1].lower_ == "to" else start + 1
    top = noun if token.dep_ in {"case", "mark"} else token
    governor = top.head
    while governor.dep_ not in CLAUSES and governor.head.i != governor.i:
        governor = governor.head
    if governor.i == top.i:
        return None
    source = party(noun, found)
    return Report(
        source,
        source_kind(noun, source.actor),
        (token.doc[start:end],),
        tuple(clause(governor, without=[top])),
        mode_of(clause(governor), found.quotations),
        "according",
        None,
    )


def _noun(noun: Token, found: Findings) -> Report | None:
    """Read "claims that ...", "reports of ..." with a clause below the noun."""
    said = next(
        (o for o in children(noun, "acl", "ccomp", "acl:relcl") if child(o, "mark") is not None and o.tag_ != "VB"),
        None,
    )
    if said is None or not any(m.lower_ in {"that", "of", "by"} for m in children(said, "mark")):
        return None
    owner = child(noun, "nmod:poss")
    if owner is None and noun.dep_ == "obj":
        owner = subject(noun.head)
    source = party(owner, found) if owner is not None else None
    kind = source_kind(source.span.root, source.actor) if source is not None else "none"
    spans = tuple(clause(said))
    return Report(source, kind, (noun.doc[noun.i : noun.i + 1],), spans, mode_of(spans, found.quotations), "noun", None)
