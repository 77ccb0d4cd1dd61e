"""What grammar found and what the encoder marked, put together: one request each, and how sure it is.

Apart from both readers because each can be taken out and the other still works.
"""

from spacy.tokens import Doc, Span, Token

from bot.briefing.model import Force
from bot.extraction.antecedents import RELATIVE, antecedent_of
from bot.extraction.asking import DATES
from bot.extraction.encoder import Tables
from bot.extraction.frames import Findings, PartyFrame, RequestFrame
from bot.extraction.lexicon import by_word, words
from bot.extraction.marked import Beliefs, Marked, marked_requests
from bot.extraction.partners import partner
from bot.extraction.sources import FIRST, party, party_of
from bot.extraction.speech import Speech
from bot.extraction.surface import verbs_joined
from bot.extraction.syntax import is_unreal, shared, trimmed

SAME_ITEM = 0.5
"""The share of the shorter item's tokens above which two items are one."""
LONG = 25
"""In tokens: what is asked for is seldom longer."""
VOICELESS = 0.65
"""How sure the encoder must be of a need or a "must" that nobody is seen to voice."""
ASKING = (("verbs", "person_to"), ("verbs", "for"), ("verbs", "thing"), ("nouns",))
"""The lists of words that ask."""
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "PRON", "AUX", "ADV", "NUM"})
"""What is asked for has one of these."""


def weighed(doc: Doc, frames: list[RequestFrame], tables: Tables, found: Findings, said: Speech) -> list[RequestFrame]:
    """Return the requests of both readers, those of grammar (`frames`) and those of the encoder, with what is seen of each."""
    beliefs = Beliefs(doc, doc._.reading, "requests")
    kept = list(frames)
    for frame in frames:
        frame.features["grammar"] = frame.confidence
    for one in marked_requests(doc, doc._.reading, tables, beliefs):
        twins = [frame for frame in frames if _overlap(frame.item, one.item) > SAME_ITEM]
        for twin in twins:
            _complete(twin, one, found)
            twin.features["both"] = 1.0
        if len(twins) == 1 and one.plain:
            twins[0].item = _shorter(twins[0].item, one.item)
        if not twins:
            kept += _read(one, found, said)
    for frame in kept:
        frame.requester, frame.addressee = _somebody(frame.requester, found), _somebody(frame.addressee, found)
        if frame.addressee is None and frame.force == "need":
            frame.addressee = partner(frame, found)
        frame.features |= _features(frame, beliefs, said)
    return kept


def _features(frame: RequestFrame, beliefs: Beliefs, said: Speech) -> dict[str, float]:
    """Return what is seen of a request besides which reader has found it."""
    report = said.over(frame.cue.root)
    return {
        "asking": beliefs.most("asking", frame.cue),
        "item": beliefs.mean("item", frame.item),
        "peak": beliefs.most("item", frame.item),
        "contrast": beliefs.contrast("item", frame.item),
        "opening": beliefs.opening("item", frame.item),
        "requester": float(frame.requester is not None),
        "requester_is_actor": float(frame.requester is not None and frame.requester.actor is not None),
        "addressee": float(frame.addressee is not None),
        "addressee_is_actor": float(frame.addressee is not None and frame.addressee.actor is not None),
        "need": float(frame.force == "need"),
        "quoted": float(report is not None and report.mode != "indirect"),
        "one_word": float(len(frame.item) == 1 and "grammar" not in frame.features),
        "bare": float(len(frame.item) == 1 and "grammar" in frame.features),
        "long": float(len(frame.item) > LONG),
    }


def _somebody(one: PartyFrame | None, found: Findings) -> PartyFrame | None:
    """Return a party, unless it is a day, a month or an article alone; a relative pronoun is what it stands for."""
    if one is None or one.span.root.lower_ in DATES or one.span.root.lower_ in {"the", "a", "an"}:
        return None
    meant = antecedent_of(one.span.root) if len(one.span) == 1 else None
    return party(meant, found) if meant is not None else one


def _shorter(item: Span, marked: Span) -> Span:
    """Return an item as the encoder cuts it, where that is a cut at its end."""
    kept = item.doc[item.start : marked.end] if item.start < marked.end < item.end else None
    if kept is None:
        return item
    behind = item.doc[marked.end]
    breaks = behind.pos_ in {"PUNCT", "SCONJ", "CCONJ"} or behind.dep_ == "mark" or behind.tag_ in {"WDT", "WP"}
    if (
        kept[-1].pos_ in {"ADP", "DET", "ADJ"}
        or not breaks
        or marked.start > item.start + 1
        or not any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in kept)
    ):
        return item
    return trimmed(item.doc, kept.start, kept.end) or item


def _overlap(a: Span, b: Span) -> float:
    return shared(a, b) / max(1, min(len(a), len(b)))


def _complete(frame: RequestFrame, one: Marked, found: Findings) -> None:
    """Give a request that grammar found what the encoder sees better: who asks, and whom where grammar saw nobody."""
    by_noun = frame.cue.root.pos_ != "VERB"  # whose request a noun is, its own grammar knows best
    known = frame.requester is not None and one.asker is not None and _within(one.asker, frame.requester.span.root)
    if one.asker is not None and not known and not by_noun and one.asker.text.lower() not in FIRST | RELATIVE:
        frame.requester = party_of(one.asker, found)
    if frame.addressee is None and one.asked is not None:
        frame.addressee = party_of(one.asked, found)


def _within(part: Span, head: Token) -> bool:
    """Say whether words are a part of the phrase of a head: grammar has the whole of it."""
    return head.left_edge.i <= part.start and part.end <= head.right_edge.i + 1


def _read(one: Marked, found: Findings, said: Speech) -> list[RequestFrame]:
    """Return what the encoder alone has seen as requests, one a deed."""
    item = one.item
    start = item.start
    while start < item.end - 1 and item.doc[start].lower_ in words("requests", "strict", "leads"):
        start += 1
    end = item.end
    while end > start + 1 and item.doc[end - 1].pos_ in {"SCONJ", "ADP", "CCONJ", "PUNCT"}:
        end -= 1
    whole = trimmed(item.doc, start, end)
    if whole is None or not any(t.pos_ in CONTENT for t in whole):
        return []
    cue = one.cue or whole[:1]
    head = cue.root
    force: Force = _force(head.lemma_.lower())
    requester = _requester(one, head, found, said)
    if requester is None and (force == "need" or not _asks(head)) and one.belief < VOICELESS:
        return []  # without a word of asking it is a request only in somebody's mouth
    made = not is_unreal(head)
    asked = party_of(one.asked, found) if one.asked is not None else None
    return [RequestFrame(requester, asked, part, cue, force, one.belief, made=made) for part in verbs_joined(whole)]


def _requester(one: Marked, head: Token, found: Findings, said: Speech) -> PartyFrame | None:
    """Return who asks: the marked asker, or whose words these are."""
    if one.asker is None or one.asker.text.lower() in FIRST:
        voice = said.voice(head, found)
        if voice is not None:
            return voice
    return party_of(one.asker, found) if one.asker is not None else None


def _asks(head: Token) -> bool:
    """Say whether a word is on a list of words that ask."""
    return any(head.lemma_.lower() in by_word("requests", *kind) for kind in ASKING)


def _force(word: str) -> Force:
    """Return the force of a word that asks; a request where no list knows it."""
    for kind in ASKING:
        force = by_word("requests", *kind).get(word)
        if force is not None:
            return force  # type: ignore[return-value]
    return (
        "need"
        if word in {"need", "require"}
        else "demand"
        if word in words("requests", "strict", "modals")
        else "request"
    )
