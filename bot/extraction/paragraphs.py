"""Component: a sentence never runs over the end of a paragraph. Set before the parser, which keeps to it."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("factdesk_paragraphs", assigns=["token.is_sent_start"])
def paragraphs(doc: Doc) -> Doc:
    """Start a sentence after each line break that ends a line of prose."""
    for token in doc[:-1]:
        if token.is_space and "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc
