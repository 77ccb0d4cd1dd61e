"""Other newsrooms' fact checks of a claim, asked for at Google's Fact Check Tools; off unless a key is set.

Apart from all else because it is the one place where words of a briefing leave the newsroom.
"""

from bot.briefing.review import Review
from bot.factchecks.search import FactChecks, Patience

__all__ = ["FactChecks", "Patience", "Review"]
