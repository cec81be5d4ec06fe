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
from archive.vectors.growing import GrowingRows
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
        room: where the vectors lie, if more can be put behind them.
    """

    keys: NDArray[np.int64]
    vectors: FloatArray
    days: NDArray[np.int64]
    sources: NDArray[np.int64]
    room: GrowingRows | None = None

    def nearest(self, vector: FloatArray, limit: int, window: Window) -> list[tuple[int, float]]:
        """The nearest passages within the window: (key, cosine), best first, the older first in a tie."""
        keys, vectors = self.keys, self.vectors
        if window:
            allowed = self._allowed(window)
            keys, vectors = keys[allowed], vectors[allowed]
        return best(keys, _cosines(vectors, vector), limit)

    def behind(self, key: int) -> VectorTable:
        """The passages with higher keys."""
        return self._only(self.keys > key)

    def among(self, keys: NDArray[np.int64]) -> VectorTable:
        """Those of the passages whose keys are among some."""
        return self._only(np.isin(self.keys, keys, assume_unique=True))

    def extended(self, fresh: VectorTable) -> VectorTable:
        """These passages and others with higher keys, without copying the vectors of these."""
        if not len(fresh.keys):
            return self
        room = (self.room or GrowingRows(self.vectors)).extended(len(self.keys), fresh.vectors)
        return VectorTable(
            np.concatenate((self.keys, fresh.keys)),
            room.first(len(self.keys) + len(fresh.keys)),
            np.concatenate((self.days, fresh.days)),
            np.concatenate((self.sources, fresh.sources)),
            room,
        )

    def _only(self, kept: NDArray[np.bool_]) -> VectorTable:
        if kept.all():
            return self
        # Copies, so that the vectors of all others are let go of: up to 50 MB.
        return VectorTable(self.keys[kept], self.vectors[kept], self.days[kept], self.sources[kept])

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


def load_table(catalogue: CatalogueReader, keys: NDArray[np.int64], dimension: int) -> VectorTable:
    """The vectors of the passages with these keys (ascending)."""
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
