"""What training minimises: true pairs should be nearer than the batch's other pairings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

MEAN_SCALE = 20.0
WORD_SCALE = 15.0


def bag(texts: Sequence[NDArray[np.int32]]) -> tuple[Tensor, Tensor]:
    """Texts as `torch.nn.EmbeddingBag` takes them: all tokens, and where each text begins."""
    starts = np.cumsum([0] + [len(text) for text in texts[:-1]])
    return torch.from_numpy(np.concatenate(texts).astype(np.int64)), torch.from_numpy(starts)


def mean_loss(
    table: torch.nn.EmbeddingBag,
    left: Sequence[NDArray[np.int32]],
    right: Sequence[NDArray[np.int32]],
    same: Tensor | None = None,
) -> Tensor:
    """InfoNCE in both directions over the texts' mean vectors, with the batch as negatives.

    Args:
        table: the token vectors.
        left: one side of each pair.
        right: the other side.
        same: pairs of the batch that are no negatives of each other, shape (n, n).
    """
    scores = MEAN_SCALE * functional.normalize(table(*bag(left))) @ functional.normalize(table(*bag(right))).T
    if same is not None:
        scores = scores.masked_fill(same, -1e4)
    truth = torch.arange(len(left))
    return (functional.cross_entropy(scores, truth) + functional.cross_entropy(scores.T, truth)) / 2


def word_loss(
    table: torch.nn.EmbeddingBag, left: Sequence[NDArray[np.int32]], right: Sequence[NDArray[np.int32]]
) -> Tensor:
    """InfoNCE in both directions over the word comparison that retrieval uses (MaxSim, cubed)."""
    left_ids, _ = bag(left)
    right_ids, _ = bag(right)
    distinct, places = torch.unique(torch.cat([left_ids, right_ids]), return_inverse=True)
    rows = functional.embedding(distinct, table.weight, sparse=True)
    lengths = rows.norm(dim=1)
    units = rows / lengths.clamp_min(1e-6)[:, None]
    first, second = places[: len(left_ids)], places[len(left_ids) :]
    cosines = units[first] @ units[second].T
    owners = [torch.repeat_interleave(torch.tensor([len(text) for text in side])) for side in (left, right)]
    forth = _compare(cosines, lengths[first], owners[0], owners[1], len(left))
    back = _compare(cosines.T, lengths[second], owners[1], owners[0], len(left))
    truth = torch.arange(len(left))
    return functional.cross_entropy(WORD_SCALE * forth, truth) + functional.cross_entropy(
        WORD_SCALE * back, truth
    )


def _compare(cosines: Tensor, weights: Tensor, askers: Tensor, askeds: Tensor, texts: int) -> Tensor:
    """The comparison of every text of one side with every text of the other, shape (texts, texts)."""
    best = torch.full((len(askers), texts), -1.0)
    best = best.scatter_reduce(1, askeds[None].expand(len(askers), -1), cosines, "amax")
    gains = torch.zeros(texts, texts).index_add(0, askers, weights[:, None] * best.clamp_min(0) ** 3)
    return gains / torch.zeros(texts).index_add(0, askers, weights)[:, None]
