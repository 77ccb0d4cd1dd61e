"""`factdesk eval`: the pipeline's scores on the command line.

Apart from the bot's own commands because a newsroom never needs them; the heavy imports wait until one is called.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

evaluation = typer.Typer(help="Score the language pipeline.", no_args_is_help=True)


@evaluation.command("desk")
def eval_desk(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="A folder with articles.jsonl and desk_dev.jsonl, or offsets.jsonl.")
    ],
    corpora: Annotated[
        Path | None, typer.Argument(metavar="CORPORA", help="The corpora's folder, for gold that is offsets alone.")
    ] = None,
    *,
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed and what is extra.")] = False,
) -> None:
    """Score requests, claims and actors against annotated articles."""
    from bot.extraction import extract, load
    from bot.training.desk import report, score_desk

    nlp = load()
    for line in report(score_desk(gold, lambda article: extract(article, nlp), corpora), errors=errors):
        typer.echo(line)


@evaluation.command("attributions")
def eval_attributions(
    corpora: Annotated[Path, typer.Argument(metavar="CORPORA", help="The corpora's folder.")],
) -> None:
    """Score who says what on PolNeAR dev: the learned tagger and the rules, articles whole and paragraph by paragraph."""
    from bot.training.attribution_scores import report, score_attributions

    for title, paragraphs in (("articles whole", False), ("paragraphs as instances", True)):
        typer.echo(title)
        for line in report(score_attributions(corpora, paragraphs=paragraphs)):
            typer.echo(f"  {line}")


@evaluation.command("requests")
def eval_requests(
    corpora: Annotated[Path, typer.Argument(metavar="CORPORA", help="The corpora's folder.")],
    *,
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed and each false alarm.")] = False,
) -> None:
    """Score who asks whom for what, sentence by sentence: PropBank, and the part of FrameNet that is set aside."""
    from bot.extraction import load
    from bot.training.request_scores import report, score_framenet, score_propbank

    nlp = load()
    tables = {"propbank": score_propbank(nlp, corpora), "framenet": score_framenet(nlp, corpora)}
    for line in report(tables, errors=errors):
        typer.echo(line)


@evaluation.command("syntax")
def eval_syntax(corpora: Annotated[Path, typer.Argument(metavar="CORPORA", help="The corpora's folder.")]) -> None:
    """Score tagger, morphologizer, lemmatizer and parser on EWT dev."""
    from bot.extraction.pipeline import load_syntax
    from bot.training.scores import score_syntax

    nlp = load_syntax()
    _scores(
        {
            "sentence by sentence": score_syntax(nlp, corpora),
            "running text": score_syntax(nlp, corpora, sentences_per_doc=8),
        }
    )


@evaluation.command("names")
def eval_names(corpora: Annotated[Path, typer.Argument(metavar="CORPORA", help="The corpora's folder.")]) -> None:
    """Score names on CrossNER politics dev."""
    from bot.extraction.pipeline import load_syntax
    from bot.training.scores import score_names

    _scores({"crossner politics dev": score_names(load_syntax(), corpora)})


def _scores(tables: dict[str, dict[str, float]]) -> None:
    for line in _score_lines(tables):
        typer.echo(line)


def _score_lines(tables: dict[str, dict[str, float]]) -> Iterator[str]:
    for title, scores in tables.items():
        yield title
        for name, value in scores.items():
            yield f"  {name:10}{value:8.4f}"
