"""The training itself: a few minutes of contrastive steps from a good start."""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import Protocol

import numpy as np
import torch

from language.embedding import FloatArray
from training.batches import Batch
from training.losses import mean_loss, word_loss

STEPS = 2000
RATE = 0.0015
WARM_UP = 50
COMPARE_EVERY = 4
COMPARED = 48
LONGEST_COMPARED = 60
"""Comparing words costs the square of the tokens: only a few pairs, cut short, of every fourth batch."""


class Drawn(Protocol):
    """Where training takes its batches from."""

    def draw(self) -> Batch:
        """The next batch; no text of it is empty."""
        ...


def train(
    start: FloatArray, batches: Drawn, steps: int = STEPS, rate: float = RATE, seed: int = 0
) -> FloatArray:
    """The token vectors after training, shape (V, d).

    Args:
        start: the vectors to begin with; row 0 is the unknown token and stays zero.
        batches: what to learn from.
        steps: so many batches; the rate falls to zero over them.
        rate: the learning rate at its highest.
        seed: of torch's random numbers.
    """
    torch.manual_seed(seed)
    table = torch.nn.EmbeddingBag(
        *start.shape, mode="sum", sparse=True, _weight=torch.from_numpy(start.copy())
    )
    optimiser = torch.optim.SparseAdam(table.parameters(), lr=rate)
    losses: dict[str, list[float]] = defaultdict(list)
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1.0, (step + 1) / WARM_UP) * (1 - step / steps)
        batch = batches.draw()
        loss = mean_loss(table, batch.left, batch.right, batch.same)
        losses[batch.kind].append(loss.item())
        if step % COMPARE_EVERY == 0 and batch.kind not in ("aligned", "lexicon"):
            left = [text[:LONGEST_COMPARED] for text in batch.left[:COMPARED]]
            right = [text[:LONGEST_COMPARED] for text in batch.right[:COMPARED]]
            loss = loss + word_loss(table, left, right)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if step % 250 == 249:
            means = ", ".join(f"{kind} {np.mean(values):.3f}" for kind, values in sorted(losses.items()))
            sys.stderr.write(f"step {step + 1} of {steps}: {means}\n")
            losses.clear()
    rows: FloatArray = table.weight.detach().numpy()
    rows[0] = 0
    return rows
