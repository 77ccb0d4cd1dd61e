"""The command line: the same extraction and the same faces without Slack, and the doors to running, scoring and training."""

import asyncio
import json
import logging
import math
import sys
import threading
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

from bot import __version__
from bot.briefing.model import Article, Briefing
from bot.errors import FactdeskError, FileError
from bot.operations import commands
from bot.settings import Settings
from bot.training.evaluation import evaluation

app = typer.Typer(
    name="factdesk",
    help="An article goes in; its actors, its requests and the claims that nobody has verified come out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """The faces of a briefing on the command line."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"
    BLOCKS = "blocks"


def main() -> None:
    """Run the command line; an expected error is one sentence on standard error and exit status 1."""
    try:
        app()
    except FactdeskError as error:
        _fail(str(error))
    except OSError as error:  # a folder that is not there, a disk that is full
        _fail(f"{error.filename}: {error.strerror}." if error.filename else f"{error}.")


def _fail(sentence: str) -> NoReturn:
    Console(stderr=True, soft_wrap=True).print(f"factdesk: {sentence}", style="red", markup=False, highlight=False)
    sys.exit(1)


def _version(*, value: bool) -> None:
    if value:
        typer.echo(f"factdesk {__version__}")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=lambda value: _version(value=value), is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Take the options that stand before a command."""


@app.command()
def brief(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE…", help="Links, files (TXT, HTML, PDF, DOCX) or - for standard input."),
    ],
    form: Annotated[Format, typer.Option("--format", help="How to print the briefing.")] = Format.TEXT,
) -> None:
    """Brief one or more articles."""
    from bot.extraction import extract, load

    if form is Format.HTML and len(sources) > 1:
        raise FileError("An HTML page holds one briefing.", remedy="Give one source at a time.")
    articles = asyncio.run(_read_all(sources))
    nlp = load()
    _show([extract(article, nlp) for article in articles], form)


async def _read_all(sources: list[str]) -> list[Article]:
    from bot.article import WebReader

    web = WebReader(trusted_hosts=Settings.from_environment().trusted)
    return [await _read_one(source, web) for source in sources]


async def _read_one(source: str, web: Any) -> Article:
    from bot.article import from_bytes, from_file

    if source == "-":
        return await from_bytes(sys.stdin.buffer.read(), name="standard input", content_type="text/plain")
    if source.lower().startswith(("http://", "https://")):
        article: Article = await web.read(source)
        return article
    return await from_file(Path(source))


def _show(briefings: list[Briefing], form: Format) -> None:
    """Print briefings in one of the faces."""
    if form is Format.JSON:
        from bot.briefing.contract import dumps

        typer.echo(dumps(briefings))
    elif form is Format.MARKDOWN:
        from bot.briefing import markdown

        typer.echo("\n".join(markdown.render(briefing) for briefing in briefings), nl=False)
    elif form is Format.HTML:
        from bot.briefing import page

        typer.echo("".join(page.render(briefing) for briefing in briefings))
    elif form is Format.BLOCKS:
        from bot.briefing.blocks import messages

        posted = [message for briefing in briefings for message in messages(briefing)]
        typer.echo(json.dumps(posted, ensure_ascii=False, indent=2))
    else:
        from bot.briefing import terminal

        console = Console()
        for briefing in briefings:
            console.print(terminal.render(briefing))


@app.command()
def batch(
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help='Lines of {"id", "text", "title"?, "url"?}.')],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="OUT.jsonl", help="Where the briefings go, a line each.")
    ],
) -> None:
    """Brief many articles; a bad line becomes {"id", "error"} and the rest go on."""
    from rich.progress import Progress

    from bot.extraction import load

    lines = _lines(source)
    load()
    failed = 0
    with (
        # half a character can stand inside a JSON string only, where its escape means the same
        output.open("w", encoding="utf8", errors="backslashreplace") as out,
        Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress,
    ):
        for line in progress.track(lines, description="Briefing"):
            record = _brief_line(line)
            failed += int("error" in record)
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    if failed:
        typer.echo(f'factdesk: {failed} of {len(lines)} lines failed; see "error" in {output}.', err=True)
        raise typer.Exit(1)


def _lines(source: Path) -> list[str]:
    """Return a file's lines that hold something; a JSON string may hold U+2028, at which `splitlines` would cut."""
    try:
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(f"{source} cannot be read as UTF-8 text.", remedy="Give a file of JSON lines.") from error
    return [line for line in text.split("\n") if line.strip()]


def _number(written: str) -> float | None:
    """Return a number; None for what JSON cannot hold, such as the NaN that other tools write for a missing value."""
    value = float(written)
    return value if math.isfinite(value) else None


def _brief_line(line: str) -> dict[str, Any]:
    """Return the briefing of one JSON line with the line's own id, or its error."""
    from bot.article import from_text
    from bot.briefing.contract import dump
    from bot.extraction import extract

    try:
        record = json.loads(line, parse_float=_number, parse_constant=_number)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"This line is no JSON: {error}."}
    identity = record.get("id") if isinstance(record, dict) else None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        return {"id": identity, "error": 'A line must be an object with "id" and "text".'}
    try:
        article = from_text(record["text"]).model_copy(
            update={key: record[key] for key in ("title", "url") if isinstance(record.get(key), str)}
        )
        return {**dump(extract(article)), "id": identity}
    except FactdeskError as error:
        return {"id": identity, "error": str(error)}


