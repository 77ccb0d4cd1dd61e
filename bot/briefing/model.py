"""The briefing as data: the public contract `factdesk.briefing/1`.

Apart from its faces because everything else, from the extraction to the store, speaks in these words.
Offsets count Unicode code points in `article.text`, and `text[start:end] == quote` always.
"""

from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

SCHEMA_NAME: Final = "factdesk.briefing/1"

ActorKind = Literal["person", "organisation", "state", "group"]
MentionForm = Literal["name", "nominal", "pronoun"]
SourceKind = Literal["named", "organisation", "document", "media", "unnamed", "vague", "none"]
Mode = Literal["direct", "indirect", "mixed"]
Force = Literal["appeal", "request", "demand", "order", "need"]
ReasonKind = Literal["reported", "unnamed", "accusation", "contested", "figure"]
CheckKind = Literal["date", "figure", "person", "place", "quote", "document"]
Score = Annotated[float, Field(ge=0.0, le=1.0)]
Confidence = Annotated[
    float, Field(ge=0.0, le=1.0, description="how likely the extraction itself is right; 1 where not reckoned")
]


class Model(BaseModel):
    """A frozen value; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Span(Model):
    """A piece of the article's text: code points `start` (inclusive) to `end` (exclusive), and what stands there."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str


class Article(Model):
    """What came in, read. `text` is exactly what was given; `sha256` is of its UTF-8 bytes."""

    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = Field(default=None, description="ISO 8601 date")
    language: str = Field(default="en", description="ISO 639-1 code")
    fetched_at: str | None = Field(default=None, description="ISO 8601 time, UTC")
    sha256: str
    words: int = Field(ge=0)
    text: str

    def span(self, start: int, end: int) -> Span:
        """Return the span of `text[start:end]`."""
        return Span(start=start, end=end, quote=self.text[start:end])


class Mention(Span):
    """A span that names or refers to an actor."""

    form: MentionForm


class Actor(Model):
    """A person, organisation, state or group that acts, speaks, asks or is asked; its mentions merged.

    `country` is an ISO 3166-1 alpha-2 code.
    """

    id: str
    name: str
    kind: ActorKind
    role: Span | None = None
    country: str | None = None
    mentions: tuple[Mention, ...]
    confidence: Confidence = 1.0


class Party(Model):
    """Who asks or is asked: the actor where it is known, and the words that name it."""

    actor: str | None = None
    span: Span | None = None


class Source(Party):
    """Who says something, and what kind of source that is."""

    kind: SourceKind


class Attribution(Model):
    """Who says (`source`), how it is said (`cue`), what is said (`content`).

    `within` is the attribution in whose content this one stands: "Umerov said that Erdogan had promised ...".
    """

    id: str
    source: Source
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    mode: Mode
    within: str | None = None


class Request(Model):
    """A requester asks an addressee (who may be absent) for an item.

    `alleged` are the words by which the asking itself is only reported, null where the article vouches for it.
    """

    id: str
    force: Force
    requester: Party
    addressee: Party | None = None
    item: Span
    cue: Span
    alleged: Span | None = None
    evidence: tuple[Span, ...]
    confidence: Score


class Reason(Model):
    """Why a claim is flagged, and the span that triggered it."""

    reason: ReasonKind
    span: Span


class Check(Model):
    """Something in a claim that can be looked up; `date` is a date's meaning, as far as it is told, in ISO 8601."""

    kind: CheckKind
    span: Span
    date: str | None = Field(default=None, description="YYYY, YYYY-MM or YYYY-MM-DD")


class Claim(Model):
    """A checkable statement of fact that the article itself does not establish."""

    id: str
    text: Span
    attribution: str | None = None
    why: tuple[Reason, ...] = Field(min_length=1)
    check: tuple[Check, ...] = ()
    priority: Score
    evidence: tuple[Span, ...]
    confidence: Confidence = 1.0


class Briefing(Model):
    """An article with what was found in it; immutable once made.

    `notices` are plain sentences about the extraction itself, such as a text cut at the limit.
    """

    schema_name: Literal["factdesk.briefing/1"] = Field(default=SCHEMA_NAME, alias="schema")
    id: str
    article: Article
    actors: tuple[Actor, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    requests: tuple[Request, ...] = ()
    claims: tuple[Claim, ...] = ()
    notices: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _quotes_are_verbatim(self) -> Self:
        for span in spans_of(self):
            if self.article.text[span.start : span.end] != span.quote:
                raise ValueError(f"text[{span.start}:{span.end}] is not {span.quote!r}")
        return self


def spans_of(value: object) -> list[Span]:
    """Return every span inside a model, in no particular order."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [span for item in value for span in spans_of(item)]
    if isinstance(value, Model):
        return [span for name in type(value).model_fields for span in spans_of(getattr(value, name))]
    return []
