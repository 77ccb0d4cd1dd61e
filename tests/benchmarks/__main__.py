"""`make bench`: how fast the extraction is, as ratios within one run, since seconds differ from machine to machine.

`python -m tests.benchmarks CORPORA` measures on news articles of a corpora folder too, not on the seeds alone.
"""

import argparse
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.extraction.pipeline import load_syntax
from tests.benchmarks import measures
from tests.benchmarks.products import share_of_products
from tests.benchmarks.texts import articles, words_in


def main() -> None:
    """Measure and print."""
    options = _options()
    texts = articles(options.corpora, options.articles)
    console = Console()
    console.print(f"{len(texts)} texts, {words_in(texts):,} words, {options.repeats} repeats, one thread, CPU time")
    for name, ours in (
        ("whole extraction", measures.whole()),
        ("with rules in the tagger's place", measures.by_rule()),
    ):
        console.print(_speed(name, measures.ratio(ours, texts, options.repeats), words_in(texts)))
    if find_spec("onnx") is None:
        console.print("The encoder's products are not measured: `make train-extra` brings onnx.")
    else:
        console.print(_products(texts, options.repeats))
    console.print(_growth(measures.growth(texts, options.words, options.repeats)))
    console.print(_shares(measures.shares(texts, options.repeats)))
    console.print(_fresh(texts))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("corpora", nargs="?", type=Path, help="a corpora folder, with polnear/dev.jsonl.gz in it")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--articles", type=int, default=20, help="how many articles of the corpora folder")
    parser.add_argument("--words", type=int, default=400, help="the length of 1x; 100x should stay under the limit")
    return parser.parse_args()


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(columns[0])
    for column in columns[1:]:
        table.add_column(column, justify="right")
    return table


def _speed(name: str, compared: measures.Ratio, words: int) -> Table:
    table = _table("Against the trained pipeline alone", "", "seconds", "words a second")
    table.add_row(name, f"{compared.whole:.2f}", f"{words / compared.whole:,.0f}")
    table.add_row("without our components", f"{compared.syntax:.2f}", f"{words / compared.syntax:,.0f}")
    table.add_row("ratio", f"{compared.ratio:.2f}", f"{compared.least:.2f} to {compared.most:.2f}")
    return table


def _products(texts: list[str], repeats: int) -> Table:
    compared = share_of_products(load_syntax(), texts, repeats)
    table = _table("The encoder against its 8-bit products alone", "", "seconds")
    table.add_row("products", f"{compared.products:.2f}")
    table.add_row("encoder", f"{compared.encoder:.2f}")
    table.add_row("share", f"{compared.share:.2f}")
    return table


def _growth(rows: list[tuple[int, float, float]]) -> Table:
    table = _table("Growth with the text's length", "words", "µs a word", "relative to 1x", "without ours")
    for words, ours, theirs in rows:
        table.add_row(f"{words:,}", f"{ours:.0f}", f"{ours / rows[0][1]:.2f}", f"{theirs / rows[0][2]:.2f}")
    return table


def _shares(shares: dict[str, float]) -> Table:
    table = _table("Share of the time", "step", "%")
    for step, share in shares.items():
        table.add_row(step, f"{100 * share:.1f}")
    return table


def _fresh(texts: list[str]) -> Table:
    command = [sys.executable, "-m", "tests.benchmarks.fresh"]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout)
    table = _table("A fresh process", "", "")
    table.add_row("import, seconds", f"{figures['import']:.2f}")
    table.add_row("load, seconds", f"{figures['load']:.2f}")
    table.add_row("resident after load, MB", f"{figures['resident_loaded']:.0f}")
    table.add_row("resident after the run, MB", f"{figures['resident_after']:.0f}")
    return table


if __name__ == "__main__":
    main()
