"""The encoder's training: every corpus in turn, one batch a step. Needs the `train` extra (PyTorch).

What was tried, and what each gave, stands in the model card.
"""

import logging
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from bot.extraction.encoder import Pieces
from bot.extraction.labels import shape
from bot.extraction.windows import windows
from bot.training.encoder_model import EncoderModel
from bot.training.instances import OPEN, Instance

log = logging.getLogger(__name__)

CONTEXTS = (0, 64, 64, 128, 240)
"""Up to how many subwords paragraphs or sentences are read together; drawn anew for each text and epoch."""
SHARES = {
    "attribution": 1.0,
    "names": 0.5,
    "requests": 1.0,
    "accusations": 0.5,
    "claims": 1.0,
    "pos": 0.15,
    "tag": 0.3,
    "morph": 0.15,
    "lemma": 0.15,
}
"""What a head's loss counts; arcs and relations count one each."""
SILVER = 0.15
"""What automatic names count beside attributions."""


@dataclass(frozen=True)
class Recipe:
    """How the encoder is trained; rates are of AdamW, decayed linearly.

    After `epochs` it is trained for `more_epochs`, the rate warmed up anew, and the two ends are averaged.
    """

    epochs: int = 4
    more_epochs: int = 2
    batch_pieces: int = 2000
    rate: float = 1.4e-4
    layer_decay: float = 0.88
    head_factor: float = 8.0
    weight_decay: float = 0.01
    warmup: float = 0.05
    seed: int = 5
    steps: int | None = None
    threads: int = 1


@dataclass(slots=True)
class Row:
    """One window with its subwords."""

    instance: Instance
    ids: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]


def rows_of(instance: Instance, pieces: Pieces, together: int) -> Iterator[Row]:
    """Yield an instance's windows; where there are arcs, a stretch that cuts a sentence is left out."""
    words = pieces(instance.words)
    sizes = [len(one) for one in words]
    for window in windows(instance.words, sizes, instance.breaks, together):
        a, b = window.start, window.end
        if instance.sentences is not None and _cuts(instance.sentences, a, b):
            continue
        part = instance.piece(a, b)
        row = Row(part, [], [], [], [])
        for word, glued, one in zip(part.words, part.glued, words[a:b], strict=True):
            row.first.append(len(row.ids) + 1)
            row.ids += one
            row.last.append(len(row.ids))
            row.shapes += [shape(word, glued=glued)] * len(one)
        yield row


def _cuts(sentences: list[int], a: int, b: int) -> bool:
    return (a > 0 and sentences[a - 1] == sentences[a]) or (b < len(sentences) and sentences[b - 1] == sentences[b])


