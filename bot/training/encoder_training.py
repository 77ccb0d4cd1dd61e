"""From a folder of corpora to a trained encoder. Needs the `train` extra (PyTorch)."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import spacy
import torch
from tokenizers import Tokenizer
from torch import Tensor

from bot.errors import FileError
from bot.extraction.encoder import Pieces
from bot.extraction.labels import SPAN_HEADS
from bot.training import instances
from bot.training.encoder_model import BASE, EncoderModel
from bot.training.fitting import Recipe, fit
from bot.training.framenet import read_framenet
from bot.training.gold import read_gold
from bot.training.instances import NAME_FILES, TREEBANKS, Instance, Vocabulary, lexicon
from bot.training.treebank import read_conllu

log = logging.getLogger(__name__)

DESK_TIMES = 2
SYNTAX_TIMES = 2
"""How often the annotated articles and the treebanks are read in an epoch: few items, and trees, take longer to learn."""


def train_encoder(
    corpora: Path, gold: Path, recipe: Recipe, after_epoch: Callable[[EncoderModel], None] = lambda _: None
) -> EncoderModel:
    """Return a model trained on the corpora and on articles annotated by offsets; FileError where one is missing."""
    torch.set_num_threads(recipe.threads)
    torch.manual_seed(recipe.seed)
    sentences = [sentence for file in TREEBANKS for sentence in read_conllu(corpora / "ud" / file)]
    vocabulary = Vocabulary(sentences)
    model = EncoderModel(
        {head: list(tags) for head, tags in SPAN_HEADS.items()} | vocabulary.labels, lexicon(sentences)
    )
    pieces = Pieces(Tokenizer.from_file(str(BASE / "tokenizer.json")))
    taught = sources(corpora, gold, vocabulary)
    fit(model, taught, pieces, recipe, after_epoch)
    first = {name: value.clone() for name, value in model.state_dict().items()}
    fit(model, taught, pieces, replace(recipe, epochs=recipe.more_epochs, seed=recipe.seed + 2), after_epoch)
    model.load_state_dict(averaged(first, model.state_dict()))
    return model


def averaged(one: Mapping[str, Tensor], other: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return the mean of two models' parameters: two ends of one training, whose mean generalises better than either."""
    return {
        name: (value + other[name]) / 2 if value.is_floating_point() else other[name] for name, value in one.items()
    }


def sources(corpora: Path, gold: Path, vocabulary: Vocabulary) -> dict[str, list[Instance]]:
    """Return the corpora's instances by what they teach."""
    nlp = spacy.blank("en")
    trees = [list(instances.treebank(nlp, corpora, file, vocabulary, curled=0)) for file in TREEBANKS]
    framenet = [sentence for sentence in read_framenet(corpora) if not sentence.held_out]
    made = {
        "attribution": list(instances.polnear(nlp, corpora)),
        "syntax": trees[0] * SYNTAX_TIMES,
        "syntax and names": trees[1] * SYNTAX_TIMES,
        "names": [one for file, times in NAME_FILES.items() for one in list(instances.names(corpora, file)) * times],
        "frames": list(instances.frames(nlp, framenet)),
        "desk": list(instances.desk(nlp, read_gold(gold, corpora))) * DESK_TIMES,
        "worth": list(instances.claimbuster(nlp, corpora)),
    }
    for name, found in made.items():
        if not found:
            raise FileError(f"{corpora} holds nothing to learn {name} from.", remedy="Give the corpora's folder.")
        log.info("%s: %d instances, %d words", name, len(found), sum(len(one) for one in found))
    return made
