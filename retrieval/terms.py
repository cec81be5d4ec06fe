"""A question as the model sees it: its tokens, how much each matters, and its vector."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from language.embedding import Embedder, FloatArray
from language.static_model import StaticModel


@dataclass(frozen=True, slots=True)
class Terms:
    """What is looked for.

    Attributes:
        text: the question.
        language: its language.
        ids: its distinct tokens, shape (n,).
        weights: how much each matters, shape (n,), summing to 1; a frequent word matters little.
        units: the tokens' unit vectors, shape (n, d).
        vector: the question's unit vector in the archive's own model, shape (dimension,).
    """

    text: str
    language: str
    ids: NDArray[np.uint32]
    weights: FloatArray
    units: FloatArray
    vector: FloatArray

    def __bool__(self) -> bool:
        """Whether there is any word to look for."""
        return bool(self.ids.size)


def terms_of(text: str, language: str, embedder: Embedder, static_model: StaticModel) -> Terms:
    """Read the tokens of a question; their weights are the lengths of their static vectors (SIF)."""
    [ids] = static_model.token_ids([text])
    ids, counts = np.unique(ids, return_counts=True)
    rows = static_model.vectors[ids]
    lengths = np.linalg.norm(rows, axis=1)
    known = lengths > 0
    ids, rows, lengths, counts = ids[known], rows[known], lengths[known], counts[known]
    weights = lengths * counts
    return Terms(
        text=text,
        language=language,
        ids=ids,
        weights=(weights / max(float(weights.sum()), 1e-9)).astype(np.float32),
        units=(rows / lengths[:, None]).astype(np.float32),
        vector=embedder.embed_queries([text])[0],
    )
