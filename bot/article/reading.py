"""What a document says about itself: the common result of the PDF, Word and page readers."""

import re
from dataclasses import dataclass, replace
from typing import Self

# What broken documents hold and no text may: controls and half characters.
_NEVER_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's text, and what is known about it; `published` is an ISO 8601 date."""

    text: str
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None

    def cleaned(self) -> Self:
        """Return the same without what no text may hold."""
        return replace(
            self,
            text=_clean(self.text),
            title=_clean(self.title or "") or None,
            publisher=_clean(self.publisher or "") or None,
            authors=tuple(filter(None, map(_clean, self.authors))),
        )


def proper_title(title: object) -> str | None:
    """Return a title that a person gave; None for what a program wrote there, such as a file name."""
    words = " ".join(str(title or "").split())
    return words if " " in words and not words.startswith("Microsoft Word") and words != "Word Document" else None


def _clean(text: str) -> str:
    return _NEVER_TEXT.sub("", text)
