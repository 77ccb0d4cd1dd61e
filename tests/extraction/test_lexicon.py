"""The word lists are data: each must load, and hold each word once, as a rule looks it up."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from bot.extraction.lexicon import by_word, table, words

NAMES = sorted(path.name.removesuffix(".toml") for path in (files("bot.extraction") / "data").iterdir())


def lists(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    if isinstance(value, list):
        yield path, value
    else:
        for key, part in value.items():
            yield from lists(part, (*path, key))


ALL = [(name, path, found) for name in NAMES for path, found in lists(table(name))]
IDS = [".".join((name, *path)) for name, path, _ in ALL]


def test_every_list_is_found() -> None:
    assert {"accusations", "cues", "hedges", "requests", "sources", "states"} <= set(NAMES)


@pytest.mark.parametrize(("name", "path", "found"), ALL, ids=IDS)
def test_list_is_words_each_once(name: str, path: tuple[str, ...], found: list[str]) -> None:
    assert found
    assert all(isinstance(word, str) and word and word == word.strip() for word in found)
    assert sorted({word for word in found if found.count(word) > 1}) == []
    assert words(name, *path) == frozenset(found)


LEMMAS = [entry for entry in ALL if entry[0] != "states"]


@pytest.mark.parametrize(("name", "path", "found"), LEMMAS, ids=[".".join((name, *path)) for name, path, _ in LEMMAS])
def test_lemmas_are_lower_case(name: str, path: tuple[str, ...], found: list[str]) -> None:
    assert [word for word in found if word != word.lower()] == [], f"{name} {path}"


def test_table_of_lists_is_all_its_words() -> None:
    assert {"ask", "urge", "demand"} <= words("requests", "verbs", "person_to") | words("requests", "verbs", "thing")


def test_word_leads_to_its_list() -> None:
    verbs = by_word("cues", "verbs")
    assert (verbs["say"], verbs["deny"], verbs["accuse"], verbs["urge"]) == ("say", "deny", "accuse", "ask")


@pytest.mark.parametrize("path", [("verbs", "person_to"), ("verbs", "for"), ("verbs", "thing"), ("nouns",)])
def test_verb_of_asking_has_one_force(path: tuple[str, ...]) -> None:
    forces = table("requests")
    for key in path:
        forces = forces[key]
    every = [word for found in forces.values() for word in found]
    assert len(every) == len(set(every))
    assert set(forces) <= {"appeal", "request", "demand", "order", "need"}


def test_reporting_verb_has_one_kind() -> None:
    every = [word for found in table("cues")["verbs"].values() for word in found]
    assert sorted({word for word in every if every.count(word) > 1}) == []
