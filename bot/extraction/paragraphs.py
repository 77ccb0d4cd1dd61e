"""Component: where sentences must begin. Set before the parser, which keeps to it.

A sentence never runs over the end of a paragraph, nor into its dateline ("KYIV, May 12 (Reuters) —"), and none is so
long that the work on it is not bounded.
"""

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

LONGEST_SENTENCE = 300
"""In tokens; text without any full stop is cut there."""
ENDS = frozenset({".", "!", "?"})
LONGEST_DATELINE = 15
DASHES = frozenset({"—", "–", "--", "-", "―"})


@Language.component("factdesk_paragraphs", assigns=["token.is_sent_start"])
def paragraphs(doc: Doc) -> Doc:
    """Start a sentence after each line break, and where one has run on too long."""
    if not len(doc):
        return doc
    starts = np.zeros(len(doc), dtype=np.uint64)
    last = 0
    for token in doc[:-1]:
        line_ends = token.is_space and "\n" in token.text
        if (line_ends or token.i == 0) and (after := _dateline(doc, token.i + int(line_ends))) is not None:
            starts[after] = 1
        if line_ends or token.i + 1 - last >= LONGEST_SENTENCE:
            starts[token.i + 1] = 1
        if line_ends or token.text in ENDS or starts[token.i + 1]:
            last = token.i + 1
    # all at once: spaCy looks through the whole Doc each time that one is set
    return doc.from_array(["SENT_START"], starts)  # type: ignore[arg-type]


def _dateline(doc: Doc, start: int) -> int | None:
    """Return where a paragraph begins after its dateline; None where it has none.

    A dateline is places, dates and agencies, so that nothing in it is in lower case, and a dash that stands free.
    """
    for token in doc[start : start + LONGEST_DATELINE]:
        if token.text in DASHES and token.i > start and doc[token.i - 1].whitespace_ and token.whitespace_:
            return token.i + 1 if token.i + 1 < len(doc) else None
        if token.is_space or token.text[:1].islower() or token.text in ENDS:
            return None
    return None
