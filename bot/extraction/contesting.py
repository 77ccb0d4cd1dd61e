"""Where the text itself says that a claim is open: called unverified, denied or disputed, beside it or further on.

Apart from the claims because a denial is looked for around claims that have been found already.
"""

from spacy.tokens import Doc, Token

from bot.extraction.frames import ClaimFrame, Findings
from bot.extraction.lexicon import by_word, words
from bot.extraction.neighbours import Neighbours
from bot.extraction.reasons import unique
from bot.extraction.sources import party
from bot.extraction.syntax import child, is_negated, lemma, subject

LOOK_BACK = 60
"""How many tokens back "these claims" may point."""
DENIAL_LOOKS_BACK = 160
"""How many tokens back somebody's denial may point."""


def contest(frames: list[ClaimFrame], doc: Doc, found: Findings) -> None:
    """Add "contested" to the claims that the text itself leaves open."""
    ruled = {i for report in found.reports if report.verdict for i in range(report.verdict.start, report.verdict.end)}
    near: Neighbours[ClaimFrame] = Neighbours()
    for frame in frames:
        near.add(frame, frame.text.start, frame.text.end)
    for token in doc:
        if token.i in ruled:
            continue  # it speaks of what its own sentence tells
        open_ = token.lower_ in words("hedges", "contested") or _is_unsettled(token)
        denies = token.pos_ == "VERB" and by_word("cues", "verbs").get(lemma(token)) == "deny"
        if not open_ and not denies:
            continue
        around = list(near.near(token.i - DENIAL_LOOKS_BACK, token.i + 1))
        inside = [frame for frame in around if open_ and frame.text.start <= token.i < frame.text.end]
        before = (_claimed_beside(token, around) or _taken_up(token, around)) if open_ else []
        before += _denied(token, around, found) if denies else []
        meant = [*before, *(frame for frame in inside if frame.features.get("grammar") or not before)]
        for frame in meant:
            frame.reasons = unique([*frame.reasons, ("contested", doc[token.i : token.i + 1])])


def _is_unsettled(verb: Token) -> bool:
    """Say whether a verb says that somebody could not or did not confirm what has been told."""
    if verb.pos_ != "VERB" or lemma(verb) not in words("hedges", "settled") or not is_negated(verb):
        return False
    what = child(verb, "nsubj:pass", "obj")
    if what is None or what.tag_ in {"WDT", "WP"}:
        what = verb.head if verb.dep_ in {"acl", "acl:relcl"} else what
    return what is not None and lemma(what) in words("hedges", "anaphors") | {"this", "that", "it"}


def _claimed_beside(token: Token, frames: list[ClaimFrame]) -> list[ClaimFrame]:
    """Return the claims right before "..., a claim that could not be verified" in its own sentence."""
    noun = token.head
    if token.dep_ not in {"acl", "acl:relcl"} or lemma(noun) not in words("hedges", "anaphors"):
        return []
    if noun.dep_ not in {"appos", "parataxis"}:
        return []
    return [
        f for f in frames if f.text.start >= token.sent.start and f.text.start < noun.i and f.text.end >= noun.head.i
    ]


def _taken_up(token: Token, frames: list[ClaimFrame]) -> list[ClaimFrame]:
    """Return the claims of the last sentence that "these claims, though unverified" speaks of."""
    if not any(lemma(t) in words("hedges", "anaphors") for t in token.sent):
        return []
    return _last_before(token, frames, LOOK_BACK)


def _denied(verb: Token, frames: list[ClaimFrame], found: Findings) -> list[ClaimFrame]:
    """Return what "X denied the allegations" speaks of: the last claims about X, or the last of all."""
    thing, denier = child(verb, "obj", "nsubj:pass"), subject(verb)
    if thing is None or denier is None or is_negated(verb):
        return []
    if lemma(thing) not in words("hedges", "anaphors") | words("hedges", "denied"):
        return []
    actor = party(denier, found).actor
    about = [frame for frame in frames if actor is not None and _speaks_of(frame, actor, found)]
    return _last_before(verb, about, DENIAL_LOOKS_BACK) or _last_before(verb, frames, LOOK_BACK)


def _speaks_of(frame: ClaimFrame, actor: object, found: Findings) -> bool:
    return any(found.by_token.get(i) is actor for i in range(frame.text.start, frame.text.end))


def _last_before(token: Token, frames: list[ClaimFrame], look_back: int) -> list[ClaimFrame]:
    """Return the claims of the last sentence before a token's that has any."""
    before = [f for f in frames if f.text.end <= token.sent.start and token.i - f.text.end < look_back]
    last = max((f.text.sent.start for f in before), default=-1)
    return [f for f in before if f.text.sent.start == last]
