"""The catalogue as readers see it: read-only, as of one generation, by any number of threads."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

import numpy as np
from numpy.typing import NDArray

from archive.acknowledged import acknowledged, ensure_not_lost, ensure_reached
from archive.article import Article, ArticleInfo, EarlierVersion, Passage
from archive.connection import FILE, connect, connect_to_read, damage_named, ensure_sound
from archive.errors import ArchiveMissingError
from archive.filters import Filters
from archive.meta import read_model
from archive.model import ModelIdentity
from archive.schema import DEAD, INFO, is_current, migrate
from archive.shard_table import read_shards
from archive.shards import Shard
from archive.soundness import QUICK
from archive.source_table import fold_source
from archive.statistics import ArchiveStatistics

_SEEN = "{0}.born <= :generation AND {0}.died > :generation"
_USABLE = f"{_SEEN.format('a')} AND a.standing = 'usable'"


FileIdentity = tuple[int, int]
"""The device and the number by which the system knows a file, whatever its name."""
_VECTORS_AT_ONCE = 5000
_UNKNOWN: FileIdentity = (0, 0)


@dataclass(frozen=True, slots=True)
class Edition:
    """What the catalogue says of one generation: where its indexes are and what in them is not to be seen.

    Attributes:
        generation: its number.
        last_key: no passage of it has a higher key; what an index holds above is still being written.
        dead: keys that an index may still hold though their articles were replaced or removed.
        model: the embedding model of the vectors.
        indexed_at: when it was committed (ISO 8601, UTC).
        shards: of the vector index, by language and key.
        words: the folder of the word index.
    """

    generation: int
    last_key: int
    dead: frozenset[int]
    model: ModelIdentity
    indexed_at: str
    shards: tuple[Shard, ...]
    words: Path

    def shards_of(self, language: str) -> list[Shard]:
        """The shards of a language, by key."""
        return [shard for shard in self.shards if shard.language == language]

    def last_shard_key(self, language: str) -> int:
        """Behind which no passage of a language is in a shard; 0 where it has none."""
        return max((shard.last_key for shard in self.shards_of(language)), default=0)


@dataclass(frozen=True, slots=True)
class Window:
    """Filters in the catalogue's own terms; None means no limit.

    Attributes:
        since: the first day, YYYYMMDD.
        until: the last.
        sources: numbers of outlets.
    """

    since: int | None
    until: int | None
    sources: tuple[int, ...] | None

    def __bool__(self) -> bool:
        """Whether anything is restricted."""
        return self.since is not None or self.until is not None or self.sources is not None


EVERYTHING = Window(None, None, None)


class CatalogueReader:
    """Answers from the catalogue. Safe for threads: each question borrows a connection of its own.

    Attributes:
        home: the data folder.
        file: which file was the catalogue when `generation` was asked last.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self._free: SimpleQueue[tuple[FileIdentity, sqlite3.Connection]] = SimpleQueue()
        ensure_not_lost(home, home / FILE)
        if not (home / FILE).is_file():
            raise self._missing()
        ensure_sound(home, QUICK)
        self.file = self._identity()
        with self._connection() as connection:
            current = is_current(connection)
        if not current:
            with damage_named(home), closing(connect(home)) as writable:
                migrate(writable)

    def close(self) -> None:
        """Let the files go."""
        while True:
            try:
                self._free.get_nowait()[1].close()
            except Empty:
                return

    def generation(self) -> int:
        """The number of the last commit, as it is now, also where a backup was put in the file's place."""
        self.file = self._identity()
        with self._connection() as connection:
            row = connection.execute("SELECT value FROM meta WHERE name = 'generation'").fetchone()
        return int(row[0]) if row else 0

    def edition(self) -> Edition:
        """The last commit.

        Raises:
            ArchiveMissingError: nothing was committed yet.
            ArchiveDamagedError: the catalogue cannot be read.
        """
        expected = acknowledged(self.home)  # before the catalogue, which may go on meanwhile
        with self._connection() as connection:
            connection.execute("BEGIN")
            try:
                meta: dict[str, str] = dict(connection.execute("SELECT name, value FROM meta"))
                generation = int(meta.get("generation", 0))
                dead = connection.execute(f"SELECT key FROM passages WHERE {DEAD}", (generation,)).fetchall()
                shards = read_shards(connection)
            finally:
                connection.execute("COMMIT")
        ensure_reached(self.home, generation, expected)
        model = read_model(meta)
        if model is None or not generation:
            raise self._missing()
        return Edition(
            generation=generation,
            last_key=int(meta["last_key"]),
            dead=frozenset(key for (key,) in dead),
            model=model,
            indexed_at=meta["indexed_at"],
            shards=tuple(shards),
            words=self.home / meta["words_directory"],
        )

    def window(self, filters: Filters) -> Window:
        """Filters in the catalogue's terms; an outlet that the archive does not know leaves an empty list."""
        sources: tuple[int, ...] | None = None
        if filters.sources:
            folded = json.dumps([fold_source(source) for source in filters.sources])
            with self._connection() as connection:
                rows = connection.execute(
                    "SELECT number FROM sources WHERE folded IN (SELECT value FROM json_each(?))", (folded,)
                ).fetchall()
            sources = tuple(number for (number,) in rows)
        return Window(
            int(filters.since.strftime("%Y%m%d")) if filters.since else None,
            int(filters.until.strftime("%Y%m%d")) if filters.until else None,
            sources,
        )

    def languages(self, generation: int) -> dict[str, int]:
        """Language -> passages, most first."""
        return self._counts(
            f"SELECT language, COUNT(*) FROM passages p WHERE {_SEEN.format('p')} "
            "GROUP BY 1 ORDER BY 2 DESC, 1",
            generation,
        )

    def every_language(self) -> list[str]:
        """The languages that any passage is in, also one that is not to be seen."""
        found: list[str] = []
        with self._connection() as connection:
            while True:  # from one to the next along the index: to look at every passage takes far longer
                (language,) = connection.execute(
                    "SELECT MIN(language) FROM passages WHERE language > ?", (found[-1] if found else "",)
                ).fetchone()
                if language is None:
                    return found
                found.append(language)

    def keys_between(
        self, language: str, first: int, last: int, generation: int, limit: int = -1
    ) -> NDArray[np.int64]:
        """Keys of a language's passages from one to another, both included; at most `limit` of them."""
        with self._connection() as connection:
            rows = connection.execute(
                f"""
                SELECT p.key FROM passages p INDEXED BY passages_by_language
                WHERE p.language = :language AND p.key BETWEEN :first AND :last AND {_SEEN.format("p")}
                ORDER BY p.key LIMIT :limit
                """,
                {
                    "language": language,
                    "first": first,
                    "last": last,
                    "generation": generation,
                    "limit": limit,
                },
            ).fetchall()
        return np.array([key for (key,) in rows], dtype=np.int64)

    def seen(self, keys: Sequence[int], generation: int) -> set[int]:
        """Those of some keys whose passages stand in a generation."""
        with self._connection() as connection:
            rows = connection.execute(
                "SELECT p.key FROM passages p WHERE p.key IN (SELECT value FROM json_each(:keys)) "
                f"AND {_SEEN.format('p')}",
                {"keys": json.dumps(list(keys)), "generation": generation},
            ).fetchall()
        return {key for (key,) in rows}

    def keys(self, language: str, window: Window, generation: int, limit: int = -1) -> NDArray[np.int64]:
        """Keys of a language's passages that a window lets through, in order; at most `limit` of them."""
        conditions = ["p.language = :language", _SEEN.format("p")]
        if window.since is not None or window.until is not None:
            conditions.append("p.day BETWEEN :since AND :until")
        if window.sources is not None:
            conditions.append("p.source IN (SELECT value FROM json_each(:sources))")
        with self._connection() as connection:
            rows = connection.execute(
                f"SELECT p.key FROM passages p WHERE {' AND '.join(conditions)} LIMIT :limit",
                {
                    "language": language,
                    "generation": generation,
                    "since": window.since or 0,
                    "until": window.until or 99991231,
                    "sources": json.dumps(window.sources),
                    "limit": limit,
                },
            ).fetchall()
        return np.sort(np.array([key for (key,) in rows], dtype=np.int64))

    def vector_rows(self, keys: Sequence[int]) -> list[tuple[int, bytes, int | None, int]]:
        """Key, vector, day and source of those passages that are there, in the order of their keys."""
        return self._by_keys("SELECT key, vector, day, source FROM passages WHERE {0} ORDER BY key", keys)

    def vectors_held(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        """Those of some keys whose passages are there, ascending, and their vectors, shape (n, d)."""
        found: list[int] = []
        parts: list[NDArray[np.float16]] = []
        for start in range(0, len(keys), _VECTORS_AT_ONCE):
            rows = self.vector_rows(keys[start : start + _VECTORS_AT_ONCE].tolist())
            found += [row[0] for row in rows]
            parts.append(np.frombuffer(b"".join(row[1] for row in rows), dtype="<f2"))
        joined = np.concatenate(parts)
        return np.array(found, dtype=np.int64), joined.reshape(len(found), -1)

    def days(self, keys: Sequence[int]) -> dict[int, int | None]:
        """The day of each of those passages that are there."""
        return dict(self._by_keys("SELECT key, day FROM passages WHERE {0}", keys))

    def token_rows(self, keys: Sequence[int]) -> list[tuple[int, bytes]]:
        """Key and tokens of those passages that are there."""
        return self._by_keys("SELECT key, tokens FROM passages WHERE {0}", keys)

    def passages(self, keys: Sequence[int]) -> dict[int, tuple[Passage, ArticleInfo]]:
        """The passages of those keys that are there, each with its article's info."""
        rows = self._by_keys(
            f"""
            SELECT key, article, "start", "end", {INFO}
            FROM passages p JOIN articles a ON a.number = p.article WHERE {{0}}
            """,
            keys,
        )
        bodies: dict[int, str] = dict(
            self._by_keys(
                "SELECT number, body FROM bodies WHERE {0}", sorted({row[1] for row in rows}), column="number"
            )
        )
        return {
            key: (Passage(info[0], start, end, bodies[article][start:end]), ArticleInfo(*info))
            for key, article, start, end, *info in rows
            if article in bodies
        }

    def neighbours(self, key: int) -> tuple[int | None, int | None]:
        """The keys of the passages before and after, in the same article."""
        rows = self._by_keys("SELECT key, article FROM passages WHERE {0}", [key - 1, key, key + 1])
        article = dict(rows)
        if key not in article:
            return None, None
        before, after = (
            other if article.get(other) == article[key] else None for other in (key - 1, key + 1)
        )
        return before, after

    def siblings(self, keys: Sequence[int]) -> dict[int, range]:
        """For each key that is there, the keys of all passages of its article, in their order."""
        rows = self._by_keys(
            "SELECT key, first_key, passages FROM passages p JOIN articles a ON a.number = p.article "
            "WHERE {0}",
            keys,
        )
        return {key: range(first, first + count) for key, first, count in rows}

    def article(self, article_id: str, generation: int) -> Article | None:
        """An article whole, or None where the archive has none of that id."""
        with self._connection() as connection:
            row = connection.execute(
                f"""
                SELECT body, {INFO} FROM articles a JOIN bodies b ON b.number = a.number
                WHERE a.id = :id AND {_USABLE}
                """,
                {"id": article_id, "generation": generation},
            ).fetchone()
        return Article(ArticleInfo(*row[1:]), row[0]) if row else None

    def earlier_versions(self, article_id: str) -> list[EarlierVersion]:
        """What an article said before it was corrected, the latest first."""
        with self._connection() as connection:
            rows = connection.execute(
                "SELECT title, body, published, updated, replaced FROM versions WHERE article = ? "
                "ORDER BY number DESC",
                (article_id,),
            ).fetchall()
        return [EarlierVersion(*row) for row in rows]

    def articles(self, generation: int) -> Iterator[Article]:
        """Every article, in the order in which they came in."""
        with self._connection() as connection:
            for row in connection.execute(
                f"""
                SELECT body, {INFO} FROM articles a JOIN bodies b ON b.number = a.number
                WHERE {_USABLE} ORDER BY a.number
                """,
                {"generation": generation},
            ):
                yield Article(ArticleInfo(*row[1:]), row[0])

    def runs(self, most: int) -> list[tuple[int, str, str]]:
        """Number, end and summary (JSON) of the latest runs, newest first."""
        with self._connection() as connection:
            return connection.execute(
                "SELECT number, finished, summary FROM runs ORDER BY number DESC LIMIT ?", (most,)
            ).fetchall()

    def refusals(self) -> list[tuple[str, int | None, str, str]]:
        """Path, record, reason and time of what was refused when its file was last read."""
        with self._connection() as connection:
            return connection.execute(
                "SELECT path, record, reason, since FROM refusals ORDER BY path, record"
            ).fetchall()

    def ids_of_source(self, source: str, generation: int) -> list[str]:
        """The ids of an outlet's articles, the withheld ones too."""
        with self._connection() as connection:
            rows = connection.execute(
                f"SELECT a.id, a.source FROM articles a WHERE {_SEEN.format('a')}", {"generation": generation}
            ).fetchall()
        return [name for name, outlet in rows if fold_source(outlet) == fold_source(source)]

    def content_hash(self, article_id: str, generation: int) -> str | None:
        """What an article was put with, a withheld one too; None where there is none of that id."""
        with self._connection() as connection:
            row = connection.execute(
                f"SELECT a.content_hash FROM articles a WHERE a.id = :id AND {_SEEN.format('a')}",
                {"id": article_id, "generation": generation},
            ).fetchone()
        return row[0] if row else None

    def unfinished_removals(self) -> dict[str, str]:
        """Ids of articles whose removal for good was not proved -> the hash of their text."""
        with self._connection() as connection:
            return dict(
                connection.execute(
                    "SELECT article, text_hash FROM forgotten WHERE finished IS NULL"
                ).fetchall()
            )

    def more_statistics(self) -> tuple[int, int, int]:
        """Earlier versions that are kept, articles forgotten for good, and removals not finished."""
        with self._connection() as connection:
            return tuple(
                connection.execute(query).fetchone()[0]
                for query in (
                    "SELECT COUNT(*) FROM versions",
                    "SELECT COUNT(*) FROM forgotten",
                    "SELECT COUNT(*) FROM forgotten WHERE finished IS NULL",
                )
            )

    def statistics(self, edition: Edition) -> ArchiveStatistics:
        """The archive in numbers."""
        at = {"generation": edition.generation}
        with self._connection() as connection:
            articles, passages, oldest, newest = connection.execute(
                f"SELECT COUNT(*), TOTAL(passages), MIN(day), MAX(day) FROM articles a WHERE {_USABLE}", at
            ).fetchone()
            withheld = connection.execute(
                f"SELECT COUNT(*) FROM articles a WHERE {_SEEN.format('a')} AND a.standing <> 'usable'", at
            ).fetchone()[0]
        by = f"SELECT {{0}}, COUNT(*) FROM articles a WHERE {_USABLE} GROUP BY 1 ORDER BY 2 DESC, 1"
        return ArchiveStatistics(
            articles=articles,
            passages=int(passages),
            languages=self._counts(by.format("language"), edition.generation),
            sources=self._counts(by.format("source"), edition.generation),
            newest=_iso(newest),
            oldest=_iso(oldest),
            generation=edition.generation,
            indexed_at=edition.indexed_at,
            model=edition.model,
            withheld=withheld,
        )

    def _counts(self, query: str, generation: int) -> dict[str, int]:
        with self._connection() as connection:
            return dict(connection.execute(query, {"generation": generation}))

    def _by_keys(self, query: str, keys: Sequence[int], column: str = "key") -> list[tuple]:  # type: ignore[type-arg]
        condition = f"{column} IN (SELECT value FROM json_each(?))"
        with self._connection() as connection:
            return connection.execute(
                query.format(condition), (json.dumps([int(key) for key in keys]),)
            ).fetchall()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        with damage_named(self.home):
            file, connection = self._borrow()
            try:
                yield connection
            finally:
                self._free.put((file, connection))

    def _borrow(self) -> tuple[FileIdentity, sqlite3.Connection]:
        while True:
            try:
                file, connection = self._free.get_nowait()
            except Empty:
                connection, lasting = connect_to_read(self.home)
                return self.file if lasting else _UNKNOWN, connection
            if file == self.file:
                return file, connection
            connection.close()

    def _identity(self) -> FileIdentity:
        try:
            status = (self.home / FILE).stat()
        except FileNotFoundError:
            ensure_not_lost(self.home, self.home / FILE)
            raise self._missing() from None
        return status.st_dev, status.st_ino

    def _missing(self) -> ArchiveMissingError:
        return ArchiveMissingError(
            f"{self.home} holds no archive yet. Index some articles first: python -m ingest PATH"
        )


def _iso(day: int | None) -> str | None:
    return f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}" if day else None
