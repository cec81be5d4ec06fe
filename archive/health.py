"""Whether the two indexes hold what the catalogue says, key by key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.catalogue_reader import CatalogueReader, Window
from archive.vector_index import VectorIndex
from archive.word_index import WordIndex


@dataclass(frozen=True, slots=True)
class Health:
    """What is wrong between catalogue and indexes; empty arrays where nothing is.

    Attributes:
        passages: how many the catalogue holds.
        vectors_missing: keys without a readable vector in Chroma.
        vectors_extra: keys in Chroma that the catalogue does not know.
        words_missing: keys that tantivy does not hold.
        words_extra: keys in tantivy that the catalogue does not know, or that it holds twice.
    """

    passages: int
    vectors_missing: NDArray[np.int64]
    vectors_extra: NDArray[np.int64]
    words_missing: NDArray[np.int64]
    words_extra: NDArray[np.int64]

    @property
    def whole(self) -> bool:
        """Whether both indexes hold exactly what the catalogue holds."""
        parts = (self.vectors_missing, self.vectors_extra, self.words_missing, self.words_extra)
        return not any(part.size for part in parts)


def verify(home: Path) -> Health:
    """Compare catalogue, Chroma and tantivy, key by key. Meaningful while nobody writes.

    Raises:
        ArchiveMissingError: the folder holds no archive.
        ArchiveDamagedError: the catalogue cannot be read.
    """
    catalogue = CatalogueReader(home)
    try:
        edition = catalogue.edition()
        everything = Window(None, None, None)
        truth = np.sort(
            np.concatenate(
                [np.empty(0, dtype=np.int64)]
                + [
                    catalogue.keys(language, everything, edition.generation)
                    for language in catalogue.languages(edition.generation)
                ]
            )
        )
    finally:
        catalogue.close()
    vectors = VectorIndex(edition.vectors)
    try:
        in_vectors = vectors.keys()
    finally:
        vectors.close()
    in_words = WordIndex(edition.words, every_file=True).keys()
    return Health(
        passages=len(truth),
        vectors_missing=np.setdiff1d(truth, in_vectors),
        vectors_extra=_beyond(in_vectors, truth),
        words_missing=np.setdiff1d(truth, in_words),
        words_extra=_beyond(in_words, truth),
    )


def _beyond(held: NDArray[np.int64], truth: NDArray[np.int64]) -> NDArray[np.int64]:
    """Keys that are held though they should not be, or more than once."""
    keys, times = np.unique(held, return_counts=True)
    return np.union1d(keys[times > 1], np.setdiff1d(keys, truth))
