"""The newsroom as it signs its reviews: who publishes them, and at which address each one stands."""

from typing import Annotated, Final

from pydantic import AfterValidator, Field

from bot.briefing.export.address import part, web
from bot.briefing.legible import legible
from bot.briefing.model import Model

# Five for what is true, one for what is false, as in Google's own examples; a verdict that is not here, such as
# "misleading" or "unproven", says something else than how true a claim is, and has no number.
SCALE: Final = {"true": 5, "mostly true": 4, "half true": 3, "mostly false": 2, "false": 1}
BEST: Final = 5
WORST: Final = 1


def _name(given: str) -> str:
    name = legible(given)
    if not name:
        raise ValueError("a newsroom has a name")
    return name


def _address(given: str) -> str:
    found = web(given)
    if found is None:
        raise ValueError("not an http or https address")
    return found


class Newsroom(Model):
    """Who reviews. `url` is its home page; `reviews` the address of a review, or a pattern for it.

    A pattern names `{briefing}` and `{claim}`; where it has no `{claim}` each review has an anchor on that page, since
    Google asks for an address a review. https://developers.google.com/search/docs/appearance/structured-data/factcheck
    """

    name: Annotated[str, Field(max_length=100), AfterValidator(_name)]
    url: Annotated[str, AfterValidator(_address)]
    reviews: Annotated[str, AfterValidator(lambda pattern: _address(pattern) and pattern)]

    def at(self, page: str) -> "Newsroom":
        """Return the newsroom with the address of one page in place of the pattern; raise where it is none."""
        return Newsroom(name=self.name, url=self.url, reviews=page)

    def review(self, briefing: str, claim: str) -> str:
        """Return the address of a review."""
        return _address(fill(self.reviews, briefing, claim))


def fill(pattern: str, briefing: str, claim: str) -> str:
    """Return the pattern with its names filled in; with the claim as its anchor where it has no place for it."""
    place = pattern if "{claim}" in pattern else f"{pattern.partition('#')[0]}#{{claim}}"
    return place.replace("{briefing}", part(briefing)).replace("{claim}", part(claim))
