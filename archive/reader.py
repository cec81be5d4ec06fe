"""Reading the archive: what a question may ask of it, always as of one generation."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from archive.article import Article, ArticleInfo, EarlierVersion, Passage
from archive.catalogue.reading import CatalogueReader
from archive.errors import IndexTornError
from archive.filters import Filters
from archive.mending import mend
from archive.model import ModelIdentity, ensure_unchanged_model
from archive.snapshot import Snapshot
from archive.statistics import ArchiveStatistics
from language.embedding import FloatArray

__all__ = ["ArchiveReader", "ArchiveStatistics", "ModelIdentity"]

_UNRESTRICTED = Filters()
_LATELY = 0.5
"""Seconds since nothing new was seen, within which a question does not wait for what is."""


class ArchiveReader:
    """The archive as it was at its last commit; a context manager, safe for any number of threads.

    Keep one open for a process and call `follow` before each question: it costs a look at one number, and
    takes up a new commit where there is one. A question under way meanwhile goes on with what it began with.

    Raises:
        ArchiveMissingError: the folder holds no archive yet.
        ArchiveDamagedError: the catalogue cannot be read, or an index is torn and another process is writing;
            where none is, it is built again first.
    """

    def __init__(self, home: Path) -> None:
        self._catalogue = CatalogueReader(home)
        self._refreshing = threading.Lock()
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="reader")
        self._up_to_date = time.monotonic()
        try:
            self._snapshot = Snapshot.take(self._catalogue)
        except IndexTornError as torn:
            mend(home, torn)
            self._snapshot = Snapshot.take(self._catalogue)

    def __enter__(self) -> ArchiveReader:
        """The reader itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the files go."""
        self.close()

    def close(self) -> None:
        """Let the files go."""
        self._beside.shutdown()
        self._snapshot.close()
        self._catalogue.close()

    @property
    def generation(self) -> int:
        """The number of the commit that is being read."""
        return self._snapshot.edition.generation

    @property
    def model(self) -> ModelIdentity:
        """The embedding model of the vectors."""
        return self._snapshot.edition.model

    def refresh(self) -> bool:
        """Take up the last commit; returns whether there was a new one.

        Raises:
            ModelMismatchError: the archive was changed to another embedding model since it was opened;
                what is being read stays as it was, and never holds vectors of two models.
        """
        if not self._has_news():
            return False
        with self._refreshing:
            looked = time.monotonic()
            if not self._has_news():
                return False
            # The former snapshot closes itself when its last reader lets it go: others may be asking it now.
            snapshot = Snapshot.take(self._catalogue, former=self._snapshot)
            ensure_unchanged_model(self._catalogue.home, self.model, snapshot.edition.model)
            snapshot.open_as_before()
            self._snapshot, self._up_to_date = snapshot, looked
        return True

    def follow(self) -> None:
        """Take up the last commit, as `refresh` does, but beside a question that comes soon after others.

        While a run commits every few seconds, a question that follows another is answered from what is open,
        and the new commit is made ready meanwhile. What is answered from is old by half a second at most, and
        the time that this takes; what the commit replaced or removed is no longer found at once.

        Raises:
            ModelMismatchError: as `refresh` does.
        """
        if not self._has_news():
            return
        if time.monotonic() - self._up_to_date > _LATELY:
            self.refresh()
        elif not self._refreshing.locked():
            # Where this fails, the question that has to wait for it meets it again, and tells.
            self._beside.submit(self.refresh)

    def _has_news(self) -> bool:
        """Whether there is a later commit than what is being read; when there last was none is kept."""
        looked = time.monotonic()
        if self._catalogue.generation() != self.generation:
            return True
        self._up_to_date = looked
        return False

    def languages(self) -> dict[str, int]:
        """Language -> number of passages, most first."""
        return dict(self._snapshot.languages)

    def nearest(
        self, vector: FloatArray, language: str, limit: int, filters: Filters = _UNRESTRICTED
    ) -> list[tuple[int, float]]:
        """The passages of a language whose vectors are nearest: (key, cosine), best first.

        Args:
            vector: shape (d,); a vector of zeros (a text without words) finds nothing.
            language: ISO 639-1 code; one that the filters leave out finds nothing.
            limit: how many at most.
            filters: days and sources.
        """
        return self._snapshot.nearest(vector, language, limit, filters)

    def match_grams(
        self, text: str, language: str, limit: int, filters: Filters = _UNRESTRICTED
    ) -> list[tuple[int, float]]:
        """The passages of a language by BM25 over character 4-grams: (key, score), best first."""
        return self._snapshot.match_grams(text, language, limit, filters)

    def match_tokens(
        self,
        alternatives: Sequence[Sequence[tuple[int, float]]],
        language: str,
        limit: int,
        filters: Filters = _UNRESTRICTED,
    ) -> list[tuple[int, float]]:
        """The passages of a language by BM25 over tokens: (key, score), best first.

        Args:
            alternatives: for each word of the question, tokens that may stand for it with their boosts. The
                best alternative of a word counts, and the words are summed.
            language: ISO 639-1 code.
            limit: how many at most.
            filters: days and sources.
        """
        return self._snapshot.match_tokens(alternatives, language, limit, filters)

    def match_sounds(
        self, skeletons: Collection[str], language: str, limit: int, filters: Filters = _UNRESTRICTED
    ) -> list[int]:
        """The keys of the passages of a language with a word that sounds like this.

        Args:
            skeletons: of one word (`language.skeletons`).
            language: ISO 639-1 code.
            limit: where more passages than these have such a word it tells nothing, and none is given.
            filters: days and sources.
        """
        return self._snapshot.match_sounds(skeletons, language, limit, filters)

    def passages(self, keys: Sequence[int]) -> dict[int, tuple[Passage, ArticleInfo]]:
        """The passages of these keys with their articles; a key that has gone meanwhile is left out."""
        return self._catalogue.passages.of(keys)

    def days(self, keys: Sequence[int]) -> dict[int, int | None]:
        """The day of publication of each of these passages as YYYYMMDD, None for one without a date."""
        return self._catalogue.passages.days(keys)

    def tokens(self, keys: Sequence[int]) -> list[NDArray[np.uint32]]:
        """The token ids of these passages, in the order of the keys; none for a key that has gone."""
        held = dict(self._catalogue.passages.token_rows(keys))
        return [np.frombuffer(held.get(key, b""), dtype="<u4") for key in keys]

    def vectors(self, keys: Sequence[int]) -> FloatArray:
        """The vectors of these passages, shape (len(keys), d); zeros for a key that has gone."""
        held = {key: vector for key, vector, _, _ in self._catalogue.passages.vector_rows(keys)}
        nothing = bytes(2 * self.model.dimension)
        joined = b"".join(held.get(key, nothing) for key in keys)
        return np.frombuffer(joined, dtype="<f2").reshape(len(keys), self.model.dimension).astype(np.float32)

    def neighbours(self, key: int) -> tuple[int | None, int | None]:
        """The keys of the passages before and after in the same article, None where there is none."""
        return self._catalogue.passages.neighbours(key)

    def siblings(self, keys: Sequence[int]) -> dict[int, range]:
        """For each key that is there, the keys of all passages of its article, in their order."""
        return self._catalogue.passages.siblings(keys)

    def article(self, article_id: str) -> Article | None:
        """An article whole, None where the archive has none of that id."""
        return self._catalogue.articles.of(article_id, self.generation)

    def earlier_versions(self, article_id: str) -> list[EarlierVersion]:
        """What an article said before it was corrected, the latest first; nothing of one that is withheld."""
        return self._catalogue.articles.earlier_versions(article_id) if self.article(article_id) else []

    def statistics(self) -> ArchiveStatistics:
        """The archive in numbers."""
        return self._snapshot.statistics()
