"""The operator's commands: is everything well, what failed for good, and what must be forgotten.

Apart from the command line because they speak of a bot that runs somewhere, not of an article.
"""

import asyncio
from contextlib import closing
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.errors import FactdeskError
from bot.settings import Settings

jobs = typer.Typer(help="What failed for good, and sending it again.", invoke_without_command=True)


def doctor() -> None:
    """Check tokens, scopes, database, language pipeline, clock and disk, and say what to do; exit 1 if the bot cannot work."""
    from bot.operations.doctor import doctor as look
    from bot.operations.doctor import is_well, render

    findings = asyncio.run(look(Settings.from_environment()))
    Console().print(render(findings))
    if not is_well(findings):
        raise typer.Exit(1)


def forget(
    articles: Annotated[
        list[str], typer.Argument(metavar="ARTICLE…", help="Ids, as `factdesk jobs` and logs give them.")
    ],
) -> None:
    """Delete articles with everything that was made of them: briefings, cases, rulings, posts' records, job history."""
    found = asyncio.run(_forget(articles))
    if not found:
        raise FactdeskError("There is no such article here.", remedy="Look its id up in the log or the JSON export.")
    typer.echo(f"Forgotten: {found} of {len(articles)}. What Slack shows stays there.")


async def _forget(articles: list[str]) -> int:
    from bot.desk.jobs.history import History
    from bot.desk.jobs.home import Home
    from bot.desk.store import Store

    database = Settings.from_environment().database
    found = 0
    async with Store(database) as store:
        with closing(Home(database)) as home, closing(History(home)) as history:
            for article in articles:
                gone = await store.forget(article)
                await history.drop(gone.workflows, begun=True)
                found += len(gone.articles)
    return found


@jobs.callback()
def show(context: typer.Context) -> None:
    """List what failed for good: who asked for what kind of work, where and when."""
    if context.invoked_subcommand is not None:
        return
    from bot.desk.jobs.dead import DeadLetters

    with DeadLetters(Settings.from_environment().database) as dead:
        letters = asyncio.run(dead.letters())
    if not letters:
        typer.echo("Nothing failed for good.")
        return
    table = Table("reference", "kind", "came", "workspace", "channel", "asked by", "how it ended")
    for one in letters:
        ended = "its process ended each time" if one.crashed else "an error"
        came = f"{one.came:%Y-%m-%d %H:%M} UTC"
        table.add_row(one.reference, one.kind, came, one.team, one.channel, one.user, ended)
    Console().print(table)


@jobs.command()
def retry(
    references: Annotated[list[str], typer.Argument(metavar="REFERENCE…", help="As the list and the log give them.")],
) -> None:
    """Send work that failed for good again; any bot that runs goes on with it."""
    from bot.desk.jobs.dead import DeadLetters

    with DeadLetters(Settings.from_environment().database) as dead:
        for reference in references:
            letter = asyncio.run(dead.send_again(reference))
            typer.echo(f"{letter.reference}: {letter.kind} is in its queue again.")
