"""Whether the two indexes hold what the catalogue says, key by key."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.catalogue.reading import CatalogueReader
from archive.catalogue.window import EVERYTHING
from archive.vectors.index import ShardIndex
from archive.vectors.seal import Look, is_whole
from archive.vectors.shards import Shard
from archive.words.index import WordIndex


@dataclass(frozen=True, slots=True)
class Health:
    """What is wrong between catalogue and indexes; empty arrays where nothing is.

    Attributes:
        passages: how many the catalogue holds.
        in_shards: how many of them Chroma is to hold; the others are compared one by one.
        vectors_missing: keys that a shard should hold, but that have no readable vector in it.
        vectors_extra: keys that a shard holds twice, or that are not of its passages.
        words_missing: keys that tantivy does not hold.
        words_extra: keys in tantivy that the catalogue does not know, or that it holds twice.
    """

    passages: int
    in_shards: int
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
    with closing(CatalogueReader(home)) as catalogue:
        edition = catalogue.edition()
        languages = catalogue.passages.languages(edition.generation)
        truth = _joined(
            catalogue.passages.keys(language, EVERYTHING, edition.generation) for language in languages
        )
        in_shards, missing, extra = 0, [], []
        for shard in edition.shards:
            keys = catalogue.passages.keys_between(
                shard.language, shard.first_key, shard.last_key, edition.generation
            )
            held = _keys_of(shard, home)
            in_shards += len(keys)
            missing.append(np.setdiff1d(keys, held))
            strange = held[(held < shard.first_key) | (held > shard.last_key)]
            extra += [_beyond(held, held), strange]
    in_words = WordIndex(edition.words, every_file=True).keys()
    return Health(
        passages=len(truth),
        in_shards=in_shards,
        vectors_missing=_joined(missing),
        vectors_extra=_joined(extra),
        words_missing=np.setdiff1d(truth, in_words),
        words_extra=_beyond(in_words, truth),
    )


def _keys_of(shard: Shard, home: Path) -> NDArray[np.int64]:
    """The keys that a shard holds, none where its files are torn: those may not be opened."""
    folder = shard.folder(home)
    if not is_whole(folder, Look.ALL):
        return np.empty(0, dtype=np.int64)
    try:
        with closing(ShardIndex(folder)) as index:
            return np.array([key for keys, _ in index.rows() for key in keys], dtype=np.int64)
    except Exception:  # noqa: BLE001 - Chroma's core raises what it likes; a shard that cannot tell holds nothing
        return np.empty(0, dtype=np.int64)


def _joined(parts: Iterable[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.sort(np.concatenate([np.empty(0, dtype=np.int64), *parts]))


def _beyond(held: NDArray[np.int64], truth: NDArray[np.int64]) -> NDArray[np.int64]:
    """Keys that are held though they should not be, or more than once."""
    keys, times = np.unique(held, return_counts=True)
    return np.union1d(keys[times > 1], np.setdiff1d(keys, truth))