@app.command()
def run() -> None:
    """Run the bot: Socket Mode with SLACK_APP_TOKEN, else HTTP; without tokens, in a Slack of its own on this machine."""
    settings = Settings.from_environment()
    if settings.slack_bot_token is None and settings.slack_app_token is None and settings.slack_signing_secret is None:
        typer.echo("No Slack tokens are set: this is a Slack of your own, on this machine. See the README for Slack.\n")
        sandbox()
        return
    from bot.app import run as run_app

    asyncio.run(run_app(settings))


@app.command()
def sandbox(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where a browser finds it; 0 is any free port.")] = 3100,
) -> None:
    """Open a Slack of your own in the browser, with the bot in it."""
    from bot.operations.logging import set_up
    from bot.sandbox.run import run as run_sandbox

    settings = Settings.from_environment()
    set_up(max(settings.log_level, "WARNING", key=logging.getLevelNamesMapping().__getitem__), settings.log_format)
    seeds = sorted(Path("seeds").glob("*.txt"))

    def opened(url: str) -> None:
        Console().print(f"Open [bold]{url}/[/] in a browser: a newsroom waits there, and #fact-desk says what to try.")
        Console().print("End it with Ctrl+C.\n", style="dim")
        if seeds:
            threading.Thread(target=brief, args=([str(seeds[0])],), daemon=True).start()

    asyncio.run(run_sandbox(settings, seeds[0] if seeds else None, port=port, opened=opened))


app.command()(commands.doctor)
app.command()(commands.forget)
app.add_typer(commands.jobs, name="jobs")
app.add_typer(evaluation, name="eval")


@app.command()
def train(
    corpora: Annotated[Path, typer.Argument(metavar="CORPORA", help="The corpora's folder.")],
    gold: Annotated[Path, typer.Option(help="The folder of annotated articles, train and dev.")] = Path("tests/gold"),
    output: Annotated[Path, typer.Option("-o", "--output", help="Where the weights go.")] = Path("training-output"),
    steps: Annotated[int | None, typer.Option(min=1, help="Stop after so many steps, to try it out.")] = None,
) -> None:
    """Make the language pipeline's weights from the corpora (about two hours on one core)."""
    from bot.training.pipeline import train as make

    typer.echo(f"The weights are in {make(corpora, gold, output, steps)}.")


if __name__ == "__main__":
    main()
