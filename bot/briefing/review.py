"""What another newsroom published about a claim like ours. Apart from our rulings, with which it must not be confused."""

from bot.briefing.model import Model


class Review(Model):
    """A published fact check: `claim` is what it checked, `rating` in the publisher's own words, `date` in ISO 8601."""

    claim: str = ""
    claimant: str = ""
    publisher: str
    rating: str
    title: str = ""
    url: str
    date: str | None = None
