"""The table of a static model's vectors, kept as small as its file has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from language.embedding import FloatArray

Index = NDArray[Any] | Sequence[int] | int | slice


class TokenVectors:
    """One row a token: a direction in few bits, times a weight.

    The bundled table has 56 MB as bytes and would have 223 MB as float32, of which a text needs a few rows.

    Args:
        directions: shape (V, dimension), int8 or any float.
        weights: shape (V,); a row is its direction times its weight.
    """

    def __init__(self, directions: NDArray[Any], weights: NDArray[np.float32]) -> None:
        self._directions = directions
        self._weights = weights
        self.shape: tuple[int, int] = (directions.shape[0], directions.shape[1])

    def __len__(self) -> int:
        """How many tokens there are."""
        return self.shape[0]

    def __getitem__(self, tokens: Index) -> FloatArray:
        """The rows of some tokens, float32."""
        rows: FloatArray = self._directions[tokens].astype(np.float32)
        # In two steps: one `np.multiply` of mixed kinds takes ten times as long.
        rows *= self._weights[tokens][..., None]
        return rows

    def sum_of(self, tokens: NDArray[np.uint32]) -> FloatArray:
        """The sum of the rows of some tokens, shape (dimension,)."""
        directions = self._directions.take(tokens, axis=0).astype(np.float32)
        summed: FloatArray = self._weights.take(tokens) @ directions
        return summed

    def whole(self) -> FloatArray:
        """Every row, float32, shape (V, dimension)."""
        return self[:]
