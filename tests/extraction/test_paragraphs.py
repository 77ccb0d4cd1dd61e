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


@pytest.mark.parametrize("dateline", ["KYIV, May 12 (Reuters) —", "Nairobi, 12 May 2024 —", "WASHINGTON --"])
def test_dateline_is_no_part_of_the_first_sentence(dateline: str) -> None:
    doc = paragraphs(spacy.blank("en").make_doc(f"Floods\n\n{dateline} The minister has left."))
    assert doc[[token.text for token in doc].index("The")].is_sent_start


@pytest.mark.parametrize(
    "text", ["The mayor — a lawyer — has left.", "Twenty-nine people left.", "The U.S.-led army left."]
)
def test_dash_inside_a_sentence_is_no_dateline(text: str) -> None:
    doc = paragraphs(spacy.blank("en").make_doc(text))
    assert [token.i for token in doc if token.is_sent_start and token.i] == []
