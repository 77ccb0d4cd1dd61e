"""A small real extraction for tests of what comes after it: each sentence with *reportedly* is a claim."""

import hashlib
import re

from bot.briefing.model import Article, Briefing, Claim, Reason

_SENTENCE = re.compile(r"[^.\n]*\breportedly\b[^.\n]*\.?")


def extract(article: Article) -> Briefing:
    """Return a briefing with claims only."""
    claims = tuple(
        _claim(article, number, match.start(), match.end())
        for number, match in enumerate(_SENTENCE.finditer(article.text), start=1)
    )
    known_by = hashlib.sha256(f"{article.url}\n{article.sha256}".encode()).hexdigest()
    return Briefing(id=known_by[:16], article=article, claims=claims)


def _claim(article: Article, number: int, start: int, end: int) -> Claim:
    sentence = article.span(start, end)
    word = article.text.index("reportedly", start)
    why = (Reason(reason="reported", span=article.span(word, word + len("reportedly"))),)
    return Claim(id=f"C{number}", text=sentence, why=why, priority=1 / (number + 1), evidence=(sentence,))
