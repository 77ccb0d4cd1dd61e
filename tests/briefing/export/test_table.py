import csv
import io
import re

import pytest
from hypothesis import HealthCheck, example, given, settings

from bot.briefing.export import Dossier, table
from tests.briefing.export.dossiers import ACTS, HOSTILE, dossier, dossiers

UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")


def rows(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=delimiter == ","))


def acts(shown: str) -> bool:
    """Tell whether a spreadsheet might reckon with a cell."""
    return UNSEEN.sub("", shown)[:1] in tuple("=+-@＝＋－＠")


def test_a_row_tells_a_claim_and_where_it_stands() -> None:
    head, first, *_ = rows(table.dumps([dossier()]))
    told = dict(zip(head, first, strict=True))
    assert told == {
        "briefing": "seed",
        "headline": "Kyiv & Ankara",
        "outlet": "News",
        "published": "2025-07-25",
        "article": "https://news.example/a?b=1&c=2",
        "claim": "C1",
        "text": "Zelenskyy had actively sabotaged negotiations in Turkey during March 2022",
        "who_says_so": "investigative reports (unnamed source)",
        "why": "accusation (“sabotaged”) · unnamed source · contested in the text (“though unverified”)",
        "to_check": "March 2022 (date) · Turkey (place)",
        "sentence": dossier().briefing.claims[0].evidence[0].quote,
        "standing": "ruled",
        "verdict": "false",
        "reason": "no such report",
        "links": "https://proof.example/a?b=1 see the drive",
        "by": "Ada Checker",
        "at": "2025-07-26T12:30:00+00:00",
        "assigned": "",
        "notes": "",
    }


def test_open_added_and_set_aside_claims_have_their_rows() -> None:
    head, _, second, third, fourth = rows(table.dumps([dossier()]))
    at = {name: number for number, name in enumerate(head)}
    assert [row[at["standing"]] for row in (second, third, fourth)] == ["not a claim", "open", "open"]
    assert (second[at["verdict"]], second[at["reason"]], second[at["by"]]) == ("", "an opinion", "U2")
    assert (third[at["assigned"]], third[at["notes"]]) == ("U2", "Ada Checker: asked the ministry")
    assert (fourth[at["text"]], fourth[at["why"]]) == ("The factory is in Izmir", "added by U2")


def test_several_dossiers_share_one_table_and_none_leaves_its_head() -> None:
    assert len(rows(table.dumps([dossier(), dossier()]))) == 1 + 8
    assert rows(table.dumps([])) == [list(table.COLUMNS)]


def test_lines_end_as_rfc_4180_has_it_and_every_cell_is_quoted() -> None:
    lines = table.dumps([dossier()]).split("\r\n")
    assert lines.pop() == ""
    assert all(line.startswith('"') and line.endswith('"') and "\n" not in line for line in lines)


@pytest.mark.parametrize("text", ACTS)
def test_what_would_act_as_a_formula_is_text(text: str) -> None:
    assert acts(UNSEEN.sub("", text)) or ";" in text
    assert not acts(table.cell(text))
    assert "'" in table.cell(text)


@pytest.mark.parametrize("text", ["a=b", "C1", "2025-07-26", "a; b", "“q”", "2 - 1", "e-mail a@b.example"])
def test_harmless_words_stay_as_they_are(text: str) -> None:
    assert table.cell(text) == text


@given(HOSTILE)
@example("=1;=2;\t@x")
def test_no_cell_begins_with_what_acts_wherever_a_spreadsheet_begins_cells(text: str) -> None:
    shown = table.cell(text)
    assert not acts(shown)
    assert not any(acts(piece) for piece in shown.split(";"))
    assert not set(shown) & set("\r\n\t\x00")


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(dossiers())
def test_any_dossier_keeps_its_rows_and_columns_and_reckons_nowhere(case: Dossier) -> None:
    text = table.dumps([case])
    read = rows(text)
    assert [len(row) for row in read] == [len(table.COLUMNS)] * (1 + len(case.told()))
    assert not any(acts(cell) for row in read for cell in row)
    assert not any(acts(cell) for row in rows(text, ";") for cell in row)
