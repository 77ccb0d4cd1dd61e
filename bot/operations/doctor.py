"""`factdesk doctor`: looks at everything that the bot needs, changes nothing, and says what to do."""

import asyncio
from collections.abc import Iterable

from rich.console import Group
from rich.table import Table
from rich.text import Text

from bot.operations.finding import Finding, Level
from bot.operations.machine_checks import database, folder, model
from bot.operations.slack_checks import slack_findings
from bot.settings import Settings

_MARKS = {Level.OK: ("✓", "green"), Level.WARNING: ("!", "yellow"), Level.ERROR: ("✗", "bold red")}


async def doctor(settings: Settings) -> list[Finding]:
    """Return what there is to say about each part; no check stops another."""
    slack, tables, pipeline = await asyncio.gather(slack_findings(settings), database(settings), model())
    return [*slack, tables, pipeline, *folder(settings)]


def render(findings: Iterable[Finding]) -> Group:
    """Return the findings for a terminal: a line each, and under what is not well what to do."""
    table = Table.grid(padding=(0, 1))
    for finding in findings:
        mark, style = _MARKS[finding.level]
        table.add_row(Text(mark, style=style), Text(finding.check, style="bold"), Text(finding.told))
        if finding.remedy:
            table.add_row("", "", Text(f"→ {finding.remedy}", style=style))
    return Group(table)


def is_well(findings: Iterable[Finding]) -> bool:
    """Tell whether the bot can work."""
    return all(finding.level is not Level.ERROR for finding in findings)
