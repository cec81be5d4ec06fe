"""A process of its own that reads a vector index whole: `python -m archive.probe HOME FOLDER`.

It ends with 0 where every vector is the catalogue's and is found by asking for it. A torn index makes it
fail, crash or hang, which then costs nobody else anything.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from archive.catalogue_reader import CatalogueReader
from archive.vector_index import VectorIndex
from language.embedding import FloatArray

_SAME = 0.99
"""The least cosine of a vector and what the index made of it."""
_ASKED = 50
"""Vectors of a batch that are asked for, evenly over all."""
_AMONG = 10
_FOUND = 0.9
"""The least share of them that is among the nearest to itself: the index is approximate, most where much of
it was deleted."""


def main() -> int:
    """Compare every vector, and ask for some."""
    home, folder = map(Path, sys.argv[1:])
    catalogue, index = CatalogueReader(home), VectorIndex(folder)
    whole = all(_is_whole(catalogue, index, language) for language in index.languages())
    index.close()
    catalogue.close()
    return 0 if whole else 1


def _is_whole(catalogue: CatalogueReader, index: VectorIndex, language: str) -> bool:
    for keys, vectors in index.rows(language):
        if not _are_the_catalogues(catalogue, keys, vectors):
            return False
        asked = [row for row in range(0, len(keys), max(1, len(keys) // _ASKED)) if np.any(vectors[row])]
        found = sum(
            keys[row] in dict(index.nearest(vectors[row], language, _AMONG))
            or index.nearest(vectors[row], language, 1)[0][1] > _SAME  # the same text is there twice
            for row in asked
        )
        if found < _FOUND * len(asked):
            return False
    return True


def _are_the_catalogues(catalogue: CatalogueReader, keys: list[int], vectors: FloatArray) -> bool:
    held = {key: vector for key, vector, _, _ in catalogue.vector_rows(keys)}
    if len(held) < len(keys):
        return False
    truth = np.frombuffer(b"".join(held[key] for key in keys), dtype="<f2").astype(np.float32)
    truth = truth.reshape(vectors.shape)
    lengths = np.linalg.norm(truth, axis=1) * np.linalg.norm(vectors, axis=1)
    return bool(np.all(np.einsum("ij,ij->i", truth, vectors)[lengths > 0] > _SAME * lengths[lengths > 0]))


if __name__ == "__main__":
    sys.exit(main())
