"""From a folder of corpora and annotated articles to the weights that the bot ships."""

from collections.abc import Iterator
from pathlib import Path

from bot.errors import FileError, ModelError
from bot.extraction.judgement import write_judges
from bot.extraction.pipeline import load
from bot.training.gold import GoldArticle, read_gold
from bot.training.judging import learn

NEEDED = ("ud", "ner", "polnear", "framenet", "claimbuster")


def train(corpora: Path, gold: Path, output: Path, steps: int | None = None) -> Path:
    """Train the encoder and its judges, write them to `output/weights`, and return that folder.

    `gold` holds `train` and `dev`, the annotated articles; `steps` stops early, to try it out. Raises FileError where a
    corpus is missing, ModelError where PyTorch is.
    """
    missing = [name for name in NEEDED if not (corpora / name).is_dir()]
    if missing:
        raise FileError(
            f"{corpora} is not a folder of corpora: it has no {missing[0]}.",
            remedy=f"Give the folder that holds {', '.join(NEEDED)}.",
        )
    try:
        from bot.training import encoder_export, encoder_training, fitting
    except ImportError as error:
        raise ModelError(
            f"{error.name} is not installed.", remedy="Install the extra: pip install 'factdesk[train]'."
        ) from error
    taught = list(lessons(corpora, gold))  # read first: what is missing is told before hours go into the rest
    model = encoder_training.train_encoder(corpora, gold / "train", fitting.Recipe(steps=steps))
    weights = output / "weights"
    encoder_export.export(model, weights / "encoder")
    judges = learn(load.__wrapped__(weights), taught)  # not kept: its judges are of no opinion yet
    write_judges({kind: one.judge for kind, one in judges.items()}, weights / "encoder")
    return weights


def lessons(corpora: Path, gold: Path) -> Iterator[GoldArticle]:
    """Yield what the judges learn from: articles that the encoder has not learned, and the others for their actors alone."""
    yield from read_gold(gold / "dev", corpora)
    for article in read_gold(gold / "train", corpora):
        if "actors" in article.items:
            article.items = {"actors": article.items["actors"]}
            yield article
