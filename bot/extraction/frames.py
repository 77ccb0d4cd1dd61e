"""What the components find, as spans of a Doc, before it becomes a briefing.

Apart from `bot.briefing.model` because a component works on tokens and a briefing on the article's characters.
"""

from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from bot.briefing.model import ActorKind, Force, MentionForm, Mode, ReasonKind, SourceKind


@dataclass(slots=True)
class ActorMention:
    """A span that stands for an actor."""

    span: Span
    form: MentionForm


@dataclass(slots=True, eq=False)
class ActorFrame:
    """Mentions of one actor; `acts` is set by whoever sees it say, do, ask or be asked something."""

    kind: ActorKind
    mentions: list[ActorMention] = field(default_factory=list)
    role: Span | None = None
    country: str | None = None
    acts: float = 0.0
    confidence: float = 1.0
    features: dict[str, float] = field(default_factory=dict)
    name: str = ""


@dataclass(slots=True, eq=False)
class PartyFrame:
    """Words that name a party, and the actor they stand for."""

    span: Span
    actor: ActorFrame | None = None


@dataclass(slots=True, eq=False)
class Report:
    """An attribution: who says (`source`), by which words (`cue`), what (`content`)."""

    source: PartyFrame | None
    source_kind: SourceKind
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    mode: Mode
    cue_type: str
    verb: Token | None = None
    within: "Report | None" = None
    """The report in whose content this one stands."""
    verdict: Span | None = None
    """The words by which the sentence itself leaves open what is said: "could not be confirmed"."""


@dataclass(slots=True, eq=False)
class RequestFrame:
    """Who asks whom for what."""

    requester: PartyFrame | None
    addressee: PartyFrame | None
    item: Span
    cue: Span
    force: Force
    confidence: float
    alleged: Span | None = None
    """The words by which the asking itself is only reported."""
    features: dict[str, float] = field(default_factory=dict)
    """What is seen of it that tells how sure it is; see `bot.extraction.judgement`."""
    made: bool = True
    """False for what nobody has asked: refused, negated, conditional or only possible. It is never shown."""


@dataclass(slots=True, eq=False)
class ClaimFrame:
    """A statement that nobody has established, and the spans that say why."""

    text: Span
    report: Report | None
    reasons: list[tuple[ReasonKind, Span]]
    priority: float
    confidence: float = 1.0
    features: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Findings:
    """Everything the components of this package have found in a Doc so far."""

    actors: list[ActorFrame] = field(default_factory=list)
    acting: list[ActorFrame] = field(default_factory=list)
    """Those of the actors that a briefing shows, the foremost first."""
    by_token: dict[int, ActorFrame] = field(default_factory=dict)
    named: list[tuple[int, Span, ActorFrame]] = field(default_factory=list)
    """Every name with its first token and actor, in order: where pronouns look back."""
    quotations: list[Span] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    requests: list[RequestFrame] = field(default_factory=list)
    unmade: list[RequestFrame] = field(default_factory=list)
    """Requests that nobody has made: what a sentence's grammar says, and no briefing shows."""
    claims: list[ClaimFrame] = field(default_factory=list)


if not Doc.has_extension("findings"):
    Doc.set_extension("findings", default=None)


def findings(doc: Doc) -> Findings:
    """Return the Doc's findings, made empty at the first call."""
    if doc._.findings is None:
        doc._.findings = Findings()
    found: Findings = doc._.findings
    return found
