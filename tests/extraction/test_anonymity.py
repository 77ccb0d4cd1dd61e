"""Who asks not to be named is unnamed, whatever else the sentence calls them."""

import pytest

from tests.extraction.newsroom import brief

NAMELESS = [
    "A colonel in the Velmor army, speaking on condition of anonymity, said that the shells had hit a school.",
    "The director, who declined to be named, said the bank had hidden its losses.",
    "The chairman said, speaking anonymously, that the bank had hidden its losses.",
]


@pytest.mark.parametrize("text", NAMELESS)
def test_source_that_keeps_its_name_back_is_unnamed(text: str) -> None:
    assert brief(text).attributions[-1].source.kind == "unnamed"


def test_anonymity_of_one_source_is_not_that_of_another() -> None:
    text = "Anna Berg said the bank was sound, but an aide speaking on condition of anonymity said it had lied."
    kinds = [report.source.kind for report in brief(text).attributions]
    assert kinds == ["named", "unnamed"]


def test_minister_who_declined_to_name_others_is_named() -> None:
    reports = brief("Anna Berg, who declined to name the firm, said it had lied.").attributions
    assert reports[-1].source.kind == "named"
