"""One generation of the archive with its indexes opened: what every question is answered from."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from tantivy import Query

from archive.catalogue.edition import Edition
from archive.catalogue.reading import CatalogueReader
from archive.errors import IndexTornError
from archive.filters import Filters
from archive.shard_search import ShardSearch
from archive.statistics import ArchiveStatistics
from archive.vectors.scan import VectorTable, load_table, nearest_among
from archive.words.index import WordIndex
from language.embedding import FloatArray

_FILTERED = 20_000
"""Passages that filters leave up to which these are all compared."""
_ATTEMPTS = 5


class Snapshot:
    """One generation, opened. Safe for threads; what is costly to open is opened when first asked for."""

    def __init__(
        self,
        catalogue: CatalogueReader,
        edition: Edition,
        words: WordIndex,
        shard_search: ShardSearch,
        tables: Mapping[str, VectorTable],
    ) -> None:
        self.edition = edition
        self.languages = catalogue.passages.languages(edition.generation)
        self._catalogue = catalogue
        self._file = catalogue.file
        self._words = words
        self._former_tables = dict(tables)
        self._tables: dict[str, VectorTable] = {}
        self._shards = shard_search
        self._statistics: ArchiveStatistics | None = None
        self._opening = threading.Lock()

    @classmethod
    def take(cls, catalogue: CatalogueReader, former: Snapshot | None = None) -> Snapshot:
        """Open the last commit, keeping of a former one what still holds.

        Raises:
            ArchiveMissingError: nothing was committed yet.
            IndexTornError: the word index cannot be opened.
        """
        attempt = 0
        while True:
            attempt += 1
            # First the dead, then the indexes: whatever is cleared away between is missing from both.
            edition = catalogue.edition()
            try:
                words = WordIndex(edition.words, former._words.files if former else ())
            except ValueError as error:
                if catalogue.generation() != edition.generation and attempt < _ATTEMPTS:
                    continue  # a repair has switched to another folder meanwhile
                raise IndexTornError(
                    f"The word index {edition.words} cannot be opened ({error}). "
                    "Build it again from the catalogue: python -m ingest --repair"
                ) from error
            shard_search = ShardSearch.of(catalogue, edition, former._shards if former else None)
            # Where a backup took the catalogue's place, a key may stand for another passage now.
            same = former is not None and former._file == catalogue.file
            return cls(
                catalogue, edition, words, shard_search, former._known_tables() if former and same else {}
            )

    def close(self) -> None:
        """Let the vector index go."""
        self._shards.close()

    def open_as_before(self) -> None:
        """Open what the former snapshot had opened, so that no question waits for it."""
        for language in list(self._former_tables):
            self._table(language)

    def nearest(
        self, vector: FloatArray, language: str, limit: int, filters: Filters
    ) -> list[tuple[int, float]]:
        """See `archive.reader.ArchiveReader.nearest`."""
        vector = np.asarray(vector, dtype=np.float32)
        length = float(np.linalg.norm(vector))
        if limit < 1 or not length or not self._holds(language, filters):
            return []
        vector = vector / np.float32(length)
        window = self._catalogue.window(filters)
        shards = self.edition.shards_of(language)
        if not shards:
            return self._table(language).nearest(vector, limit, window)
        generation = self.edition.generation
        keys: NDArray[np.int64] | None = None
        if window:
            keys = self._catalogue.passages.keys(language, window, generation)
            if len(keys) <= _FILTERED:
                return nearest_among(self._catalogue, keys, vector, limit)
        found = self._table(language).nearest(vector, limit, window)
        found += self._shards.nearest(shards, vector, limit, keys)
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:limit]

    def match_grams(self, text: str, language: str, limit: int, filters: Filters) -> list[tuple[int, float]]:
        """See `archive.reader.ArchiveReader.match_grams`."""
        restriction = self._restriction(filters)
        return self._matched(
            lambda count: self._words.match_grams(text, language, count, restriction),
            language,
            limit,
            filters,
        )

    def match_tokens(
        self, alternatives: Sequence[Sequence[tuple[int, float]]], language: str, limit: int, filters: Filters
    ) -> list[tuple[int, float]]:
        """See `archive.reader.ArchiveReader.match_tokens`."""
        restriction = self._restriction(filters)
        return self._matched(
            lambda count: self._words.match_tokens(alternatives, language, count, restriction),
            language,
            limit,
            filters,
        )

    def match_sounds(
        self, skeletons: Collection[str], language: str, limit: int, filters: Filters
    ) -> list[int]:
        """See `archive.reader.ArchiveReader.match_sounds`."""
        restriction = self._restriction(filters)
        found = self._matched(
            lambda count: self._words.match_sounds(skeletons, language, count, restriction),
            language,
            limit + 1,
            filters,
        )
        return [key for key, _ in found] if len(found) <= limit else []

    def statistics(self) -> ArchiveStatistics:
        """The archive in numbers, counted once."""
        if self._statistics is None:
            self._statistics = self._catalogue.statistics.of(self.edition)
        return self._statistics

    def _holds(self, language: str, filters: Filters) -> bool:
        return language in self.languages and (not filters.languages or language in filters.languages)

    def _restriction(self, filters: Filters) -> Query | None:
        window = self._catalogue.window(filters)
        return self._words.restriction(window.since, window.until, window.sources) if window else None

    def _matched(
        self, search: Callable[[int], list[tuple[int, float]]], language: str, limit: int, filters: Filters
    ) -> list[tuple[int, float]]:
        if limit < 1 or not self._holds(language, filters):
            return []
        return self._seen(search, limit)

    def _seen(self, search: Callable[[int], list[tuple[int, float]]], limit: int) -> list[tuple[int, float]]:
        """What a search finds of this generation, asking for more where others' passages took the places."""
        count = limit
        while True:
            found = search(count)
            last, dead = self.edition.last_key, self.edition.dead
            seen = [hit for hit in found if hit[0] <= last and hit[0] not in dead]
            if len(seen) >= limit or len(found) < count:
                return seen[:limit]
            count *= 4

    def _table(self, language: str) -> VectorTable:
        table = self._tables.get(language)
        if table is not None:
            return table
        with self._opening:
            if language not in self._tables:
                former = self._former_tables.pop(language, None)
                self._tables[language] = self._loaded(language, former)
            return self._tables[language]

    def _loaded(self, language: str, former: VectorTable | None) -> VectorTable:
        """The passages of a language that are in no shard, with what still holds of a former generation."""
        after = last = self.edition.last_shard_key(language)
        if former is not None:
            former = former.behind(after)
            last = int(former.keys[-1]) if len(former.keys) else after
            if not self._all_stand(former, language, after, last):
                former = former.among(self._keys(language, after, last))
        fresh = load_table(
            self._catalogue, self._keys(language, last, self.edition.last_key), self.edition.model.dimension
        )
        return former.extended(fresh) if former is not None else fresh

    def _all_stand(self, former: VectorTable, language: str, after: int, last: int) -> bool:
        """Whether a former generation's passages behind a key are still those of this one."""
        # Keys are never given out twice: as many rows as then are the same ones, if none of them is dead.
        rows = self._catalogue.passages.rows_between(language, after + 1, last)
        return rows == len(former.keys) and not any(after < key <= last for key in self.edition.dead)

    def _keys(self, language: str, after: int, last: int) -> NDArray[np.int64]:
        return self._catalogue.passages.keys_between(language, after + 1, last, self.edition.generation)

    def _known_tables(self) -> dict[str, VectorTable]:
        return {**self._former_tables, **self._tables}
