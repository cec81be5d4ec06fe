"""Which shards are to be built, as the last commit has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.catalogue.edition import Edition
from archive.catalogue.reading import CatalogueReader
from archive.vectors import shards
from archive.vectors.seal import Look, is_whole
from archive.vectors.shards import Shard


@dataclass(frozen=True, slots=True)
class Plan:
    """A shard to be built.

    Attributes:
        language: of its passages.
        keys: of its passages, ascending; none where nothing is left of the former one.
        former: the torn one whose place it takes, if any.
    """

    language: str
    keys: NDArray[np.int64]
    former: Shard | None = None


def torn_shards(catalogue: CatalogueReader, edition: Edition, look: Look) -> Iterator[Plan]:
    """The shards whose files are not as they were built."""
    for shard in edition.shards:
        if not is_whole(shard.folder(catalogue.home), look):
            keys = catalogue.passages.keys_between(
                shard.language, shard.first_key, shard.last_key, edition.generation
            )
            yield Plan(shard.language, keys, shard)


def next_shards(catalogue: CatalogueReader, edition: Edition) -> Iterator[Plan]:
    """For each language that has enough passages behind its last shard, the next one."""
    for language in catalogue.passages.languages(edition.generation):
        first, last = edition.last_shard_key(language) + 1, edition.last_key
        if catalogue.passages.rows_between(language, first, last) < shards.SHARD:
            continue
        keys = catalogue.passages.keys_between(language, first, last, edition.generation, shards.SHARD)
        if len(keys) == shards.SHARD:
            yield Plan(language, keys)


def all_shards(keys_of: dict[str, NDArray[np.int64]]) -> Iterator[Plan]:
    """The shards of an archive whose languages have these keys, ascending."""
    for language, keys in keys_of.items():
        for start in range(0, len(keys) - shards.SHARD + 1, shards.SHARD):
            yield Plan(language, keys[start : start + shards.SHARD])


def unnamed(home: Path, named: list[Shard]) -> Iterator[Path]:
    """Folders of shards that were never named, or are named no more."""
    names = {shard.name for shard in named}
    folder = shards.shards_folder(home)
    if folder.is_dir():
        yield from (path for path in folder.iterdir() if path.name not in names)
