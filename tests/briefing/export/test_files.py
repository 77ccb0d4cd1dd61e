import json

import pytest

from bot.briefing.export import FORMATS, Dossier, Format, make
from bot.errors import SettingsError
from tests.briefing.briefings import seed
from tests.briefing.export.dossiers import POST, dossier


@pytest.mark.parametrize(
    ("form", "name", "media_type", "start"),
    [
        ("json", "factdesk-seed.json", "application/json", b"{"),
        ("csv", "factdesk-seed.csv", "text/csv", b'\xef\xbb\xbf"briefing",'),
        ("markdown", "factdesk-seed.md", "text/markdown", b"# Kyiv &amp; Ankara"),
        ("claimreview", "factdesk-seed.claimreview.json", "application/ld+json", b"{"),
    ],
)
def test_each_format_is_a_file(form: Format, name: str, media_type: str, start: bytes) -> None:
    made = make(form, [dossier()], POST)
    assert made[:2] == (name, media_type)
    assert made.content.startswith(start)


def test_every_format_has_its_file() -> None:
    assert {form: bool(make(form, [dossier()], POST).content) for form in FORMATS} == dict.fromkeys(FORMATS, True)


def test_of_several_the_name_says_how_many() -> None:
    made = make("json", [dossier(), dossier()])
    assert made.name == "factdesk-2-briefings.json"
    assert len(json.loads(made.content)) == 2


@pytest.mark.parametrize(("id_", "stem"), [("../../etc/x", "etc-x"), ("\u202e/", "briefing"), ("a" * 90, "a" * 60)])
def test_a_name_is_one_that_every_system_takes(id_: str, stem: str) -> None:
    case = Dossier(briefing=seed().model_copy(update={"id": id_}))
    assert make("markdown", [case]).name == f"factdesk-{stem}.md"


def test_a_claim_review_that_nobody_signs_names_the_setting() -> None:
    with pytest.raises(SettingsError, match=r"^FACTDESK_NEWSROOM_NAME: "):
        make("claimreview", [dossier()])
