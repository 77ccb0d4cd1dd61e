"""Article in, briefing out: pure, without network, without disk after loading, without Slack."""

from spacy.language import Language

from bot.briefing.model import Article, Briefing
from bot.extraction.assembly import Assembly
from bot.extraction.normal import normal
from bot.extraction.pipeline import load

__all__ = ["MAX_CHARACTERS", "extract", "load"]

MAX_CHARACTERS = 300_000
"""About 50,000 words; what comes after is not analysed, and the briefing says so."""


def extract(article: Article, nlp: Language | None = None) -> Briefing:
    """Return the briefing of an article; CPU-bound, about a tenth of a second for a news article."""
    view = normal(article.text)
    text, notices = view.text, []
    if len(text) > MAX_CHARACTERS:
        cut = max(
            text.rfind("\n", MAX_CHARACTERS // 2, MAX_CHARACTERS), text.rfind(" ", MAX_CHARACTERS // 2, MAX_CHARACTERS)
        )
        text = text[: cut if cut > 0 else MAX_CHARACTERS]
        notices.append(f"Only the first {len(text.split()):,} of {article.words:,} words were analysed.")
    doc = (nlp or load())(text)
    return Assembly(article, view, doc).briefing(tuple(notices))
