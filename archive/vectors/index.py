"""The vectors of one shard in Chroma: written once, then only asked.

Chroma stores nothing here but keys and vectors: texts, dates and sources stand in the catalogue, which
answers for them many times faster. Its import costs over a second, so it is imported where it is first used,
which is never in a process that writes articles.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from language.embedding import FloatArray

_AT_ONCE = 1250  # of 5,000 rows, as many as it takes, Chroma makes 40 MB of lists
_SYNCED_AT_ONCE = 2500
_NAME = "passages"
_turn = threading.Lock()
"""Clients of one folder share a state, which Chroma counts, opens and ends without a lock."""


class ShardIndex:
    """The opened vectors of a shard.

    Raises:
        FileNotFoundError: the folder is not there.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise FileNotFoundError(folder)
        self._client = _client(folder)
        self._collection = self._client.get_collection(_NAME, embedding_function=None)

    def close(self) -> None:
        """Let the files go."""
        with _turn:
            self._client.close()

    def nearest(self, vector: FloatArray, limit: int) -> list[tuple[int, float]]:
        """The nearest passages: (key, cosine), best first."""
        found = self._collection.query(
            query_embeddings=[np.asarray(vector, dtype=np.float32)], n_results=limit, include=["distances"]
        )
        return [
            (int(key), 1.0 - float(distance))
            for key, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def rows(self) -> Iterator[tuple[list[int], FloatArray]]:
        """Keys and vectors, in batches."""
        for offset in range(0, self._collection.count(), _AT_ONCE):
            rows = self._collection.get(limit=_AT_ONCE, offset=offset, include=["embeddings"])
            yield list(map(int, rows["ids"])), np.asarray(rows["embeddings"], dtype=np.float32)


def write_index(folder: Path, keys: NDArray[np.int64], vectors: NDArray[np.float16]) -> None:
    """Make the index of a shard.

    Args:
        folder: an empty one.
        keys: of the passages.
        vectors: of each, shape (n, d).
    """
    count = len(keys)
    client = _client(folder)
    # Nothing may stay below the threshold: it would wait in a log that every opening replays, and whoever
    # opens the shard could then write its files.
    threshold = count if count % _SYNCED_AT_ONCE else _SYNCED_AT_ONCE
    graph = {
        "space": "cosine",
        "ef_construction": 24,
        "ef_search": 6000,
        "max_neighbors": 16,
        "num_threads": 2,
        "batch_size": min(threshold, 1000),
        "sync_threshold": threshold,
    }
    collection = client.create_collection(_NAME, embedding_function=None, configuration={"hnsw": graph})
    for start in range(0, count, _AT_ONCE):
        end = start + _AT_ONCE
        collection.add(
            ids=list(map(str, keys[start:end].tolist())),
            embeddings=np.asarray(vectors[start:end], dtype=np.float32),
        )
    client.close()


def _client(folder: Path) -> Any:  # noqa: ANN401 - Chroma's own class
    import chromadb
    from chromadb.config import Settings

    with _turn:
        return chromadb.PersistentClient(
            folder.absolute(), settings=Settings(anonymized_telemetry=False, allow_reset=False)
        )
