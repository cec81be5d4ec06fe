"""Rows of vectors that later generations of an archive add to, without copying those before."""

from __future__ import annotations

import threading

import numpy as np

from language.embedding import FloatArray

_LEAST_ROOM = 2048


class GrowingRows:
    """Rows with room behind them. Whoever looks at the first ones goes on seeing them. Safe for threads.

    Args:
        rows: the first ones, float32, shape (n, d).
    """

    def __init__(self, rows: FloatArray) -> None:
        self._rows = rows
        self._filled = len(rows)
        self._turn = threading.Lock()

    def first(self, count: int) -> FloatArray:
        """The first rows, shape (count, d)."""
        return self._rows[:count]

    def extended(self, count: int, fresh: FloatArray) -> GrowingRows:
        """The first rows with others behind them: here where there is room, else in a copy that has some.

        Args:
            count: of the first rows; where others stand behind them already, those are another's.
            fresh: shape (m, d).
        """
        end = count + len(fresh)
        with self._turn:
            if count == self._filled and end <= len(self._rows):
                self._rows[count:end] = fresh
                self._filled = end
                return self
        rows = np.empty((end + max(_LEAST_ROOM, end // 4), self._rows.shape[1]), dtype=np.float32)
        rows[:count], rows[count:end] = self._rows[:count], fresh
        grown = GrowingRows(rows)
        grown._filled = end
        return grown
