"""The vector index (Chroma): nearest neighbours, one collection a language.

Chroma stores nothing here but keys and vectors: texts, dates and sources stand in the catalogue, which
answers for them many times faster. Its import costs over a second, so it is imported where it is first used.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive import chroma_file
from archive.entries import IndexedPassage
from language.embedding import FloatArray

_LARGEST_BATCH = 5000  # Chroma refuses more than 5,461 rows a call
_HNSW = {
    "space": "cosine",
    "ef_construction": 64,
    "ef_search": 400,
    "max_neighbors": 16,
    "num_threads": 2,
    # What is below these waits in a log that every opening replays: 20,000 vectors took it 4 s.
    "batch_size": 1000,
    "sync_threshold": 1000,
}
_PREFIX = "passages-"
_openings = itertools.count(1)
_opening = threading.Lock()


class VectorIndex:
    """An opened vector index. What another process adds later is not seen until a new one is opened.

    Raises:
        FileNotFoundError: the folder is not there and was not to be created.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        if create:
            path.mkdir(parents=True, exist_ok=True)
        elif not path.is_dir():
            raise FileNotFoundError(path)
        import chromadb
        from chromadb.config import Settings

        # Chroma shares one state between all clients of a process that name the same path. A spelling of its
        # own gives each opening its own state and its own end.
        spelling = f"{path.absolute()}/{'./' * next(_openings)}"
        with _opening:
            self._client: Any = chromadb.PersistentClient(
                spelling, settings=Settings(anonymized_telemetry=False, allow_reset=False)
            )
        self._path = path
        self._collections: dict[str, Any] = {}

    def close(self) -> None:
        """Let the files go."""
        self._collections.clear()
        self._client.close()

    def add(self, passages: Sequence[IndexedPassage]) -> None:
        """Take in new passages, durably; whoever opens the index after this sees them."""
        by_language: dict[str, list[IndexedPassage]] = {}
        for passage in passages:
            by_language.setdefault(passage.language, []).append(passage)
        for language, group in by_language.items():
            collection = self._collection(language, create=True)
            for start in range(0, len(group), _LARGEST_BATCH):
                batch = group[start : start + _LARGEST_BATCH]
                collection.add(
                    ids=[str(passage.key) for passage in batch],
                    embeddings=np.array([passage.vector for passage in batch], dtype=np.float32),
                )

    def delete(self, keys: Sequence[int]) -> None:
        """Take passages out, whatever their language; a key that is not there is no error."""
        if not keys:
            return
        for start in range(0, len(keys), _LARGEST_BATCH):
            batch = keys[start : start + _LARGEST_BATCH]
            for name, held in chroma_file.holders(self._path, batch).items():
                self._collection(name.removeprefix(_PREFIX)).delete(ids=held)

    def nearest(self, vector: FloatArray, language: str, limit: int) -> list[tuple[int, float]]:
        """The nearest passages of a language: (key, cosine), best first."""
        if language not in self.languages():
            return []
        collection = self._collection(language)
        limit = min(limit, collection.count())
        if limit < 1:
            return []
        found = collection.query(
            query_embeddings=[np.asarray(vector, dtype=np.float32)], n_results=limit, include=["distances"]
        )
        return [
            (int(key), 1.0 - float(distance))
            for key, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def languages(self) -> list[str]:
        """The languages that have a collection."""
        return [collection.name.removeprefix(_PREFIX) for collection in self._client.list_collections()]

    def counts(self) -> dict[str, int]:
        """Language -> passages, as Chroma's SQLite file has them: enough where graphs are whole."""
        held = chroma_file.counts(self._path)
        return {name.removeprefix(_PREFIX): count for name, count in held.items()}

    def rows(self, language: str) -> Iterator[tuple[list[int], FloatArray]]:
        """Keys and vectors of a language, in batches."""
        collection = self._collection(language)
        for offset in range(0, collection.count(), _LARGEST_BATCH):
            rows = collection.get(limit=_LARGEST_BATCH, offset=offset, include=["embeddings"])
            yield list(map(int, rows["ids"])), np.asarray(rows["embeddings"], dtype=np.float32)

    def keys(self) -> NDArray[np.int64]:
        """Every key whose vector can be read, in order."""
        keys = [key for language in self.languages() for batch, _ in self.rows(language) for key in batch]
        return np.sort(np.array(keys, dtype=np.int64))

    def _collection(self, language: str, *, create: bool = False) -> Any:  # noqa: ANN401 - Chroma's own class
        collection = self._collections.get(language)
        if collection is None:
            name = f"{_PREFIX}{language}"
            if create:
                collection = self._client.get_or_create_collection(
                    name, embedding_function=None, configuration={"hnsw": _HNSW}
                )
            else:
                collection = self._client.get_collection(name, embedding_function=None)
            self._collections[language] = collection
        return collection
