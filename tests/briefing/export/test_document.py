from hypothesis import HealthCheck, given, settings

from bot.briefing import markdown
from bot.briefing.export import Dossier, document
from tests.briefing.briefings import seed
from tests.briefing.export.dossiers import dossier, dossiers
from tests.briefing.test_markdown import OURS, kinds, tokens


def test_the_briefing_is_told_with_what_was_found_under_each_claim() -> None:
    text = document.dumps([dossier()])
    assert text.startswith("# Kyiv &amp; Ankara\n")
    lines = text.splitlines()
    for line in (
        "1 of 3 ruled · 1 set aside as no claim",
        "- **Note** by U2, 27 July 2025: lawyers have seen it",
        "### C1 “Zelenskyy had actively sabotaged negotiations in Turkey during March 2022”",
        "- **Ruled false** by Ada Checker, 26 July 2025",
        "  - Why: no such report",
        "  - See <https://proof.example/a?b=1>",
        "  - See see the drive",
        "- **Set aside: not a claim** by U2, 26 July 2025",
        "- **Looked into by:** U2",
        "- **Note** by Ada Checker, 26 July 2025: asked the ministry",
        "### C4 “The factory is in Izmir”",
        "- **Added by:** U2, 26 July 2025",
    ):
        assert line in lines
    assert lines.index("- **Ruled false** by Ada Checker, 26 July 2025") < lines.index("  - Why: no such report")


def test_a_briefing_on_which_nobody_has_worked_is_told_as_ever() -> None:
    text = document.dumps([Dossier(briefing=seed())])
    assert "0 of 3 ruled" in text.splitlines()
    assert [line for line in markdown.render(seed()).splitlines() if line.startswith("- ")] == [
        line for line in text.splitlines() if line.startswith("- ")
    ]


def test_no_claim_is_left_out_however_many_there_are() -> None:
    first = seed().claims[0]
    claims = tuple(first.model_copy(update={"id": f"C{number}", "priority": 0.0}) for number in range(60))
    text = document.dumps([Dossier(briefing=seed().model_copy(update={"claims": claims}))])
    assert sum(line.startswith("### ") for line in text.splitlines()) == 60


def test_several_are_parted_by_a_line() -> None:
    assert document.dumps([dossier(), dossier()]).count("\n\n---\n\n# ") == 1


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(dossiers())
def test_only_our_own_markup_and_the_teams_links_are_markup(case: Dossier) -> None:
    text = document.dumps([case])
    assert kinds(text) <= OURS | {"link"}
    linked = [token.attrs["href"] for token in tokens(text) if token.type == "link_open"]
    assert all(str(address).startswith(("http://", "https://")) for address in linked)
    assert sum(token.type == "link_open" for token in tokens(text)) <= sum(
        len(one.decided.links) for one in case.told() if one.decided
    )
    sections = (case.briefing.actors, case.briefing.requests, case.told())
    headings = sum(token.type == "heading_open" for token in tokens(text))
    assert headings == 1 + len(case.told()) + sum(map(bool, sections))