def batches(instances: list[Instance], pieces: Pieces, most: int, chance: random.Random) -> list[list[Row]]:
    """Return an epoch's batches of rows of like length, at most `most` subwords each with padding."""
    rows = [row for one in instances for row in rows_of(one, pieces, chance.choice(CONTEXTS)) if len(row.ids) > 1]
    rows.sort(key=lambda row: (len(row.ids) // 8, chance.random()))
    made: list[list[Row]] = []
    for row in rows:
        longest = max([len(row.ids), *(len(other.ids) for other in made[-1])]) if made else 0
        if not made or longest * (len(made[-1]) + 1) > most:
            made.append([])
        made[-1].append(row)
    return made


def fit(
    model: EncoderModel,
    sources: dict[str, list[Instance]],
    pieces: Pieces,
    recipe: Recipe,
    after_epoch: Callable[[EncoderModel], None] = lambda _: None,
) -> None:
    """Train the model in place on all sources together; `after_epoch` may look at it or keep a copy."""
    chance = random.Random(recipe.seed)  # noqa: S311 -- a shuffle, not a secret
    epoch = _epoch(sources, pieces, recipe, chance)
    total = recipe.steps or recipe.epochs * len(epoch)
    optimizer = torch.optim.AdamW(_groups(model, recipe), fused=True)
    warm = max(1, int(total * recipe.warmup))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, (s + 1) / warm) * max(0.0, (total - s) / total)
    )
    model.train()
    step, began, seen = 0, time.monotonic(), 0
    running: dict[str, float] = {}
    while step < total:
        for name, batch in epoch:
            loss = batch_loss(model, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            step += 1
            seen += sum(len(row.ids) for row in batch)
            running[name] = 0.95 * running.get(name, float(loss.detach())) + 0.05 * float(loss.detach())
            if step % 50 == 0:
                losses = " ".join(f"{key} {value:.3f}" for key, value in sorted(running.items()))
                log.info("step %d of %d, %.0f subwords/s, %s", step, total, seen / (time.monotonic() - began), losses)
            if step >= total:
                break
        after_epoch(model)
        if step < total:
            epoch = _epoch(sources, pieces, recipe, chance)


def _epoch(
    sources: dict[str, list[Instance]], pieces: Pieces, recipe: Recipe, chance: random.Random
) -> list[tuple[str, list[Row]]]:
    made = [
        (name, batch) for name, one in sources.items() for batch in batches(one, pieces, recipe.batch_pieces, chance)
    ]
    chance.shuffle(made)
    return made


def _groups(model: EncoderModel, recipe: Recipe) -> list[dict[str, Any]]:
    """Return a group for each parameter: deeper layers learn slower, the heads faster."""
    groups: list[dict[str, Any]] = []
    for name, parameter in model.named_parameters():
        rate = recipe.rate * recipe.head_factor
        if name.startswith("encoder"):
            layer = re.search(r"layer\.(\d+)\.", name)
            depth = int(layer.group(1)) + 1 if layer else 0
            rate = recipe.rate * recipe.layer_decay ** (6 - depth)
        if "token_type" in name:
            rate = recipe.rate * recipe.head_factor / 4
        decay = recipe.weight_decay if parameter.dim() > 1 else 0.0
        groups.append({"params": [parameter], "lr": rate, "weight_decay": decay})
    return groups


def padded(values: list[list[int]], fill: int) -> Tensor:
    """Return lists of numbers as one table, (rows, longest)."""
    longest = max(len(one) for one in values)
    return torch.tensor([[*one, *[fill] * (longest - len(one))] for one in values])


def batch_loss(model: EncoderModel, batch: list[Row]) -> Tensor:
    """Return the loss of a batch over every head that its corpus speaks of."""
    ids = padded([[101, *row.ids, 102] for row in batch], 0)
    shapes = padded([[0, *row.shapes, 0] for row in batch], 0)
    mask = padded([[1] * (len(row.ids) + 2) for row in batch], 0)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = model.states(
            ids, shapes, mask, padded([row.first for row in batch], 0), padded([row.last for row in batch], 0)
        )
    states = model.dropout(states)
    known = padded([[1] * len(row.first) for row in batch], 0).bool()
    scores = model.heads(states)
    instances = [row.instance for row in batch]
    loss = torch.zeros(())
    for head in instances[0].labels:
        wanted = padded([one.labels[head] for one in instances], OPEN)
        if head == "sentence":
            loss = loss + binary_cross_entropy_with_logits(scores[head][..., 0][known], wanted[known].float())
            continue
        share = SILVER if head == "names" and "attribution" in instances[0].labels else SHARES[head]
        if bool((wanted != OPEN).any()):
            loss = loss + share * cross_entropy(scores[head].flatten(0, 1), wanted.flatten(), ignore_index=OPEN)
        if head == "attribution":
            loss = loss + share * model.crf.loss(scores[head], wanted.clamp(min=0), known)
    if instances[0].worth is not None:
        means = (scores["worth"][..., 0] * known).sum(1) / known.sum(1)
        loss = loss + 0.5 * binary_cross_entropy_with_logits(
            means, torch.tensor([one.worth or 0.0 for one in instances])
        )
    if instances[0].heads is not None:
        loss = loss + _tree_loss(model, states, instances, known)
    return loss


def _tree_loss(model: EncoderModel, states: Tensor, instances: list[Instance], known: Tensor) -> Tensor:
    """Return the loss of heads and of relations, given the right sentences and the right heads."""
    low, high, rel_low, rel_high = model.low_high(states)
    sentences = padded([one.sentences or [] for one in instances], -1)
    # a root's head is column 0, another word's its index + 1
    places = [[0 if head == i else head + 1 for i, head in enumerate(one.heads or [])] for one in instances]
    wanted = padded(places, OPEN)
    reachable = (sentences[:, :, None] == sentences[:, None, :]) & known[:, None, :]
    reachable = reachable & ~torch.eye(reachable.shape[1], dtype=torch.bool)
    reachable = torch.cat([torch.ones_like(reachable[:, :, :1]), reachable], 2)
    arcs = model.arc_scores(low, high).masked_fill(~reachable, -1e4)
    loss = cross_entropy(arcs.flatten(0, 1), wanted.flatten(), ignore_index=OPEN)
    root = model.rel_root.expand(rel_high.shape[0], 1, -1)
    rows = torch.arange(len(instances))[:, None]
    above = torch.cat([root, rel_high], 1)[rows, wanted.clamp(min=0)]
    deps = padded([one.deps or [] for one in instances], OPEN)
    relations = model.relation_scores(rel_low, above)
    return loss + cross_entropy(relations.flatten(0, 1), deps.flatten(), ignore_index=OPEN)
