"""The tree of errors is the one that its docstring draws, and each error tells what happened and what to do."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot import errors
from bot.errors import FactdeskError, FileError, SettingsError

FIELDS: dict[str, Any] = {
    "key": "FACTDESK_PORT",
    "limit": 5,
    "language": "de",
    "url": "https://example.org/",
    "status": 404,
    "seconds": 30.0,
}


def classes(root: type[FactdeskError] = FactdeskError) -> Iterator[type[FactdeskError]]:
    yield root
    for below in root.__subclasses__():
        if below.__module__ == errors.__name__:
            yield from classes(below)


def made(kind: type[FactdeskError]) -> FactdeskError:
    """Return an error of a kind, its fields filled in."""
    wanted = [name for name in inspect.signature(kind).parameters if name in FIELDS]
    return kind(sentence="It did not work.", **{name: FIELDS[name] for name in wanted})


def drawn() -> list[tuple[str, str | None]]:
    """Return each error of the docstring's tree with the one it hangs from."""
    path: list[str] = []
    found: list[tuple[str, str | None]] = []
    for line in (errors.__doc__ or "").splitlines():
        if match := re.match(r"([│├└─ ]*)(\w+Error)\b", line):
            depth = len(match[1]) // 4
            path[depth:] = [match[2]]
            found.append((match[2], path[depth - 1] if depth else None))
    return found


def test_the_tree_in_the_docstring_is_the_tree_of_classes() -> None:
    hung = [(kind.__name__, None if kind is FactdeskError else kind.mro()[1].__name__) for kind in classes()]
    assert drawn() == hung


def test_every_class_of_the_module_is_in_the_tree() -> None:
    defined = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__]
    assert set(defined) == set(classes())


@pytest.mark.parametrize("kind", list(classes()), ids=lambda kind: kind.__name__)
def test_every_error_tells_its_sentence_and_its_remedy(kind: type[FactdeskError]) -> None:
    error = made(kind)
    assert error.sentence.endswith("It did not work.")
    assert str(error) == f"{error.sentence} {error.remedy}".strip()
    assert "\n" not in str(error)
    assert not error.remedy or re.fullmatch(r"[A-Z].*\.", error.remedy)


@pytest.mark.parametrize("kind", [kind for kind in classes() if issubclass(kind, errors.ReadError | errors.ModelError)])
def test_every_way_that_reading_fails_has_a_way_out(kind: type[FactdeskError]) -> None:
    if kind is not errors.ReadError:
        assert made(kind).remedy


def test_an_error_may_bring_its_own_remedy() -> None:
    assert str(FileError("It is locked.", remedy="Unlock it.")) == "It is locked. Unlock it."
    assert str(FileError("It is locked.", remedy="")) == "It is locked."
    assert FileError("It is locked.").remedy == FileError.remedy


def test_fields_say_what_the_error_is_about() -> None:
    for kind in classes():
        error = made(kind)
        for name in FIELDS.keys() & inspect.signature(kind).parameters.keys():
            assert getattr(error, name) == FIELDS[name]
    assert str(SettingsError("FACTDESK_PORT", "it is taken.")) == "FACTDESK_PORT: it is taken."
