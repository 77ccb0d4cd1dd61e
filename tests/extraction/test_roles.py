import pytest

from bot.extraction.roles import find_role
from tests.extraction.newsroom import brief, parsed

SAID = "said that the road was closed."


def role(text: str) -> str | None:
    name = next(ent for ent in parsed(text).ents if ent.label_ == "PERSON")
    found = find_role(name)
    return None if found is None else found.text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Turkish President Recep Tayyip Erdogan {SAID}", "Turkish President"),
        (f"Prime Minister Maria Silva {SAID}", "Prime Minister"),
        (f"Maria Silva, the mayor of Berlin, {SAID}", "the mayor of Berlin"),
        (f"The mayor of Berlin, Maria Silva, {SAID}", "The mayor of Berlin"),
        (f"Turkey’s Foreign Minister, Hakan Fidan, {SAID}", "Turkey’s Foreign Minister"),
        (f"Maria Silva {SAID}", None),
        (f"Mr. Holm {SAID}", None),
    ],
)
def test_title_or_apposition_is_the_role(text: str, found: str | None) -> None:
    assert role(text) == found


@pytest.mark.parametrize(
    ("text", "country"),
    [
        (f"Turkish President Recep Tayyip Erdogan {SAID}", "TR"),
        (f"Turkey’s Foreign Minister, Hakan Fidan, {SAID}", "TR"),
        (f"Maria Silva {SAID}", None),
    ],
)
def test_country_is_the_one_in_the_role(text: str, country: str | None) -> None:
    assert [actor.country for actor in brief(text).actors if actor.kind == "person"] == [country]
