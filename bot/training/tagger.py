"""The tagger's training: PolNeAR in, ONNX weights out. Needs the `train` extra (PyTorch), about an hour on one core.

What was tried, and what each gave, stands in the model card.
"""

import logging
import random
import re
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from bot.errors import FileError
from bot.extraction.encoder import FIRST, LAST
from bot.training.polnear import read_polnear
from bot.training.tagger_data import Encoded, batches, encode
from bot.training.tagger_export import export
from bot.training.tagger_model import BASE, TaggerModel

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Recipe:
    """How the tagger is trained; rates are of AdamW, decayed linearly."""

    epochs: int = 4
    batch_subwords: int = 3600
    rate: float = 1.6e-4
    layer_decay: float = 0.85
    head_factor: float = 8.0
    weight_decay: float = 0.01
    warmup: float = 0.06
    token_loss: float = 0.5
    seed: int = 5
    steps: int | None = None


def train_tagger(corpora: Path, output: Path, recipe: Recipe = Recipe()) -> None:
    """Train on PolNeAR's train part and write the quantised tagger to `output`; FileError where the corpus is missing."""
    torch.set_num_threads(1)
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)  # noqa: S311 -- a shuffle, not a secret
    tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    articles = [encode(article, tokenizer) for article in read_polnear(corpora, "train")]
    if not any(article.ids for article in articles):
        raise FileError(f"{corpora} holds no article to learn from.", remedy="Give the folder that holds polnear.")
    model = TaggerModel()
    _fit(model, articles, recipe, chance)
    export(model, output)


def _fit(model: TaggerModel, articles: list[Encoded], recipe: Recipe, chance: random.Random) -> None:
    """Train the model in place."""
    total = recipe.steps or recipe.epochs * len(batches(articles, recipe.batch_subwords, random.Random(recipe.seed)))  # noqa: S311
    optimizer = torch.optim.AdamW(_groups(model, recipe))
    warm = max(1, int(total * recipe.warmup))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, (s + 1) / warm) * max(0.0, (total - s) / total)
    )
    step = 0
    model.train()
    while step < total:
        for batch in batches(articles, recipe.batch_subwords, chance):
            loss = _loss(model, batch, recipe)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            step += 1
            if step % 100 == 0:
                log.info("step %d of %d, loss %.4f", step, total, float(loss.detach()))
            if step >= total:
                break


def _groups(model: TaggerModel, recipe: Recipe) -> list[dict[str, object]]:
    """Return a group for each parameter: deeper layers learn slower, the head faster."""
    groups: list[dict[str, object]] = []
    for name, parameter in model.named_parameters():
        rate = recipe.rate * recipe.head_factor
        if name.startswith("encoder"):
            layer = re.search(r"layer\.(\d+)\.", name)
            depth = int(layer.group(1)) + 1 if layer else 0
            rate = recipe.rate * recipe.layer_decay ** (6 - depth)
        decay = recipe.weight_decay if parameter.dim() > 1 else 0.0
        groups.append({"params": [parameter], "lr": rate, "weight_decay": decay})
    return groups


def _loss(model: TaggerModel, batch: list[tuple[list[int], list[int]]], recipe: Recipe) -> Tensor:
    """Return the field's loss plus a share of the plain loss of each subword."""
    longest = max(len(ids) for ids, _ in batch)
    ids = torch.zeros(len(batch), longest + 2, dtype=torch.long)
    tags = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros(len(batch), longest, dtype=torch.bool)
    attention = torch.zeros_like(ids)
    for row, (piece, wanted) in enumerate(batch):
        length = len(piece)
        ids[row, : length + 2] = torch.tensor([FIRST, *piece, LAST])
        attention[row, : length + 2] = 1
        tags[row, :length] = torch.tensor(wanted)
        mask[row, :length] = True
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = model.encoder(input_ids=ids, attention_mask=attention).last_hidden_state
    scores = model.head(model.dropout(states.float()))[:, 1:-1]
    plain = nn.functional.cross_entropy(scores[mask], tags[mask])
    total: Tensor = model.crf.loss(scores, tags, mask) + recipe.token_loss * plain
    return total
