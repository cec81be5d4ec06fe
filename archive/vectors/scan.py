"""Exact nearest neighbours, from the catalogue's own vectors held in memory.

Up to some ten thousands of passages a scan of all of them costs no more than an approximate search, is exact
under any filter, and spares the second that importing Chroma takes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archive.catalogue.reading import CatalogueReader
from archive.catalogue.window import Window
from language.embedding import FloatArray

_CHUNK = 20_000


@dataclass(frozen=True, slots=True)
class VectorTable:
    """The vectors of some passages, in the order of their keys.

    Attributes:
        keys: int64, shape (n,), ascending.
        vectors: float32, shape (n, d).
        days: int64, YYYYMMDD, 0 where unknown.
        sources: int64, numbers of outlets.
    """

    keys: NDArray[np.int64]
    vectors: FloatArray
    days: NDArray[np.int64]
    sources: NDArray[np.int64]

    def nearest(self, vector: FloatArray, limit: int, window: Window) -> list[tuple[int, float]]:
        """The nearest passages within the window: (key, cosine), best first, the older first in a tie."""
        keys, vectors = self.keys, self.vectors
        if window:
            allowed = self._allowed(window)
            keys, vectors = keys[allowed], vectors[allowed]
        return best(keys, _cosines(vectors, vector), limit)

    def _allowed(self, window: Window) -> NDArray[np.bool_]:
        allowed = np.ones(len(self.keys), dtype=bool)
        if window.since is not None or window.until is not None:
            # An article without a date (0) is in no window, however far back it begins.
            allowed &= (self.days >= (window.since or 1)) & (self.days <= (window.until or 99991231))
        if window.sources is not None:
            allowed &= np.isin(self.sources, np.array(window.sources, dtype=np.int64))
        return allowed


def _cosines(vectors: FloatArray, vector: FloatArray) -> FloatArray:
    # Not `@`: BLAS splits so small a product over threads that wait for each other 15 ms on a busy machine.
    return np.asarray(np.vecdot(vectors, vector), dtype=np.float32)


def best(keys: NDArray[np.int64], scores: FloatArray, limit: int) -> list[tuple[int, float]]:
    """The keys with the highest scores, best first."""
    if limit < 1 or not len(keys):
        return []
    if len(keys) > limit:
        top = np.argpartition(-scores, limit - 1)[:limit]
        keys, scores = keys[top], scores[top]
    order = np.lexsort((keys, -scores))
    return list(zip(keys[order].tolist(), scores[order].tolist(), strict=True))


def load_table(
    catalogue: CatalogueReader, keys: NDArray[np.int64], dimension: int, former: VectorTable | None = None
) -> VectorTable:
    """The vectors of the passages with these keys (ascending), taking what is known from a former table."""
    if former is not None:
        kept = np.isin(former.keys, keys, assume_unique=True)
        fresh = load_table(catalogue, np.setdiff1d(keys, former.keys, assume_unique=True), dimension)
        if fresh.keys.size and former.keys.size and fresh.keys[0] < former.keys[-1]:
            return load_table(catalogue, keys, dimension)
        return VectorTable(
            *(
                np.concatenate((getattr(former, name)[kept], getattr(fresh, name)))
                for name in ("keys", "vectors", "days", "sources")
            )
        )
    rows = [
        row
        for start in range(0, len(keys), _CHUNK)
        for row in catalogue.passages.vector_rows(keys[start : start + _CHUNK].tolist())
    ]
    return VectorTable(
        keys=np.array([row[0] for row in rows], dtype=np.int64),
        vectors=np.frombuffer(b"".join(row[1] for row in rows), dtype="<f2")
        .reshape(len(rows), dimension)
        .astype(np.float32),
        days=np.array([row[2] or 0 for row in rows], dtype=np.int64),
        sources=np.array([row[3] for row in rows], dtype=np.int64),
    )


def nearest_among(
    catalogue: CatalogueReader, keys: NDArray[np.int64], vector: FloatArray, limit: int
) -> list[tuple[int, float]]:
    """The nearest of the passages with these keys, read from the catalogue piece by piece."""
    found: list[tuple[int, float]] = []
    for start in range(0, len(keys), _CHUNK):
        table = load_table(catalogue, keys[start : start + _CHUNK], len(vector))
        found += best(table.keys, _cosines(table.vectors, vector), limit)
    return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:limit]
