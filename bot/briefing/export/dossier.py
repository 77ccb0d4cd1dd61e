"""A briefing together with what the team found out, and from it where each claim stands: what every export tells.

Apart from the formats so that none of them works out on its own what counts.
"""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from bot.briefing.legible import legible
from bot.briefing.model import Briefing, Claim, Model
from bot.briefing.ruling import Addition, Dismissal, Note, Ruling


class Standing(StrEnum):
    """Where a claim stands; the value is how it is written in an export."""

    OPEN = "open"
    RULED = "ruled"
    SET_ASIDE = "not a claim"


class Told(Model):
    """A claim and all that was said of it: `claim` where the extraction found it, `addition` where a person added it."""

    id: str
    text: str
    claim: Claim | None = None
    addition: Addition | None = None
    ruling: Ruling | None = None
    dismissal: Dismissal | None = None
    assigned: str | None = None
    notes: tuple[Note, ...] = ()

    @property
    def standing(self) -> Standing:
        """Where the claim stands: what was decided last, should it have been both ruled on and set aside."""
        if self.decided is None:
            return Standing.OPEN
        return Standing.RULED if self.decided is self.ruling else Standing.SET_ASIDE

    @property
    def decided(self) -> Ruling | Dismissal | None:
        """What was decided last."""
        decisions = [one for one in (self.dismissal, self.ruling) if one is not None]
        return max(decisions, key=lambda one: one.at, default=None)


class Dossier(Model):
    """A briefing and what the team did with it: what is in force of each claim, by its id, and all notes.

    `assigned` are the users who look into a claim; `people` the names of users, where they are known.
    """

    briefing: Briefing
    rulings: Mapping[str, Ruling] = Field(default_factory=dict)
    dismissals: Mapping[str, Dismissal] = Field(default_factory=dict)
    additions: tuple[Addition, ...] = ()
    notes: tuple[Note, ...] = ()
    assigned: Mapping[str, str] = Field(default_factory=dict)
    people: Mapping[str, str] = Field(default_factory=dict)

    def told(self) -> list[Told]:
        """Return every claim of the briefing in the article's order, then those that people added."""
        found = [self._told(claim.id, claim.text.quote, claim=claim) for claim in self.briefing.claims]
        return [*found, *(self._told(one.claim, one.text, addition=one) for one in self.additions)]

    def about_all(self) -> tuple[Note, ...]:
        """Return the notes that are about no claim of their own."""
        known = {one.id for one in self.told()}
        return tuple(note for note in self.notes if note.claim not in known)

    def name(self, user: str) -> str:
        """Return a user's name, the id where it is not known."""
        return legible(self.people.get(user, "")) or legible(user)

    def _told(self, name: str, text: str, *, claim: Claim | None = None, addition: Addition | None = None) -> Told:
        return Told(
            id=name,
            text=text,
            claim=claim,
            addition=addition,
            ruling=self.rulings.get(name),
            dismissal=self.dismissals.get(name),
            assigned=self.assigned.get(name),
            notes=tuple(note for note in self.notes if note.claim == name),
        )
