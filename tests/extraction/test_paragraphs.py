import pytest
import spacy

from bot.extraction.paragraphs import paragraphs
from tests.extraction.newsroom import parsed


def test_component_starts_a_sentence_after_each_line_break() -> None:
    doc = paragraphs(spacy.blank("en").make_doc("The road\nis closed\n\nThe bridge"))
    assert [token.text for token in doc if token.is_sent_start and token.i] == ["is", "The"]


@pytest.mark.parametrize("text", ["", "\n", "one", "one\n", "\n\n\n"])
def test_short_texts_are_left_whole(text: str) -> None:
    paragraphs(spacy.blank("en").make_doc(text))


@pytest.mark.parametrize("gap", ["\n", "\n\n", " \n ", "\n \n"])
def test_headline_without_a_stop_is_a_sentence_of_its_own(gap: str) -> None:
    doc = parsed(f"Minister resigns after vote{gap}The minister has left the government, his office said.")
    assert next(doc.sents).text.strip() == "Minister resigns after vote"
