"""One generation of the archive with its indexes opened: what every question is answered from."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tantivy import Query

from archive.catalogue.edition import Edition
from archive.catalogue.reading import CatalogueReader
from archive.errors import IndexTornError
from archive.filters import Filters
from archive.mending import mend_meanwhile
from archive.statistics import ArchiveStatistics
from archive.vectors.process import Answer, VectorProcess, VectorProcessError
from archive.vectors.scan import VectorTable, load_table, nearest_among
from archive.vectors.seal import Look, is_whole
from archive.vectors.shards import Shard
from archive.words.index import WordIndex
from language.embedding import FloatArray

_FILTERED = 20_000
"""Passages that filters leave up to which these are all compared."""
_log = logging.getLogger(__name__)
_OVER = 2
"""How many times more of a shard is asked for than its share of what filters let through should need."""
_ATTEMPTS = 5
_ROUNDING = 0.01
"""How far a cosine of Chroma's and one of the float16 vectors in the catalogue may be apart."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What a question asks of a shard.

    Attributes:
        shard: which.
        folder: where it lies.
        keys: of its passages that the filters let through; None where there are no filters.
        wanted: how many are asked for; 0 where its passages are compared one by one.
    """

    shard: Shard
    folder: Path
    keys: NDArray[np.int64] | None
    wanted: int


class Snapshot:
    """One generation, opened. Safe for threads; what is costly to open is opened when first asked for."""

    def __init__(
        self,
        catalogue: CatalogueReader,
        edition: Edition,
        words: WordIndex,
        vectors: VectorProcess,
        tables: Mapping[str, VectorTable],
    ) -> None:
        self.edition = edition
        self.languages = catalogue.passages.languages(edition.generation)
        self._catalogue = catalogue
        self._file = catalogue.file
        self._words = words
        self._former_tables = dict(tables)
        self._tables: dict[str, VectorTable] = {}
        self._vectors = vectors
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
            vectors = _vectors(catalogue, edition, former)
            # Where a backup took the catalogue's place, a key may stand for another passage now.
            same = former is not None and former._file == catalogue.file
            return cls(catalogue, edition, words, vectors, former._known_tables() if former and same else {})

    def close(self) -> None:
        """Let the vector index go."""
        self._vectors.close()

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
        parts = [self._part(shard, limit, keys) for shard in shards]
        wanted = {part.folder: part.wanted for part in parts if part.wanted}
        answers = self._vectors.nearest_of_each(wanted, vector)
        for part in parts:
            found += self._of_part(part, vector, limit, answers.get(part.folder))
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

    def _part(self, shard: Shard, limit: int, keys: NDArray[np.int64] | None) -> _Part:
        """What is to be asked of a shard, among some keys if given."""
        folder, wanted = shard.folder(self._catalogue.home), limit
        if keys is not None:
            keys = keys[(keys >= shard.first_key) & (keys <= shard.last_key)]
            few = len(keys) <= limit * _OVER
            wanted = 0 if few else limit * _OVER * shard.passages // len(keys)
        if self._vectors.has_failed(folder):
            wanted = 0
        return _Part(shard, folder, keys, min(wanted, shard.passages))

    def _of_part(
        self, part: _Part, vector: FloatArray, limit: int, answer: Answer | None
    ) -> list[tuple[int, float]]:
        """The nearest of a shard; where it was not asked or cannot answer, all are compared."""
        try:
            if isinstance(answer, VectorProcessError):
                raise answer
            if answer is not None:
                return self._seen_of(part, vector, limit, answer)
        except VectorProcessError as error:
            _say_torn(part.folder, str(error))
            mend_meanwhile(self._catalogue.home)
        shard, keys = part.shard, part.keys
        if keys is None:
            keys = self._keys(shard.language, shard.first_key - 1, shard.last_key)
        return nearest_among(self._catalogue, keys, vector, limit)

    def _seen_of(
        self, part: _Part, vector: FloatArray, limit: int, found: Sequence[tuple[int, float]]
    ) -> list[tuple[int, float]]:
        """What a shard has found and may be seen, asking for more where it is not enough.

        Raises:
            VectorProcessError: it cannot answer, or answers wrongly.
        """
        wanted, most = part.wanted, part.shard.passages
        while True:
            self._compare(found, vector, part.folder, wanted)
            if part.keys is None:
                seen = self._catalogue.passages.seen([key for key, _ in found], self.edition.generation)
            else:
                seen = set(np.intersect1d(part.keys, [key for key, _ in found]).tolist())
            hits = [hit for hit in found if hit[0] in seen][:limit]
            if len(hits) == limit or wanted == most:
                return hits
            wanted = min(wanted * 4, most)
            found = self._vectors.nearest(part.folder, vector, wanted)

    def _compare(
        self, found: Sequence[tuple[int, float]], vector: FloatArray, folder: Path, wanted: int
    ) -> None:
        """Look whether the best and the last are what the catalogue says they are, and none is lacking.

        Raises:
            VectorProcessError: they are not; the shard is asked no more.
        """
        ends = dict([*found[:1], *found[-1:]])
        wrong = len(found) < wanted
        for key, held, _, _ in self._catalogue.passages.vector_rows(list(ends)):
            truth = np.frombuffer(held, dtype="<f2").astype(np.float32)
            cosine = float(truth @ vector) / (float(np.linalg.norm(truth)) or 1.0)
            wrong |= abs(cosine - ends[key]) > _ROUNDING
        if wrong:
            self._vectors.give_up(folder)
            raise VectorProcessError("its vectors are not the catalogue's")

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


def _vectors(catalogue: CatalogueReader, edition: Edition, former: Snapshot | None) -> VectorProcess:
    """Who answers from shards: the same process as long as none of those that it has opened is gone."""
    before = former.edition.shards if former else ()
    vectors = former._vectors if former and set(before) <= set(edition.shards) else VectorProcess()
    torn = [
        folder
        for shard in edition.shards
        if shard not in before and not is_whole(folder := shard.folder(catalogue.home), Look.CHANGED)
    ]
    for folder in torn:
        vectors.give_up(folder)
        _say_torn(folder, "its files are not as they were built")
    if torn:
        mend_meanwhile(catalogue.home)
    return vectors


def _say_torn(folder: Path, reason: str) -> None:
    _log.warning(
        "The part %s of the vector index cannot answer (%s). Questions are answered without it, more slowly; "
        "it is built again where nobody writes, else by python -m ingest --repair.",
        folder,
        reason,
    )
