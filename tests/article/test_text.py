"""A pasted text is kept to the letter, or refused with the reason."""

import hashlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.article import from_text
from bot.article.limits import MAX_TEXT_BYTES
from bot.errors import EmptyTextError, LanguageError, NotTextError, TooLargeError

ENGLISH = "The minister said on Tuesday that Turkey had asked for help with the reconstruction of the port."


@settings(deadline=None)  # the first call loads the classifier
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Lo", "Lm"]), max_size=60))
def test_text_is_kept_to_the_letter(odd: str) -> None:
    text = f"{odd}{ENGLISH}\r\n{odd}\t{ENGLISH}{odd}"
    article = from_text(text)
    assert article.text == text
    assert article.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert article.words == len(text.split())


@settings(deadline=None)
@given(st.text(st.characters()))
def test_any_text_is_kept_or_refused(text: str) -> None:
    with suppress(EmptyTextError, NotTextError, LanguageError):
        assert from_text(text).text == text


def test_pasted_text_has_no_title_and_no_link() -> None:
    article = from_text(ENGLISH)
    assert (article.title, article.url, article.publisher, article.fetched_at, article.language) == (
        None,
        None,
        None,
        None,
        "en",
    )


@pytest.mark.parametrize("text", ["Minister", "no", "a", "7", "OK!", "🙂", "  x  "])
def test_one_word_is_a_text(text: str) -> None:
    assert from_text(text).text == text


@pytest.mark.parametrize("text", ["", " ", "\n\t\r\n", "\u200b\u200c\ufeff", "\u00a0\u2003", "\u2060 \u00ad", "\u3164"])
def test_nothing_visible_is_no_text(text: str) -> None:
    with pytest.raises(EmptyTextError):
        from_text(text)


@pytest.mark.parametrize(
    "text", ["a\0b", "\x01\x02\x03\x04 word", "half \ud83d of an emoji", "\x7fELF\x02\x01\x01\x03"]
)
def test_binary_is_no_text(text: str) -> None:
    with pytest.raises(NotTextError):
        from_text(text)


def test_megabyte_is_read_and_more_than_the_limit_refused() -> None:
    text = (ENGLISH + "\n") * (1_000_000 // len(ENGLISH))
    assert from_text(text).text == text
    with pytest.raises(TooLargeError) as refused:
        from_text("é" * (MAX_TEXT_BYTES // 2 + 1))
    assert refused.value.limit == MAX_TEXT_BYTES
    with pytest.raises(TooLargeError):
        from_text("e" * (MAX_TEXT_BYTES + 1))
