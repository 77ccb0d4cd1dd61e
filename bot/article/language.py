"""Is this English? Refuses only what is surely another language, since a refused article is a lost one.

A short text, a list of foreign names or a foreign quote inside English must pass, so the classifier alone never decides.
"""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

from babel import Locale
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from bot.errors import LanguageError

MIN_WORDS = 20
MIN_CERTAINTY = 0.98
MIN_SHARE = 0.1  # of function words among all; English prose has twice as many
SAMPLE = 4_000


def check_english(text: str) -> None:
    """Raise LanguageError when `text` is surely in another language than English."""
    sample = _sample(text)
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if _mostly_other_script(sample):
        raise _not_english(_classify(sample)[0])
    if len(words) < MIN_WORDS or sum(map(_lists()["function_words"].__contains__, words)) >= MIN_SHARE * len(words):
        return
    language, certainty = _classify(sample)
    if language != "en" and certainty >= MIN_CERTAINTY:
        raise _not_english(language)


def _sample(text: str) -> str:
    """Return the text, or where it is long its beginning, middle and end."""
    if len(text) <= 3 * SAMPLE:
        return text
    middle = (len(text) - SAMPLE) // 2
    return " ".join((text[:SAMPLE], text[middle : middle + SAMPLE], text[-SAMPLE:]))


def _mostly_other_script(sample: str) -> bool:
    scripts = [script for character in sample if (script := _script(character))]
    return sum(script != "LATIN" for script in scripts) > len(scripts) / 2


@cache
def _script(character: str) -> str:
    """Return the script of a letter, "" for what is none; styled letters (bold, fullwidth, circled) belong to none."""
    if not character.isalpha():
        return ""
    name = unicodedata.name(character, "")
    if name.startswith(("MATHEMATICAL", "FULLWIDTH", "MODIFIER", "DOUBLE-STRUCK", "SCRIPT", "BLACK-LETTER")):
        return ""
    return name.split(" ")[0]


def _classify(sample: str) -> tuple[str, float]:
    language, certainty = _identifier().classify(sample)
    return str(language), float(certainty)


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_lists()["languages"] & set(identifier.labels))
    return identifier


def _not_english(language: str) -> LanguageError:
    if language == "en":  # another script, and the classifier does not know which
        return LanguageError("The text is not in English.", language="und")
    name = Locale("en").languages.get(language, language)
    return LanguageError(f"The text is not in English but, it seems, in {name}.", language=language)


@cache
def _lists() -> dict[str, frozenset[str]]:
    data = tomllib.loads(Path(__file__).with_name("language.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in data.items()}
