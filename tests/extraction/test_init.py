"""What comes in is briefed, whatever it is; what is left out is said."""

from typing import Any

import pytest
import spacy

from bot import extraction
from bot.extraction import MAX_CHARACTERS, extract
from tests.briefing.briefings import article
from tests.extraction.newsroom import brief

NEWS = "President Peter Holm urged Russia on Tuesday to withdraw its troops from the village."


def test_exports_are_the_public_names() -> None:
    assert all(hasattr(extraction, name) for name in extraction.__all__)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "Minister",
        "said",
        "asked",
        "must",
        "According to",
        "7",
        "🙂",
        "\u0301",
        "\u200b",
        "\ufeff",
        "(",
        "WHO (",
    ],
)
def test_one_word_is_an_empty_briefing(text: str) -> None:
    briefing = brief(text)
    assert (briefing.actors, briefing.attributions, briefing.requests, briefing.claims) == ((), (), (), ())
    assert briefing.notices == ()
    assert briefing.article.text == text


@pytest.mark.parametrize(
    "text", ["“", "”", '"', "“ \n\n ” said", '"""""', "”“”“", "“«„", "... ?! — ;:", "()[]{}", "‘’'`"]
)
def test_only_punctuation_is_an_empty_briefing(text: str) -> None:
    briefing = brief(text)
    assert (briefing.actors, briefing.requests, briefing.claims) == ((), (), ())


@pytest.mark.parametrize("mark", ["“", '"', "”", "''", "«"])
def test_unbalanced_quotation_mark_leaves_the_rest_readable(mark: str) -> None:
    briefing = brief(f"{mark}The road is closed, Maria Silva said.\n{NEWS}")
    assert [request.item.quote for request in briefing.requests] == ["withdraw its troops from the village"]


def test_ten_thousand_line_breaks_are_a_gap() -> None:
    breaks = "\n" * 10_000
    briefing = brief(f"Maria Silva said the road was closed.{breaks}{NEWS}")
    assert len(briefing.requests) == 1
    assert len(briefing.attributions) in {1, 2}  # what is asked may count as said
    assert brief(breaks).actors == ()


@pytest.mark.parametrize("sign", ["=", "_", "!", "“"])
def test_run_of_one_sign_is_read_in_its_length_not_in_its_square(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tokenizer: Any = extraction.load().tokenizer
    searched: list[int] = []
    suffix_search = tokenizer.suffix_search

    def search(text: str) -> object:
        searched.append(len(text))
        return suffix_search(text)

    monkeypatch.setattr(tokenizer, "suffix_search", search)
    brief(f"Read this {sign * 600} now.")
    assert sum(searched) < 600 * 100


def test_long_sentence_without_a_stop_is_read() -> None:
    text = "the army left the city and the road was closed " * 1_280
    assert len(text) > 60_000
    assert brief(text).article.text == text


def test_megabyte_is_cut_at_a_word_with_a_notice() -> None:
    text = "The minister said that the army had left the city. " * 20_000
    briefing = extract(article(text), spacy.blank("en"))
    analysed = text[:MAX_CHARACTERS].rsplit(" ", 1)[0]
    assert len(text) > 1_000_000
    assert briefing.article.text == text
    assert briefing.notices == (f"Only the first {len(analysed.split()):,} of 200,000 words were analysed.",)


def test_hundred_thousand_words_are_cut_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "MAX_CHARACTERS", len(NEWS) + 1)
    briefing = brief(f"{NEWS}\n" + f"{NEWS} " * 8_000)
    assert briefing.article.words > 100_000
    assert len(briefing.requests) == 1
    assert briefing.notices == (
        f"Only the first {len(NEWS.split())} of {briefing.article.words:,} words were analysed.",
    )


def test_text_of_one_endless_word_is_cut_all_the_same() -> None:
    briefing = extract(article("a" * (MAX_CHARACTERS + 1)), spacy.blank("en"))
    assert len(briefing.notices) == 1


def test_text_within_the_limit_has_no_notice() -> None:
    assert brief(NEWS).notices == ()
