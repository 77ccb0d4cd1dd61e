import pytest

from bot.extraction.lexicon import table
from bot.extraction.states import find_state, state_names


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("Ukraine", "UA", "name"),
        ("Turkey", "TR", "name"),
        ("Türkiye", "TR", "name"),
        ("Turkish", "TR", "demonym"),
        ("Ankara", "TR", "capital"),
        ("Ukrainians", "UA", "demonym"),
        ("the United States", "US", "name"),
        ("U.S.", "US", "name"),
        ("Turkey’s", "TR", "name"),
        ("Russia's", "RU", "name"),
        ("GERMANY", "DE", "name"),
        ("Moscow", "RU", "capital"),
    ],
)
def test_state_is_known_by_its_names(text: str, code: str, kind: str) -> None:
    found = find_state(text)
    assert found is not None
    assert (found.code, found.kind) == (code, kind)


@pytest.mark.parametrize("text", ["", "the", "Umerov", "Atlantis", "Union", "Turke", "state", "  "])
def test_another_word_is_no_state(text: str) -> None:
    assert find_state(text) is None


def test_a_name_comes_before_another_states_capital() -> None:
    assert all(name == name.lower() for name in state_names())
    assert {known.code for known in state_names().values()} >= set(table("states")["demonyms"])


@pytest.mark.parametrize("code", ["UA", "TR", "US", "GB", "RU", "CN", "SY", "ZA"])
def test_state_of_the_list_has_name_and_capital(code: str) -> None:
    kinds = {known.kind for known in state_names().values() if known.code == code}
    assert kinds == {"name", "demonym", "capital"}
